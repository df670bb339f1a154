"""Where private keys lie, behind one interface: `opened(secret, count)` gives something that signs, while it is open.

A provider reads the certificate and signs; it stores nothing. Every fault is a `KeyFault` with a sentence.
"""

from collections.abc import Callable

from ocop.signing.providers.base import KeyFault, Provider, WrongPin
from ocop.signing.providers.pkcs12 import KeyFile
from ocop.signing.providers.remote import RemoteService
from ocop.signing.providers.token import Token
from ocop.signing.spec import ProviderKind

__all__ = ["KeyFault", "Provider", "WrongPin", "provider_for"]

MADE: dict[str, Callable[[str], Provider]] = {
    ProviderKind.PKCS12: KeyFile,
    ProviderKind.TOKEN: Token,
    ProviderKind.REMOTE: RemoteService,
}


def provider_for(kind: str, reference: str) -> Provider:
    """The provider of a profile; `reference` names its key there."""
    return MADE[kind](reference)
