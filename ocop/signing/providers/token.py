"""A token or HSM through PKCS#11; `reference` is "label of the token/label of the key and certificate"."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pkcs11
from django.conf import settings
from pkcs11.exceptions import NoSuchToken, PinIncorrect, PinLenRange, PinLocked, PKCS11Error
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import Signer

from ocop.signing.providers.base import KeyFault, WrongPin
from ocop.signing.spec import Secret

_ABSENT = "Không thấy thiết bị ký số. Hãy cắm USB token hoặc kiểm tra kết nối HSM rồi thử lại."


class Token:
    """The driver is named by the environment (OCOP_SIGNING_TOKEN_DRIVER)."""

    def __init__(self, reference: str) -> None:
        self.token, _, self.label = reference.partition("/")

    @contextmanager
    def opened(self, secret: Secret, count: int = 1) -> Iterator[Signer]:
        """A session with the token, closed afterwards."""
        session = self._session(secret.pin)
        try:
            signer = PKCS11Signer(session, cert_label=self.label, key_label=self.label, other_certs_to_pull=None)
            if not self._has_certificate(session):
                raise KeyFault(f"Thiết bị không có chứng thư số mang nhãn “{self.label}”. Hãy sửa lại chữ ký số.")
            yield signer
        except PKCS11Error as error:
            raise KeyFault("Thiết bị ký số báo lỗi, chưa ký. Hãy rút ra, cắm lại rồi thử lại.") from error
        finally:
            session.close()

    def _session(self, pin: str) -> Any:
        if not settings.SIGNING_TOKEN_DRIVER:
            raise KeyFault("Máy chủ chưa cài trình điều khiển thiết bị ký số. Hãy báo quản trị.")
        try:
            return open_pkcs11_session(
                settings.SIGNING_TOKEN_DRIVER, token_criteria=TokenCriteria(label=self.token), user_pin=pin
            )
        except PinLocked as error:
            raise WrongPin("Thiết bị ký số đã bị khóa vì nhập sai PIN nhiều lần. Hãy liên hệ nơi cấp.") from error
        except (PinIncorrect, PinLenRange) as error:
            raise WrongPin("Mã PIN của thiết bị ký số không đúng. Chưa ký gì. Hãy nhập lại.") from error
        except (NoSuchToken, PKCS11Error, RuntimeError) as error:
            raise KeyFault(_ABSENT) from error

    def _has_certificate(self, session: Any) -> bool:
        wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE, pkcs11.Attribute.LABEL: self.label}
        return any(True for _ in session.get_objects(wanted))
