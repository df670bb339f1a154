"""Certificates in words, the trusted roots of this installation, and its lists of revoked ones.

The folder of trust holds root certificates (`*.pem`, `*.crt`, `*.cer`) and, in `crl/`, revocation lists. Nothing is
fetched: a validation never depends on a network, and says so where a list is missing.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from ocop.signing.spec import Holder

ENDINGS = {".pem", ".crt", ".cer"}


def holder_of(certificate: x509.Certificate) -> Holder:
    """What `certificate` says of itself."""
    return Holder(
        name=_part(certificate.subject, NameOID.COMMON_NAME) or certificate.subject.rfc4514_string(),
        organisation=_part(certificate.subject, NameOID.ORGANIZATION_NAME),
        issuer=_part(certificate.issuer, NameOID.COMMON_NAME) or certificate.issuer.rfc4514_string(),
        serial=f"{certificate.serial_number:x}",
        fingerprint=certificate.fingerprint(SHA256()).hex(),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        usages=_usages(certificate),
    )


def roots(folder: Path | str) -> list[x509.Certificate]:
    """The roots that this installation trusts; a broken file is passed over."""
    return [one for path in _files(Path(folder), ENDINGS) for one in _read(path)]


def revocation(certificate: x509.Certificate, issuers: Iterable[x509.Certificate], folder: Path | str) -> str:
    """ "yes", "no", or "unknown" where no list of its issuer that is still current is at hand."""
    answer = "unknown"
    for path in _files(Path(folder) / "crl", {".crl", ".pem"}):
        found = _list(path)
        if found is None or found.issuer != certificate.issuer or not _signed(found, issuers):
            continue
        if found.get_revoked_certificate_by_serial_number(certificate.serial_number) is not None:
            return "yes"
        if found.next_update_utc is not None and found.next_update_utc >= datetime.now(UTC):
            answer = "no"
    return answer


def to_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """For pyHanko."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def from_asn1(certificate: asn1_x509.Certificate) -> x509.Certificate:
    """From pyHanko."""
    return x509.load_der_x509_certificate(certificate.dump())


def _files(folder: Path, endings: set[str]) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix.lower() in endings) if folder.is_dir() else []


def _read(path: Path) -> list[x509.Certificate]:
    data = path.read_bytes()
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_certificates(data)
        return [x509.load_der_x509_certificate(data)]
    except ValueError:
        return []


def _list(path: Path) -> x509.CertificateRevocationList | None:
    data = path.read_bytes()
    try:
        return x509.load_pem_x509_crl(data) if b"-----BEGIN" in data else x509.load_der_x509_crl(data)
    except ValueError:
        return None


def _signed(found: x509.CertificateRevocationList, issuers: Iterable[x509.Certificate]) -> bool:
    for issuer in issuers:
        try:
            if issuer.subject == found.issuer and found.is_signature_valid(issuer.public_key()):  # type: ignore[arg-type]
                return True
        except (InvalidSignature, TypeError, ValueError):
            continue
    return False


def _part(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    values = name.get_attributes_for_oid(oid)
    return str(values[0].value) if values else ""


def _usages(certificate: x509.Certificate) -> frozenset[str] | None:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return None
    names = {"digital_signature": usage.digital_signature, "non_repudiation": usage.content_commitment}
    return frozenset(name for name, given in names.items() if given) | frozenset({"other"})
