"""The interface of providers, and their faults."""

from contextlib import AbstractContextManager
from typing import Protocol

from pyhanko.sign.signers import Signer

from ocop.base.errors import Refused
from ocop.signing.spec import Secret


class KeyFault(Refused):
    """The key could not be used; nothing was signed."""


class WrongPin(KeyFault):
    """The PIN or password is wrong; not tried again, because tokens lock themselves."""


class Provider(Protocol):
    """A key and its certificate."""

    def opened(self, secret: Secret, count: int = 1) -> AbstractContextManager[Signer]:
        """A signer for `count` signatures, unlocked while the context lasts."""
        ...
