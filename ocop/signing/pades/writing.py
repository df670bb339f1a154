"""Putting one signature into a PDF: an incremental update, so that what was there keeps its bytes."""

import tempfile
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, fields
from pyhanko.sign.signers import Signer
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko.stamp import StaticStampStyle

from ocop.base.errors import Refused
from ocop.signing.spec import Box

TSA_SECONDS = 15
BROKEN = "Tệp PDF có cấu trúc không ký được. Hãy xuất lại tệp PDF rồi ký."


class NotSigned(Refused):
    """Nothing was signed; the sentence says why and what to do."""


@dataclass(frozen=True)
class Wish:
    """What a signature should be, besides its key."""

    field: str
    box: Box
    stamp: bytes
    name: str
    reason: str
    place: str
    tsa: str = ""


def sign_bytes(content: bytes, signer: Signer, wish: Wish) -> bytes:
    """`content` followed by the signature; NotSigned where it cannot be, and then nothing was made."""
    writer = _writer(content)
    with tempfile.NamedTemporaryFile(suffix=".pdf") as drawn:
        drawn.write(wish.stamp)
        drawn.flush()
        style = StaticStampStyle.from_pdf_file(drawn.name, border_width=0, background_opacity=1.0)
        out = BytesIO()
        try:
            _signer(signer, wish, style).sign_pdf(writer, output=out)
        except TimestampRequestError as error:
            raise NotSigned(
                "Máy chủ cấp dấu thời gian không trả lời nên chưa ký. Hãy thử lại sau ít phút hoặc báo quản trị."
            ) from error
        except (PdfError, ValueError) as error:
            raise NotSigned(BROKEN) from error
    signed = out.getvalue()
    if not signed.startswith(content):
        raise NotSigned(BROKEN)
    return signed


def _signer(signer: Signer, wish: Wish, style: Any) -> PdfSigner:
    meta = PdfSignatureMetadata(
        field_name=wish.field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=wish.name,
        reason=wish.reason,
        location=wish.place,
    )
    spec = fields.SigFieldSpec(wish.field, on_page=wish.box.page, box=wish.box.points())
    stamper = HTTPTimeStamper(wish.tsa, timeout=TSA_SECONDS) if wish.tsa else None
    return PdfSigner(meta, signer, timestamper=stamper, stamp_style=style, new_field_spec=spec)


def _writer(content: bytes) -> IncrementalPdfFileWriter:
    try:
        writer = IncrementalPdfFileWriter(BytesIO(content), strict=False)
        if writer.prev.encrypted:
            raise NotSigned("Tệp PDF có mật khẩu. Hãy bỏ mật khẩu rồi ký.")
        len(writer.prev.root["/Pages"])
    except (PdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotSigned(BROKEN) from error
    return writer
