"""Keys on a token and at a remote service, and time stamps from an authority of the tests."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pkcs11
import pytest
from asn1crypto import keys, tsp
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate
from pyhanko.sign.timestamps import DummyTimeStamper

from ocop.base.errors import Refused
from ocop.signing.pades.certificates import to_asn1
from ocop.signing.pades.stamps import stamp
from ocop.signing.pades.writing import NotSigned, Wish, sign_bytes
from ocop.signing.providers import KeyFault, WrongPin, provider_for
from ocop.signing.spec import Box, Secret
from ocop.signing.wording import verdict
from tests.factories.documents import pdf_bytes
from tests.factories.signing import PASSWORD, make_leaf, make_root, trust
from tests.signing.test_inspect import only

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
from signing_server import Service, server

DRIVERS = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
BOX = Box(0, 10, 10, 30, 10)


def sign(signer, tsa: str = "") -> bytes:
    drawn = stamp(BOX, image=None, lines=["Ký số"])
    return sign_bytes(pdf_bytes(), signer, Wish("NguoiKy", BOX, drawn, "A", "Ký", "Ninh Bình", tsa))


def serve(made: ThreadingHTTPServer) -> Iterator[str]:
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_address[1]}"
    made.shutdown()
    made.server_close()
    thread.join()


# --- a token ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def token(tmp_path_factory) -> Iterator[str]:
    """A software token with the leader's key, PIN 123456; gives the driver."""
    driver = next(filter(os.path.exists, DRIVERS), None)
    if driver is None or shutil.which("softhsm2-util") is None:
        if os.environ.get("CI"):
            pytest.fail("CI phải có gói softhsm2")
        pytest.skip("Không có gói softhsm2 (apt install softhsm2) để thử thiết bị ký số.")
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", "lanhdao", "--so-pin", "0000", "--pin", "123456"],
        check=True,
        capture_output=True,
    )
    leaf = make_leaf("Trần Văn Token")
    der = leaf.key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    with pkcs11.lib(driver).get_token(token_label="lanhdao").open(user_pin="123456", rw=True) as session:
        names = {pkcs11.Attribute.LABEL: "ky", pkcs11.Attribute.ID: b"1", pkcs11.Attribute.TOKEN: True}
        session.create_object(decode_rsa_private_key(der) | names)
        session.create_object(decode_x509_certificate(leaf.certificate.public_bytes(Encoding.DER)) | names)
    yield driver
    del os.environ["SOFTHSM2_CONF"]


@pytest.mark.slow
def test_a_token_signs(token, settings) -> None:
    settings.SIGNING_TOKEN_DRIVER = token
    with provider_for("token", "lanhdao/ky").opened(Secret("123456")) as signer:
        one = only(sign(signer))
    assert (one.name, verdict(one)[0]) == ("Trần Văn Token", "valid")


@pytest.mark.parametrize(
    ("reference", "pin", "error", "words"),
    [
        ("lanhdao/ky", "999999", WrongPin, "PIN của thiết bị ký số không đúng"),
        ("lanhdao/ky", "1", WrongPin, "PIN của thiết bị ký số không đúng"),
        ("khac/ky", "123456", KeyFault, "Không thấy thiết bị"),
        ("lanhdao/nhan-khac", "123456", KeyFault, "nhan-khac"),
    ],
)
def test_a_token_that_refuses_says_why(token, settings, reference, pin, error, words) -> None:
    settings.SIGNING_TOKEN_DRIVER = token
    with pytest.raises(error, match=words), provider_for("token", reference).opened(Secret(pin)):
        pytest.fail("mở được")


def test_without_a_driver_there_is_a_sentence(settings) -> None:
    settings.SIGNING_TOKEN_DRIVER = ""
    with pytest.raises(KeyFault, match="chưa cài"), provider_for("token", "a/b").opened(Secret("1")):
        pytest.fail("mở được")


# --- a remote service ------------------------------------------------------------------------------------------


@pytest.fixture
def service() -> Service:
    leaf = make_leaf("Trần Văn Từ Xa", number=4)
    return Service(leaf.p12(make_root()), PASSWORD, pin="2468", otp="777777", token="the-token")


