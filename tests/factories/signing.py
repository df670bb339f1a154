"""A certificate authority of the tests, with keys and PKCS#12 files of people who do not exist."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image, ImageDraw

PASSWORD = "mat-khau-khoa-2026"


@dataclass(frozen=True)
class Key:
    """A key with its certificate."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    def p12(self, issuer: "Key | None" = None, password: str = PASSWORD) -> bytes:
        """As a file under a password; deriving its key is made cheap, for tests open hundreds."""
        chain = [issuer.certificate] if issuer else None
        cheap = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(1).build(password.encode())
        return pkcs12.serialize_key_and_certificates(b"khoa", self.key, self.certificate, chain, cheap)


@lru_cache(maxsize=8)
def fresh_key(number: int = 0) -> rsa.RSAPrivateKey:
    """RSA keys are slow to make; the tests share a few."""
    return rsa.generate_private_key(65537, 2048)


def _name(common: str, organisation: str = "UBND tỉnh Ninh Bình (kiểm thử)") -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


@lru_cache(maxsize=4)
def make_root(common: str = "CA kiểm thử OCOP", number: int = 0) -> Key:
    """A self-signed root."""
    key, now = fresh_key(100 + number), datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(_name(common, "Cơ quan kiểm thử"))
        .issuer_name(_name(common, "Cơ quan kiểm thử"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=3650))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_usage(sign_certificates=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Key(key, built)


def make_leaf(
    common: str = "Trần Văn Lãnh Đạo",
    *,
    root: Key | None = None,
    number: int = 1,
    days: tuple[int, int] = (-30, 365),
    signing: bool = True,
    stamping: bool = False,
) -> Key:
    """A certificate of the root, in force over `days` from today."""
    root = root or make_root()
    key, now = fresh_key(number), datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(common))
        .issuer_name(root.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key()), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_usage(signing=signing), critical=True)
    )
    if stamping:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Key(key, builder.sign(root.key, hashes.SHA256()))


def revoke(*leaves: Key, root: Key | None = None) -> bytes:
    """A list of the root that revokes `leaves`, current for a month."""
    root, now = root or make_root(), datetime.now(UTC)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.certificate.subject)
        .last_update(now - timedelta(days=1))
        .next_update(now + timedelta(days=30))
    )
    for leaf in leaves:
        revoked = x509.RevokedCertificateBuilder().serial_number(leaf.certificate.serial_number)
        builder = builder.add_revoked_certificate(revoked.revocation_date(now - timedelta(days=2)).build())
    return builder.sign(root.key, hashes.SHA256()).public_bytes(Encoding.PEM)


def trust(folder: Path, *keys: Key) -> Path:
    """A folder of trust that holds the certificates of `keys`."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(keys or (make_root(),)):
        (folder / f"goc{number}.pem").write_bytes(one.certificate.public_bytes(Encoding.PEM))
    return folder


def signature_png(colour: str = "#1d3fae", size: tuple[int, int] = (400, 180)) -> bytes:
    """A scribble with a transparent ground."""
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    width, height = size
    points = [(width * n / 12 + 8, height * (0.25 + 0.5 * (n % 2))) for n in range(12)]
    draw.line(points, fill=colour, width=8, joint="curve")
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def seal_png(size: int = 420) -> bytes:
    """A red ring that says it is no seal."""
    picture = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((6, 6, size - 6, size - 6), outline="#c1121f", width=12)
    draw.ellipse((60, 60, size - 60, size - 60), outline="#c1121f", width=5)
    draw.text((size / 2 - 60, size / 2 - 20), "MAU", fill="#c1121f", font_size=56)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _usage(*, signing: bool = False, sign_certificates: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signing,
        content_commitment=signing,
        key_encipherment=not signing and not sign_certificates,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        encipher_only=False,
        decipher_only=False,
    )
