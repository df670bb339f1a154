"""A PKCS#12 file: from the folder of keys that only the server reads, or brought along for one act and forgotten."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from asn1crypto import keys, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from django.conf import settings
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ocop.signing.providers.base import KeyFault, WrongPin
from ocop.signing.spec import Secret

_NAME = re.compile(r"[\w-][\w .-]*\.(p12|pfx)", re.IGNORECASE)
_NOT_ONE = "Tệp này không phải tệp chứng thư số PKCS#12 (.p12, .pfx), hoặc không có khóa riêng bên trong."
LARGEST = 256 * 1024


class KeyFile:
    """`reference` is the file's name in the folder of keys; empty: the file comes with the secret."""

    def __init__(self, reference: str) -> None:
        self.reference = reference

    @contextmanager
    def opened(self, secret: Secret, count: int = 1) -> Iterator[Signer]:
        """The key in memory."""
        yield _signer(self._content(secret), secret.pin)

    def _content(self, secret: Secret) -> bytes:
        if not self.reference:
            if not secret.key_file:
                raise KeyFault("Hãy chọn tệp chứng thư số (.p12, .pfx) để ký.")
            return secret.key_file[: LARGEST + 1]
        if not _NAME.fullmatch(self.reference):
            raise KeyFault("Tên tệp khóa không hợp lệ. Hãy ghi tên tệp .p12 trong thư mục khóa của máy chủ.")
        path = Path(settings.SIGNING_KEYS_DIR) / self.reference
        try:
            return path.read_bytes()
        except OSError as error:
            raise KeyFault(f"Không thấy tệp khóa {self.reference} trên máy chủ. Hãy báo quản trị.") from error


def _signer(content: bytes, password: str) -> Signer:
    if not content.startswith(b"\x30") or len(content) > LARGEST:
        raise KeyFault(_NOT_ONE)
    try:
        opened = load_pkcs12(content, password.encode() or None)
    except ValueError as error:
        # the library tells a wrong password from a broken file only in words
        if "password" in str(error).lower():
            raise WrongPin("Mật khẩu của tệp chứng thư số không đúng. Chưa ký gì. Hãy nhập lại.") from error
        raise KeyFault(_NOT_ONE) from error
    if opened.key is None or opened.cert is None:
        raise KeyFault(_NOT_ONE)
    der = opened.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    chain = [opened.cert.certificate, *(one.certificate for one in opened.additional_certs)]
    certificates = [x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in chain]
    store = SimpleCertificateStore()
    store.register_multiple(certificates)
    return SimpleSigner(
        signing_cert=certificates[0], signing_key=keys.PrivateKeyInfo.load(der), cert_registry=store, embed_roots=False
    )