@pytest.fixture
def remote(service, settings) -> Iterator[Service]:
    """The reference server, running; the settings point to it."""
    settings.SIGNING_REMOTE_TOKEN = "the-token"
    for address in serve(server(service)):
        settings.SIGNING_REMOTE_URL = address
        yield service


GOOD = Secret("2468", "777777")


@pytest.mark.slow
def test_the_remote_service_signs_several_on_one_code(remote) -> None:
    with provider_for("remote", "leader").opened(GOOD, 2) as signer:
        first, second = only(sign(signer)), only(sign(signer))
        assert (first.name, verdict(first)[0], verdict(second)[0]) == ("Trần Văn Từ Xa", "valid", "valid")
        with pytest.raises(WrongPin, match="Phiên ký từ xa đã hết hạn"):
            sign(signer)
    assert remote.signed == 2


@pytest.mark.parametrize(
    ("secret", "words"),
    [(Secret("0000", "777777"), "PIN của dịch vụ"), (Secret("2468", "1"), "OTP không đúng")],
)
def test_a_wrong_pin_or_code_signs_nothing(remote, secret, words) -> None:
    with pytest.raises(WrongPin, match=words), provider_for("remote", "leader").opened(secret) as signer:
        sign(signer)
    assert remote.signed == 0


def test_the_service_locks_itself(remote) -> None:
    for _ in range(5):
        with pytest.raises(WrongPin), provider_for("remote", "leader").opened(Secret("0")) as signer:
            sign(signer)
    with pytest.raises(KeyFault, match="đã khóa"), provider_for("remote", "leader").opened(GOOD) as signer:
        sign(signer)


def test_an_unknown_credential_or_token_is_said(remote, settings) -> None:
    with pytest.raises(KeyFault, match="không có chứng thư này"), provider_for("remote", "x").opened(GOOD):
        pytest.fail("mở được")
    settings.SIGNING_REMOTE_TOKEN = "sai"
    with pytest.raises(KeyFault, match="không nhận hệ thống này"), provider_for("remote", "leader").opened(GOOD):
        pytest.fail("mở được")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://127.0.0.1:9", "không trả lời"),
        ("", "Chưa cấu hình"),
        ("http://ky-so.example.vn", "phải là https"),
        ("file:///etc/passwd", "Chưa cấu hình"),
    ],
)
def test_a_service_that_is_not_there_signs_nothing(settings, address, words) -> None:
    settings.SIGNING_REMOTE_URL = address
    with pytest.raises(KeyFault, match=words), provider_for("remote", "leader").opened(GOOD):
        pytest.fail("mở được")


def test_a_hash_that_is_none_is_refused(remote) -> None:
    maker = provider_for("remote", "leader")
    sad = maker.authorise(GOOD, 1)
    with pytest.raises(Refused):
        maker.sign(sad, b"ngan")


# --- time stamps -----------------------------------------------------------------------------------------------


@pytest.fixture
def tsa() -> Iterator[str]:
    """An authority that stamps whatever it is asked (RFC 3161)."""
    leaf = make_leaf("TSA kiểm thử", number=5, stamping=True)
    key = leaf.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(
        to_asn1(leaf.certificate), keys.PrivateKeyInfo.load(key), certs_to_embed=None, include_nonce=True
    )

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            body = stamper.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Silent."""

    yield from serve(ThreadingHTTPServer(("127.0.0.1", 0), Handler))


@pytest.mark.slow
def test_a_time_stamp_is_taken_and_read(tsa, folders) -> None:
    with provider_for("pkcs12", "").opened(Secret(PASSWORD, key_file=make_leaf().p12(make_root()))) as signer:
        signed = sign(signer, tsa)
    one = only(signed)
    assert one.stamped_at is not None
    assert (one.stamp_trusted, verdict(one)[0]) == (True, "valid")
    (folders.trust / "goc0.pem").unlink()
    trust(folders.trust, make_root("CA khác", 1))
    assert only(signed).stamp_trusted is False


def test_an_authority_that_answers_nonsense_signs_nothing(service) -> None:
    for address in serve(server(service)):
        with (
            provider_for("pkcs12", "").opened(Secret(PASSWORD, key_file=make_leaf().p12())) as signer,
            pytest.raises(NotSigned),
        ):
            sign(signer, address)
