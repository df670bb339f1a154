"""What must hold of a change of the map before it is written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ocop.base.dates import show
from ocop.base.findings import Finding
from ocop.places.spec import Share

CLAUSE = "Nghị quyết sắp xếp đơn vị hành chính"


@dataclass(frozen=True)
class OldUnit:
    """An old unit as the checks see it; `key` tells units apart."""

    key: int
    name: str
    code: str
    is_commune: bool
    province: str
    begins: date | None
    ends: date | None
    share: Share


def check_document(document: str) -> list[Finding]:
    """The resolution is named."""
    if document.strip():
        return []
    return [_finding("document", "Hãy ghi số nghị quyết hoặc văn bản sắp xếp.")]


def check_sources(sources: Sequence[OldUnit], on: date, province: str) -> list[Finding]:
    """Each old unit is a commune of the province in force on the eve, named once."""
    if not sources:
        return [_finding("sources", "Hãy chọn ít nhất một xã, phường cũ.")]
    found = []
    for row in sources:
        if not row.is_commune or row.province != province:
            found.append(_finding("sources", f"{row.name}: chỉ sắp xếp xã, phường trong tỉnh."))
        elif row.ends is not None:
            found.append(_finding("sources", f"{row.name} đã hết hiệu lực từ sau ngày {show(row.ends)}."))
        elif row.begins is not None and row.begins >= on:
            text = f"{row.name} mới có từ {show(row.begins)}; ngày hiệu lực phải sau ngày đó."
            found.append(_finding("on", text))
    keys = [row.key for row in sources]
    twice = {row.name for row in sources if keys.count(row.key) > 1}
    return found + [_finding("sources", f"{name} được ghi hai lần.") for name in sorted(twice)]


def check_target_goes_on(target: OldUnit, sources: Sequence[OldUnit], on: date, province: str) -> list[Finding]:
    """A receiving unit that is there already is another commune of the province, in force on the day."""
    if target.key in {row.key for row in sources}:
        return [_finding("target", f"{target.name} không thể nhận chính mình.")]
    too_late = target.ends is not None and target.ends < on
    too_early = target.begins is not None and target.begins > on
    if not target.is_commune or target.province != province or too_late or too_early:
        return [_finding("target", f"{target.name} không phải xã, phường có hiệu lực ngày {show(on)} của tỉnh.")]
    return []


def check_new_unit(
    kind: str, name: str, code: str, sources: Sequence[OldUnit], holder: OldUnit | None
) -> list[Finding]:
    """A new unit has kind, name and a code of five digits, which is free or given up by an old unit that ends."""
    found = []
    if not kind:
        found.append(_finding("kind", "Hãy chọn loại đơn vị mới: xã, phường hoặc đặc khu."))
    if not name.strip():
        found.append(_finding("name", "Hãy ghi tên đơn vị mới."))
    if not (len(code) == 5 and code.isascii() and code.isdecimal()):
        found.append(_finding("code", "Mã đơn vị mới gồm 5 chữ số."))
    ending = {row.key for row in sources if row.share != Share.PART}
    if holder is not None and holder.key not in ending:
        found.append(_finding("code", f"Mã {code} đang thuộc {holder.name}."))
    return found


def _finding(field: str, message: str) -> Finding:
    return Finding(f"places.{field}", CLAUSE, message, field)
