"""One paper put together: gathered, its gaps found, its words composed, its head set."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from ocop.base.dates import local_date, show, show_long
from ocop.base.findings import Finding
from ocop.documents.spec import Head as PaperHead
from ocop.documents.spec import PaperText, missing, para, without_marks
from ocop.papers.models import Paper, Template
from ocop.papers.queries.gather import gather
from ocop.papers.queries.gathered import Gathered
from ocop.papers.queries.letterheads import Head, head_for, template_for
from ocop.papers.queries.subjects import About
from ocop.papers.spec import HEAD_FIELDS, Field, Issuer, Kind, Numbering
from ocop.papers.spec.shapes import ISSUER_TITLES
from ocop.papers.wording import COMPOSE
from ocop.places.models import Unit

SAMPLE = "DỮ LIỆU MẪU · KHÔNG CÓ GIÁ TRỊ"
DRAFT = "BẢN NHÁP · CHƯA PHÁT HÀNH"
CLAUSE = "Nghị định 30/2020/NĐ-CP"


@dataclass(frozen=True)
class Made:
    """A paper ready to be printed. `gaps` block the issuing; `values` fill an office's own template."""

    kind: Kind
    about: About
    issuer: Issuer
    unit: Unit
    text: PaperText
    values: dict[str, Any]
    gaps: tuple[Finding, ...]
    not_yet: str
    title: str
    dated_on: date
    record_number: str
    symbol: str
    template: Template | None

    @property
    def is_ready(self) -> bool:
        """Whether it may be issued now."""
        return not self.gaps and not self.not_yet

    def number_text(self, number: int | str) -> str:
        """ "05/QĐ-UBND"."""
        shown = f"{number:02d}" if isinstance(number, int) else number
        return f"{shown}/{self.kind.abbr}-{self.symbol}" if self.kind.abbr else f"{shown}/{self.symbol}"


def make(kind: Kind, about: About, *, number: str = "", dated_on: date | None = None,
         corrects: Paper | None = None, template: Template | None = None) -> Made:  # fmt: skip
    """The paper as it stands now; with `number` as it will be issued, with `template` as it would look in that one."""
    gathered = gather(kind.key, about)
    issuer = about.issuer_of(kind)
    unit = about.unit_of(issuer)
    head = head_for(issuer, unit, kind.key)
    day = dated_on or gathered.dated_on or local_date(timezone.now())
    data = {**gathered.data}
    if any(item.name == "ngay_ky" for item in kind.fields):
        data["ngay_ky"] = data.get("ngay_ky") or show_long(day)
    values, gaps = _filled(kind.fields, data)
    body = COMPOSE[kind.key](values)
    signs = () if body.self_signed or not issuer else tuple(_authority(gathered, head))
    signer = gathered.signer or head.signer
    if signs and not signer:
        where = _where(HEAD_FIELDS[5], issuer)
        gaps.append(Finding("nguoi_ky", CLAUSE, f"Còn thiếu họ tên người ký. {where}", "nguoi_ky"))
    blocks = list(body.blocks)
    if corrects is not None:
        old = f"{corrects.number} {show_long(corrects.dated_on)}".strip()
        blocks.insert(0, para(f"Văn bản này thay thế {corrects.get_kind_display()} {old}.", style="italic"))
    form = issuer == Issuer.PRODUCER
    made_head = PaperHead(
        issuer="" if form else head.name,
        parent="" if form else head.parent_name,
        number=_number(kind, head, gathered, number),
        place_date=f"{head.place}, {show_long(day)}",
        kind=body.kind,
        title=body.title,
        subject=body.subject,
        form=kind.form,
    )
    text = PaperText(
        head=made_head,
        blocks=blocks,
        sign=signs,
        signer=signer or missing("Họ tên người ký"),
        recipients=() if body.no_recipients else tuple(_recipients(kind, head, gathered)),
        landscape=body.landscape,
    )
    return Made(
        kind, about, issuer, unit, text, {**values, **_head_values(text)}, tuple(gaps), gathered.not_yet,
        gathered.subject, day, gathered.number, head.symbol, template or template_for(kind, unit),
    )  # fmt: skip


def _filled(fields: tuple[Field, ...], data: Mapping[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    """The data with every gap marked, and a sentence for each gap."""
    values = {key: _clean(value) for key, value in data.items()}
    gaps = []
    for item in fields:
        if values.get(item.name) not in (None, "", []):
            continue
        values[item.name] = missing(item.label) if item.required else ""
        if item.required:
            message = f"Còn thiếu {item.label[0].lower()}{item.label[1:]}. {item.where}".strip()
            gaps.append(Finding(item.name, CLAUSE, message, item.name))
    return values, gaps


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return without_marks(value)
    if isinstance(value, Mapping):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value


def _where(item: Field, issuer: Issuer) -> str:
    return item.where.format(issuer=ISSUER_TITLES[issuer])


def _number(kind: Kind, head: Head, gathered: Gathered, number: str) -> str:
    if kind.numbering == Numbering.NONE:
        return ""
    symbol = f"{kind.abbr}-{head.symbol}" if kind.abbr else head.symbol
    return number or gathered.number or f"……/{symbol}"


def _authority(gathered: Gathered, head: Head) -> list[str]:
    """ "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH": a deputy signs for the head of the body."""
    said = gathered.authority or head.authority
    if gathered.authority.casefold().startswith("phó chủ tịch"):
        return ["KT. Chủ tịch", "Phó Chủ tịch"]
    if gathered.authority.casefold().startswith("chủ tịch"):
        return ["Chủ tịch"]
    return [line.strip() for line in said.splitlines() if line.strip()]


def _recipients(kind: Kind, head: Head, gathered: Gathered) -> list[str]:
    usual = list(gathered.recipients or kind.recipients)
    lines = [line.strip() for line in head.recipients.splitlines() if line.strip()] or usual
    return [line if line.endswith((";", ".")) else f"{line};" for line in lines]


def _head_values(text: PaperText) -> dict[str, Any]:
    return {
        "co_quan_chu_quan": text.head.parent.replace("\n", " ").upper(),
        "co_quan": text.head.issuer.replace("\n", " ").upper(),
        "so_ky_hieu": text.head.number,
        "dia_danh_ngay": text.head.place_date,
        "quyen_han_ky": "\n".join(text.sign).upper(),
        "nguoi_ky": text.signer,
        "noi_nhan": [f"- {line}" for line in text.recipients],
    }


def template_fields(kind: Kind) -> list[Field]:
    """What may stand in an own template of this kind."""
    return [
        *HEAD_FIELDS,
        *kind.fields,
        Field("ma_van_ban", "Mã để kiểm tra văn bản"),
        Field("dia_chi_kiem_tra", "Địa chỉ trang kiểm tra"),
    ]


def long_title(paper: Paper) -> str:
    """ "Quyết định … số 12/QĐ-UBND ngày 05/02/2026"."""
    number = f" số {paper.number}" if paper.number else ""
    return f"{paper.get_kind_display()}{number} ngày {show(paper.dated_on)}"
