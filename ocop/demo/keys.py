"""Certificates that sign in the sample province: an authority of its own, plainly named, and a key file for each."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from PIL import Image, ImageDraw

from ocop.demo.people import PASSWORD

AUTHORITY = "CA mẫu, không có giá trị"


@dataclass(frozen=True)
class Keys:
    """The sample's own authority and where its key files lie."""

    token: str
    key: rsa.RSAPrivateKey
    root: x509.Certificate

    def file_for(self, name: str, holder: str, organisation: str) -> str:
        """Write a key file with the shared password; its name in the folder of keys."""
        key = _key(name)
        subject = _name(holder, organisation)
        certificate = _built(subject, self.root.subject, key, self.key, authority=False)
        content = pkcs12.serialize_key_and_certificates(
            name.encode(), key, certificate, [self.root], BestAvailableEncryption(PASSWORD.encode())
        )
        return _written(Path(settings.SIGNING_KEYS_DIR), f"mau-{name}-{self.token}.p12", content)


def new_keys() -> Keys:
    """An authority that this installation trusts. Its files carry a token: each sample has its own."""
    token, key = secrets.token_hex(4), _key("ca")
    name = _name(AUTHORITY, "Dữ liệu mẫu OCOP")
    root = _built(name, name, key, key, authority=True)
    _written(Path(settings.SIGNING_TRUST_DIR), f"mau-{token}.pem", root.public_bytes(Encoding.PEM))
    return Keys(token, key, root)


def scribble(seed: int) -> bytes:
    """A blue line with a transparent ground, in place of a signature."""
    picture = Image.new("RGBA", (400, 180), (0, 0, 0, 0))
    waves = [(14 + step * 31, 90 + (60 - step * 3) * (-1 if (step + seed) % 2 else 1)) for step in range(13)]
    ImageDraw.Draw(picture).line(waves, fill="#1d3fae", width=7, joint="curve")
    return _png(picture)


def ring() -> bytes:
    """A red ring that says it is a sample, in place of a seal."""
    picture = Image.new("RGBA", (420, 420), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((6, 6, 414, 414), outline="#c1121f", width=12)
    draw.ellipse((64, 64, 356, 356), outline="#c1121f", width=5)
    draw.text((210, 210), "MAU", fill="#c1121f", font_size=64, anchor="mm")
    return _png(picture)


@lru_cache(maxsize=8)
def _key(name: str) -> rsa.RSAPrivateKey:
    """One for each name and process: making them is slow."""
    return rsa.generate_private_key(65537, 2048)


def _name(common: str, organisation: str) -> x509.Name:
    parts = ((NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATION_NAME, organisation), (NameOID.COMMON_NAME, common))
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts])


def _built(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey, by: rsa.RSAPrivateKey, *, authority: bool
) -> x509.Certificate:
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=not authority, content_commitment=not authority, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=authority, crl_sign=authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=365))
        .not_valid_after(now + timedelta(days=730))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
        .add_extension(usage, critical=True)
        .sign(by, hashes.SHA256())
    )


def _written(folder: Path, name: str, content: bytes) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return name


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
