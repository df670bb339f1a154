"""What the signatures of a PDF are worth. Run as a process of its own (`python -m ocop.signing.pades.inspecting`),
with limits of memory and time: a hostile file may take that process down and nothing else. Standard input is the file,
the argument the folder of trust; the answer is JSON.
"""

import json
import logging
import resource
import sys
import warnings
from dataclasses import asdict
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from cryptography import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from ocop.signing.pades.certificates import from_asn1, holder_of, revocation, roots, to_asn1
from ocop.signing.spec import Found, Inspection

MEMORY, SECONDS = 1024 * 1024 * 1024, 25
MOST = 40
NOT_PDF = "Đây không phải tệp PDF. Hãy chọn tệp PDF đã ký."
LOCKED = "Tệp PDF có mật khẩu nên không đọc được chữ ký. Hãy gửi bản không đặt mật khẩu."
BROKEN = "Tệp PDF bị hỏng hoặc có cấu trúc lạ, không kiểm tra được chữ ký. Hãy lấy lại tệp từ nơi gửi."
TOO_MANY = f"Tệp có hơn {MOST} chữ ký số, không kiểm tra được."
LEVELS = {
    ModificationLevel.NONE: "",
    ModificationLevel.LTA_UPDATES: "validation",
    ModificationLevel.FORM_FILLING: "forms",
    ModificationLevel.ANNOTATIONS: "notes",
    ModificationLevel.OTHER: "content",
}
# Whatever a malformed file can make the readers raise.
READING = (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError)


def inspect(content: bytes, trust: Path) -> Inspection:
    """Everything that can be said of the signatures of `content`."""
    if b"%PDF-" not in content[:1024]:
        return Inspection(fault=NOT_PDF)
    try:
        reader = PdfFileReader(BytesIO(content), strict=False)
        if reader.encrypted:
            return Inspection(fault=LOCKED)
        signatures = reader.embedded_regular_signatures
        pages = int(reader.root["/Pages"]["/Count"])
    except READING:
        return Inspection(fault=BROKEN)
    if len(signatures) > MOST:
        return Inspection(fault=TOO_MANY)
    known = roots(trust)
    found = tuple(_look(one, known, trust, last=one is signatures[-1]) for one in signatures)
    return Inspection(signatures=found, pages=pages, roots=len(known))


def _look(signature: Any, known: list[x509.Certificate], trust: Path, *, last: bool) -> Found:
    certificate = from_asn1(signature.signer_cert)
    holder = holder_of(certificate)
    claimed = signature.self_reported_timestamp
    status = _status(signature, known, claimed)
    stamp = status.timestamp_validity if status is not None else None
    stamped = stamp.timestamp if stamp is not None and stamp.valid and stamp.intact else None
    moment = stamped or claimed or datetime.now(UTC)
    others = [*known, *(from_asn1(one) for one in signature.other_embedded_certs)]
    return Found(
        name=holder.name,
        organisation=holder.organisation,
        issuer=holder.issuer,
        serial=holder.serial,
        fingerprint=holder.fingerprint,
        field=str(signature.field_name),
        signed_at=claimed.isoformat() if claimed else None,
        stamped_at=stamped.isoformat() if stamped else None,
        stamp_trusted=bool(stamped and stamp and stamp.trusted),
        intact=bool(status is not None and status.intact and status.valid),
        trusted=bool(status is not None and status.trusted),
        changed=_changed(status, last),
        whole=bool(status is not None and status.coverage == SignatureCoverageLevel.ENTIRE_FILE),
        expired=not holder.not_before <= moment <= holder.not_after,
        expired_now=datetime.now(UTC) > holder.not_after,
        revoked=revocation(certificate, others, trust),
    )


def _status(signature: Any, known: list[x509.Certificate], moment: datetime | None) -> Any:
    """What pyHanko says; None where the signature itself cannot be read."""
    kept: dict[str, Any] = {
        "trust_roots": [to_asn1(one) for one in known],
        "allow_fetching": False,
        "revocation_mode": "soft-fail",
    }
    at: dict[str, Any] = {"moment": moment, "best_signature_time": moment} if moment else {}
    try:
        return validate_pdf_signature(signature, ValidationContext(**kept, **at), ValidationContext(**kept))
    except (SignatureValidationError, *READING):
        return None


def _changed(status: Any, last: bool) -> str:
    if status is None:
        return "unknown"
    if status.coverage in (SignatureCoverageLevel.UNCLEAR, SignatureCoverageLevel.CONTIGUOUS_BLOCK_FROM_START):
        return "content"
    if status.modification_level is None:
        return "" if status.coverage == SignatureCoverageLevel.ENTIRE_FILE else "unknown"
    level = LEVELS.get(status.modification_level, "unknown")
    # a signature that came later fills its own field: where another follows, that is what was added
    return "signatures" if level == "forms" and not last else level


def main() -> None:
    """Read, judge, answer."""
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        resource.setrlimit(kind, (most, most))
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    found = inspect(sys.stdin.buffer.read(), Path(sys.argv[1]))
    sys.stdout.write(json.dumps(asdict(found)))


if __name__ == "__main__":
    main()
