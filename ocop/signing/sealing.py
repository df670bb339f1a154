"""What unlocks a key, encrypted for the minutes that a batch runs (docs/adr/0007). The key of the encryption comes
from SECRET_KEY, which no backup of the database holds."""

import base64
import hashlib
import json

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from ocop.signing.spec import Secret

MINUTES = 30


def seal(secret: Secret) -> bytes:
    """PIN and code, encrypted; a key file is never kept."""
    return _box().encrypt(json.dumps([secret.pin, secret.otp]).encode())


def unseal(sealed: bytes) -> Secret | None:
    """What was sealed; None where there is nothing, it is too old, or it was sealed under another SECRET_KEY."""
    try:
        pin, otp = json.loads(_box().decrypt(bytes(sealed), ttl=MINUTES * 60))
    except (InvalidToken, ValueError):
        return None
    return Secret(pin, otp)


def _box() -> Fernet:
    derived = hashlib.sha256(b"ocop-signing-batch-1\n" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(derived))
