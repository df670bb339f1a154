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
    is_province: bool = False


def check_document(document: str) -> list[Finding]:
    """The resolution is named."""
    if document.strip():
        return []
    return [_finding("document", "Hãy ghi số nghị quyết hoặc văn bản sắp xếp.")]


def check_sources(sources: Sequence[OldUnit], on: date, province: str, into: str = "") -> list[Finding]:
    """Each old unit is a commune in force on the eve, named once; it lies in the province that enters the change, or
    comes into it."""
    if not sources:
        return [_finding("sources", "Hãy chọn ít nhất một xã, phường cũ.")]
    found = []
    for row in sources:
        if not row.is_commune or province not in (row.province, into or province):
            found.append(_finding("sources", f"{row.name}: chỉ ghi xã, phường của tỉnh, chuyển đi hoặc chuyển đến."))
    return found + _check_periods(sources, on)


def check_provinces(sources: Sequence[OldUnit], target: OldUnit | None, on: date, home: int) -> list[Finding]:
    """Whole provinces in force on the eve; the one that enters the change is among them, or receives."""
    if not sources:
        return [_finding("sources", "Hãy chọn ít nhất một tỉnh, thành phố cũ.")]
    found = []
    for row in sources:
        if not row.is_province or row.share != Share.WHOLE:
            found.append(_finding("sources", f"{row.name}: chỉ ghi tỉnh, thành phố vào toàn bộ."))
    if home not in {row.key for row in sources} | ({target.key} if target else set()):
        found.append(_finding("sources", "Tỉnh của bạn không phải đơn vị cũ hay đơn vị nhận."))
    return found + _check_periods(sources, on)


def check_communes_stay(names: Sequence[str]) -> list[Finding]:
    """No commune of a province that ends has a change entered for the same day or later."""
    said = "{}: đã ghi sắp xếp từ ngày này trở đi. Hãy bỏ lần đó, ghi tỉnh trước rồi ghi lại xã."
    return [_finding("sources", said.format(name)) for name in names]


def _check_periods(sources: Sequence[OldUnit], on: date) -> list[Finding]:
    found = []
    for row in sources:
        if row.ends is not None:
            found.append(_finding("sources", f"{row.name} đã hết hiệu lực từ sau ngày {show(row.ends)}."))
        elif row.begins is not None and row.begins >= on:
            text = f"{row.name} mới có từ {show(row.begins)}; ngày hiệu lực phải sau ngày đó."
            found.append(_finding("on", text))
    keys = [row.key for row in sources]
    twice = {row.name for row in sources if keys.count(row.key) > 1}
    return found + [_finding("sources", f"{name} được ghi hai lần.") for name in sorted(twice)]


def check_target_goes_on(target: OldUnit, sources: Sequence[OldUnit], on: date, into: str = "") -> list[Finding]:
    """A receiving unit that is there already is another commune of the province `into` (another province, where none
    is named), in force on the day."""
    if target.key in {row.key for row in sources}:
        return [_finding("target", f"{target.name} không thể nhận chính mình.")]
    too_late = target.ends is not None and target.ends < on
    too_early = target.begins is not None and target.begins > on
    fits = target.is_commune and target.province == into if into else target.is_province
    if not fits or too_late or too_early:
        what = "xã, phường có hiệu lực ngày {} của tỉnh" if into else "tỉnh, thành phố có hiệu lực ngày {}"
        return [_finding("target", f"{target.name} không phải {what.format(show(on))}.")]
    return []


def check_new_unit(
    kind: str, name: str, code: str, sources: Sequence[OldUnit], holder: OldUnit | None, digits: int = 5
) -> list[Finding]:
    """A new unit has kind, name and a code of five digits (a province: two), which is free or given up by an old unit
    that ends."""
    found = []
    if not kind:
        kinds = "xã, phường hoặc đặc khu" if digits == 5 else "tỉnh hoặc thành phố"
        found.append(_finding("kind", f"Hãy chọn loại đơn vị mới: {kinds}."))
    if not name.strip():
        found.append(_finding("name", "Hãy ghi tên đơn vị mới."))
    if not (len(code) == digits and code.isascii() and code.isdecimal()):
        found.append(_finding("code", f"Mã đơn vị mới gồm {digits} chữ số."))
    ending = {row.key for row in sources if row.share != Share.PART}
    if holder is not None and holder.key not in ending:
        found.append(_finding("code", f"Mã {code} đang thuộc {holder.name}."))
    return found


def _finding(field: str, message: str) -> Finding:
    return Finding(f"places.{field}", CLAUSE, message, field)
