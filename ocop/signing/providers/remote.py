"""A remote signing service; the contract is docs/remote-signing.md. `reference` is the credential's name there.

The service sees hashes only. A PIN and, where it asks for one, a one-time code open it for `count` signatures.
"""

import base64
import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from asn1crypto import algos, x509
from django.conf import settings
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ocop.signing.providers.base import KeyFault, WrongPin
from ocop.signing.spec import Secret

SECONDS = 20
LARGEST = 1024 * 1024
_SILENT = "Dịch vụ ký số từ xa không trả lời nên chưa ký. Hãy thử lại sau ít phút hoặc báo quản trị."
_STRANGE = "Dịch vụ ký số từ xa trả lời không đúng quy cách nên chưa ký. Hãy báo quản trị."
SENTENCES = {
    "invalid_pin": "Mã PIN của dịch vụ ký số không đúng. Chưa ký gì. Hãy nhập lại.",
    "invalid_otp": "Mã OTP không đúng hoặc đã hết hạn. Chưa ký gì. Hãy lấy mã mới rồi nhập lại.",
    "locked": "Dịch vụ ký số đã khóa chứng thư này vì nhập sai nhiều lần. Hãy liên hệ nơi cấp.",
    "no_credential": "Dịch vụ ký số không có chứng thư này. Hãy sửa lại chữ ký số.",
    "expired_sad": "Phiên ký từ xa đã hết hạn. Hãy nhập lại mã PIN và OTP để ký tiếp.",
    "unauthorized": "Dịch vụ ký số không nhận hệ thống này. Hãy báo quản trị kiểm tra mã kết nối.",
}
OURS_TO_RETYPE = ("invalid_pin", "invalid_otp", "expired_sad")


class RemoteService:
    """The address and our token come from the environment."""

    def __init__(self, reference: str) -> None:
        self.credential = reference

    @contextmanager
    def opened(self, secret: Secret, count: int = 1) -> Iterator[Signer]:
        """The service, authorised for `count` signatures at the first of them."""
        answer = self.ask("credentials/info", {"credentialID": self.credential})
        yield _RemoteSigner(self, secret, count, _chain(answer))

    def authorise(self, secret: Secret, count: int) -> str:
        """The token of this act (SAD)."""
        asked = {"credentialID": self.credential, "numSignatures": count, "PIN": secret.pin, "OTP": secret.otp}
        return str(_part(self.ask("credentials/authorize", asked), "SAD"))

    def sign(self, sad: str, digest: bytes) -> bytes:
        """The signature of one SHA-256 hash (RSA PKCS#1 v1.5)."""
        asked = {
            "credentialID": self.credential,
            "SAD": sad,
            "hash": [base64.b64encode(digest).decode()],
            "hashAlgo": "2.16.840.1.101.3.4.2.1",
            "signAlgo": "1.2.840.113549.1.1.11",
        }
        signatures = _part(self.ask("signatures/signHash", asked), "signatures")
        try:
            return base64.b64decode(signatures[0], validate=True)
        except (ValueError, IndexError, TypeError) as error:
            raise KeyFault(_STRANGE) from error

    def ask(self, path: str, asked: dict[str, Any]) -> dict[str, Any]:
        """POST JSON, get JSON; every fault is a sentence."""
        if not settings.SIGNING_REMOTE_URL.startswith(("https://", "http://localhost", "http://127.0.0.1")):
            raise KeyFault("Chưa cấu hình dịch vụ ký số từ xa (phải là https). Hãy báo quản trị.")
        request = urllib.request.Request(  # noqa: S310 - the scheme was looked at above
            f"{settings.SIGNING_REMOTE_URL.rstrip('/')}/{path}",
            data=json.dumps(asked).encode(),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {settings.SIGNING_REMOTE_TOKEN}",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                return dict(json.loads(answer.read(LARGEST)))
        except urllib.error.HTTPError as error:
            raise _said(error) from error
        except (ValueError, TypeError) as error:
            raise KeyFault(_STRANGE) from error
        except OSError as error:
            raise KeyFault(_SILENT) from error


class _RemoteSigner(Signer):
    """Signs by asking the service; pyHanko makes the CMS around it."""

    def __init__(self, service: RemoteService, secret: Secret, count: int, chain: list[x509.Certificate]) -> None:
        store = SimpleCertificateStore()
        store.register_multiple(chain)
        mechanism = algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"})
        super().__init__(signing_cert=chain[0], cert_registry=store, signature_mechanism=mechanism, embed_roots=False)
        self._service, self._secret, self._count, self._sad = service, secret, count, ""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The signature; a dry run only tells its length."""
        if dry_run:
            return bytes(512)
        if not self._sad:
            self._sad = self._service.authorise(self._secret, self._count)
        return self._service.sign(self._sad, hashlib.sha256(data).digest())


def _chain(answer: dict[str, Any]) -> list[x509.Certificate]:
    try:
        chain = [x509.Certificate.load(base64.b64decode(text)) for text in answer["cert"]["certificates"]]
        if not chain or chain[0].public_key.algorithm != "rsa":
            raise KeyFault("Chứng thư số của dịch vụ không phải khóa RSA nên chưa dùng được.")
    except (KeyError, TypeError, ValueError) as error:
        raise KeyFault(_STRANGE) from error
    return chain


def _part(answer: dict[str, Any], name: str) -> Any:
    if not answer.get(name):
        raise KeyFault(_STRANGE)
    return answer[name]


def _said(error: urllib.error.HTTPError) -> KeyFault:
    try:
        code = str(json.loads(error.read(LARGEST)).get("error", ""))
    except (ValueError, AttributeError):
        code = ""
    made = WrongPin if code in OURS_TO_RETYPE else KeyFault
    return made(SENTENCES.get(code, _STRANGE))
