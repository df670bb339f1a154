"""A remote signing service to try against: the whole of docs/remote-signing.md with one key, standard library and
`cryptography`. For development and tests; it keeps nothing.

    python tools/signing_server.py --key leader.p12 --password secret --pin 123456 --token abc --port 8090
"""

import argparse
import base64
import json
import secrets
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

SAD_SECONDS = 300
TRIES = 5


class Fault(Exception):
    """An error of the contract: a status and a code."""

    def __init__(self, status: int, code: str) -> None:
        self.status, self.code = status, code
        super().__init__(code)


class Service:
    """One credential and who was let in to use it."""

    def __init__(
        self, p12: bytes, password: str, *, pin: str, token: str, otp: str = "", name: str = "leader"
    ) -> None:
        opened = load_pkcs12(p12, password.encode())
        if opened.cert is None or not isinstance(opened.key, rsa.RSAPrivateKey):
            raise ValueError("a PKCS#12 file with an RSA key and its certificate is needed")
        self.key = opened.key
        self.chain = [opened.cert.certificate, *(one.certificate for one in opened.additional_certs)]
        self.pin, self.token, self.otp, self.name = pin, token, otp, name
        self.wrong = 0
        self.open: dict[str, tuple[float, int]] = {}
        self.signed = 0

    def answer(self, path: str, asked: dict[str, Any]) -> dict[str, Any]:
        """The answer to one question, or a Fault."""
        if path == "/credentials/list":
            return {"credentialIDs": [self.name]}
        if asked.get("credentialID") != self.name:
            raise Fault(404, "no_credential")
        if path == "/credentials/info":
            return self._info()
        if path == "/credentials/authorize":
            return self._authorise(asked)
        if path == "/signatures/signHash":
            return self._sign(asked)
        raise Fault(404, "no_such_call")

    def _info(self) -> dict[str, Any]:
        chain = [base64.b64encode(one.public_bytes(Encoding.DER)).decode() for one in self.chain]
        return {
            "key": {"status": "enabled", "algo": ["1.2.840.113549.1.1.11"], "len": self.key.key_size},
            "cert": {"status": "valid", "certificates": chain},
            "authMode": "explicit",
            "PIN": {"presence": "true"},
            "OTP": {"presence": "true" if self.otp else "false"},
            "multisign": 1000,
        }

    def _authorise(self, asked: dict[str, Any]) -> dict[str, Any]:
        if self.wrong >= TRIES:
            raise Fault(403, "locked")
        if not secrets.compare_digest(str(asked.get("PIN", "")), self.pin):
            self.wrong += 1
            raise Fault(403, "invalid_pin")
        if self.otp and not secrets.compare_digest(str(asked.get("OTP", "")), self.otp):
            self.wrong += 1
            raise Fault(403, "invalid_otp")
        self.wrong = 0
        sad = secrets.token_urlsafe(24)
        self.open[sad] = (time.monotonic() + SAD_SECONDS, int(asked.get("numSignatures", 1)))
        return {"SAD": sad, "expiresIn": SAD_SECONDS}

    def _sign(self, asked: dict[str, Any]) -> dict[str, Any]:
        until, left = self.open.get(str(asked.get("SAD", "")), (0.0, 0))
        hashes = [base64.b64decode(text) for text in asked.get("hash", [])]
        if time.monotonic() > until or left < len(hashes):
            raise Fault(403, "expired_sad")
        if not hashes or any(len(one) != 32 for one in hashes):
            raise Fault(400, "invalid_hash")
        self.open[asked["SAD"]] = (until, left - len(hashes))
        self.signed += len(hashes)
        made = [self.key.sign(one, padding.PKCS1v15(), Prehashed(SHA256())) for one in hashes]
        return {"signatures": [base64.b64encode(one).decode() for one in made]}


def server(service: Service, port: int = 0) -> ThreadingHTTPServer:
    """An HTTP server of `service` on this machine only; port 0 takes a free one."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            try:
                if self.headers.get("Authorization") != f"Bearer {service.token}":
                    raise Fault(401, "unauthorized")
                asked = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
                self._send(200, service.answer(self.path, asked))
            except Fault as fault:
                self._send(fault.status, {"error": fault.code})
            except (ValueError, TypeError):
                self._send(400, {"error": "invalid_request"})

        def _send(self, status: int, answer: dict[str, Any]) -> None:
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Silent: a log of a signing service would hold what nobody should read."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description="Dịch vụ ký số từ xa để thử (docs/remote-signing.md)")
    parser.add_argument("--key", type=Path, required=True)
    parser.add_argument("--password", required=True)
    parser.add_argument("--pin", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--otp", default="")
    parser.add_argument("--name", default="leader")
    parser.add_argument("--port", type=int, default=8090)
    given = parser.parse_args()
    service = Service(
        given.key.read_bytes(), given.password, pin=given.pin, token=given.token, otp=given.otp, name=given.name
    )
    made = server(service, given.port)
    print(f"http://127.0.0.1:{made.server_address[1]}")
    made.serve_forever()


if __name__ == "__main__":
    main()
