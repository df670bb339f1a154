"""Signed codes: a text with an Ed25519 signature that anyone can check with our public key, also without a network.

A signature is written as 6 letters that name the key and 86 that are the signature, both in URL-safe base64. The
key is `CODE_SIGNING_KEY`; keys of the past stay in `CODE_VERIFY_KEYS`, so that what was printed under them remains
valid. Where no key is set, a development key is made in `var/`, never in production.
"""

import base64
import binascii
import hashlib
import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# What we sign begins with these words, so that a signature means nothing anywhere else.
PURPOSE = "ocop-code-1\n"
ID_LENGTH = 6
DEVELOPMENT_KEY = "code-signing-key.pem"


def sign(text: str) -> str:
    """The signature of `text` under the present key."""
    key = _private_key()
    return _id_of(_raw(key.public_key())) + _letters(key.sign((PURPOSE + text).encode()))


def verify(text: str, signature: str) -> bool:
    """Whether `signature` was made for exactly `text` with the present key or one of the past."""
    key = public_keys().get(signature[:ID_LENGTH])
    if key is None:
        return False
    try:
        body = _bytes(signature[ID_LENGTH:])
        # only the one spelling that we print is accepted
        if _letters(body) != signature[ID_LENGTH:]:
            return False
        Ed25519PublicKey.from_public_bytes(key).verify(body, (PURPOSE + text).encode())
    except (InvalidSignature, binascii.Error, UnicodeEncodeError, ValueError):
        return False
    return True


def public_keys() -> dict[str, bytes]:
    """Every key that verifies, by its id: the present one first, 32 bytes each."""
    return _known_keys(settings.CODE_SIGNING_KEY, tuple(settings.CODE_VERIFY_KEYS), str(settings.VAR_DIR))


def public_key_text(key: bytes) -> str:
    """A public key as it is published and as `CODE_VERIFY_KEYS` takes it: 43 letters of URL-safe base64."""
    return _letters(key)


@lru_cache(maxsize=8)
def _known_keys(pem: str, old: tuple[str, ...], folder: str) -> dict[str, bytes]:
    present = _raw(_load(pem, folder).public_key())
    keys = [present, *(_old_key(text) for text in old)]
    return {_id_of(key): key for key in keys}


def _old_key(text: str) -> bytes:
    try:
        key = _bytes(text.strip())
        Ed25519PublicKey.from_public_bytes(key)
    except (binascii.Error, UnicodeEncodeError, ValueError) as error:
        raise ImproperlyConfigured(
            "OCOP_CODE_VERIFY_KEYS: mỗi khóa là 43 ký tự base64url, như trên trang khóa công khai."
        ) from error
    return key


def new_key() -> str:
    """A fresh private key as PEM, for `CODE_SIGNING_KEY`."""
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _private_key() -> Ed25519PrivateKey:
    return _load(settings.CODE_SIGNING_KEY, str(settings.VAR_DIR))


@lru_cache(maxsize=8)
def _load(pem: str, folder: str) -> Ed25519PrivateKey:
    if not pem:
        if settings.PRODUCTION:
            raise ImproperlyConfigured("Thiếu OCOP_CODE_SIGNING_KEY: khóa Ed25519 (PEM) để ký mã giấy chứng nhận.")
        pem = _development_key(Path(folder) / DEVELOPMENT_KEY)
    try:
        # an environment variable often carries its line breaks as \n
        key = load_pem_private_key(pem.replace("\\n", "\n").encode(), password=None)
    except (ValueError, TypeError) as error:
        raise ImproperlyConfigured("OCOP_CODE_SIGNING_KEY không phải khóa riêng dạng PEM.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ImproperlyConfigured("OCOP_CODE_SIGNING_KEY phải là khóa Ed25519.")
    return key


def _development_key(path: Path) -> str:
    """Read the key at `path`, made first where there is none; of two processes one makes it for both."""
    if not path.exists():
        made = new_key().encode()
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(0o600)
        draft.write_bytes(made)
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii")


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _id_of(key: bytes) -> str:
    return _letters(hashlib.sha256(key).digest())[:ID_LENGTH]


def _letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
