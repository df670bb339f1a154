"""What does not read as it should, each with the reading we propose. `find_faults` also puts the proposals in."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import count

from ocop.base.text import fold
from ocop.regulations.ruleset import plain
from ocop.regulations.spec.blocks import FileRefused
from ocop.regulations.spec.decision import DecisionDraft
from ocop.regulations.spec.shapes import (
    BEST_OPTION,
    CODE,
    KEEP,
    MAX,
    MISSING,
    NAME,
    OPTIONS,
    POINTS,
    STAR,
    SUM,
    TEXT,
    Fault,
    Node,
    OptionDraft,
    SheetDraft,
)

STARS = range(3, 6)  # ranks that have a certificate, and so a least (*** to *****)
_DIGITS = re.compile(r"\d+")
MOST_FAULTS = 2000
MOST_POINTS = 999


def find_faults(draft: DecisionDraft) -> list[Fault]:
    """Every doubt in the order of the file; the draft then holds what is proposed."""
    found: list[Fault] = []
    for sheet in draft.sheets:
        found += _of_sheet(sheet)
        if len(found) > MOST_FAULTS:
            raise FileRefused(f"Tệp có hơn {MOST_FAULTS} chỗ không đọc được; có lẽ không phải văn bản chính thức.")
    return [*_of_contents(draft), *found, *_lonely_stars(draft.sheets)]


def _of_sheet(sheet: SheetDraft) -> Iterator[Fault]:
    if not sheet.name:
        yield Fault(NAME, sheet.place, f"Không đọc được tên của bộ {sheet.no}.", "", f"Bộ {sheet.no}", sheet.no)
        sheet.name = f"Bộ {sheet.no}"
    yield from _codes(sheet)
    for node in sheet.leaves():
        yield from _options(sheet, node)
    for node in sheet.walk():
        if node.children:
            yield from _misplaced(sheet, node)
    for node in reversed(list(sheet.walk())):  # what is below is settled before what sums it up
        yield from _maximum(sheet, node)
    yield from _total(sheet)
    for place, text in sheet.unknown:
        yield Fault(TEXT, place, "Dòng không phải đề mục, phương án hay ghi chú.", text[:300], KEEP, sheet.no)


def _codes(sheet: SheetDraft) -> Iterator[Fault]:
    """A sign used twice in a sheet: the next free one in its place."""
    taken: set[str] = set()
    for node in sheet.walk():
        if node.code in taken:
            head, _, last = node.code.rpartition(".")
            start = int(last) if last.isdecimal() else 1
            free = (f"{head}.{n}".strip(".") for n in count(start + 1))
            proposed = next(code for code in free if code not in taken)
            what = f"Ký hiệu {node.code} được dùng hai lần trong bộ."
            yield Fault(CODE, node.place, what, node.code, proposed, sheet.no, proposed)
            node.code = proposed
        taken.add(node.code)


def _misplaced(sheet: SheetDraft, node: Node) -> Iterator[Fault]:
    """Options and notes at a heading: the form has a place for them only at a criterion."""
    notes = (*node.guidance, *node.evidence_notes, *node.requirements, *node.reject_if, *node.stop_if)
    for text in (*(option.text for option in node.options), *notes):
        what = f"Dòng đứng ngay dưới đề mục {node.code}, không thuộc tiêu chí nào; bản nháp không có dòng này."
        yield Fault(TEXT, node.place, what, text[:300], KEEP, sheet.no, node.code)


def _options(sheet: SheetDraft, node: Node) -> Iterator[Fault]:
    if not node.options:
        yield from _no_options(sheet, node)
        return
    for index, option in enumerate(node.options):
        yield from _points(sheet, node, index, option)
        if option.star is not None and option.star not in STARS:
            what = f"Phương án có {option.star} dấu sao; dấu sao chỉ đi từ 3 đến 5."
            yield Fault(STAR, option.place, what, "*" * option.star, KEEP, sheet.no, node.code, index + 1)
            option.star = None
    if node.star is not None:
        least = min(node.options, key=lambda option: option.points or 0)
        what = "Dấu sao đặt ở tên tiêu chí, không ở phương án nào."
        option_no = node.options.index(least) + 1
        yield Fault(STAR, node.place, what, "*" * node.star, str(node.star), sheet.no, node.code, option_no)
        least.star = node.star if node.star in STARS else None
    yield from _ladder(sheet, node)


def _no_options(sheet: SheetDraft, node: Node) -> Iterator[Fault]:
    most = node.max
    proposed = f"0; {plain(most)}" if most else ""
    what = "Tiêu chí chỉ in điểm tối đa, không in phương án; đề xuất chấm có hoặc không."
    yield Fault(OPTIONS, node.place, what, "", proposed, sheet.no, node.code)
    if most:
        node.options_inferred = True
        node.options = [
            OptionDraft("", "Không", "", Decimal(0), node.place),
            OptionDraft("", "Có", "", most, node.place),
        ]


def _points(sheet: SheetDraft, node: Node, index: int, option: OptionDraft) -> Iterator[Fault]:
    """Points that are empty, no number, or above the maximum of the criterion."""
    beyond = option.points is not None and node.max is not None and option.points > node.max
    if option.points is not None and not beyond:
        return
    proposed = _proposed_points(node, index)
    if beyond:
        what = f"Điểm in {option.printed} lớn hơn điểm tối đa {node.printed} của tiêu chí."
    else:
        printed = option.printed.replace("\n", " ")
        what = f"Ô điểm ghi “{printed}”, không phải một số." if printed else "Ô điểm để trống."
    shown = "" if proposed is None else plain(proposed)
    yield Fault(POINTS, option.place, what, option.printed, shown, sheet.no, node.code, index + 1)
    option.points = proposed


def _proposed_points(node: Node, index: int) -> Decimal | None:
    """The one reading that fits between the options before and after: digits that are printed there, else a gap."""
    option = node.options[index]
    mine = [other for other in node.options if other.case == option.case]
    place = next(n for n, other in enumerate(mine) if other is option)
    before = mine[place - 1].points if place else Decimal(-1)
    later = mine[place + 1].points if place + 1 < len(mine) else None
    if before is None:
        return None
    if later is None and place + 1 < len(mine):
        return None
    limit = later if later is not None else (node.max + 1 if node.max is not None else Decimal(1000))
    digits = [Decimal(text) for text in dict.fromkeys(_parts(option.printed)) if before < Decimal(text) < limit]
    if node.max in digits and later is None:
        return node.max
    if digits:
        return digits[-1]
    if place == 0 and later is not None:
        return Decimal(0) if later > 0 else None
    if later is None:
        return node.max if node.max is not None and node.max > before else None
    return before + 1 if limit - before == 2 else None


def _parts(text: str) -> list[str]:
    """Every number that can be read out of the digits of `text`."""
    found = []
    for run in _DIGITS.findall(text[:20]):
        found += [run[i:j] for i in range(len(run)) for j in range(i + 1, len(run) + 1)]
    return found


def _ladder(sheet: SheetDraft, node: Node) -> Iterator[Fault]:
    """Options that do not rise: the same points twice, or fewer after more."""
    last: dict[str | None, Decimal] = {}
    for index, option in enumerate(node.options):
        if option.points is None:
            continue
        before = last.get(option.case)
        if before is not None and option.points <= before:
            what = f"Điểm không tăng dần: {plain(option.points)} đứng sau {plain(before)}."
            yield Fault(
                POINTS, option.place, what, option.printed, plain(option.points), sheet.no, node.code, index + 1
            )
        last[option.case] = option.points


def _maximum(sheet: SheetDraft, node: Node) -> Iterator[Fault]:
    """The points of a line against its options or the lines below it, and against what its name says."""
    points = [option.points for option in node.options if option.points is not None]
    below = [child.max for child in node.children if child.max is not None]
    reached = (sum(below, Decimal(0)) if node.children else max(points, default=None)) or None
    if reached is not None and reached > MOST_POINTS:
        reached = None
    if node.max is None:
        printed = node.printed.replace("\n", " ")
        what = f"Ô điểm tối đa ghi “{printed}”, không phải một số." if printed else "Ô điểm tối đa để trống."
        shown = plain(reached) if reached else ""
        yield Fault(MAX, node.place, what, printed, shown, sheet.no, node.code)
        node.max = reached
    elif reached is not None and reached != node.max:
        yield _unequal(sheet, node, reached)
    if node.named_max is not None and node.named_max != node.max:
        what = f"Đề mục ghi ({plain(node.named_max)} điểm) nhưng cột điểm ghi {node.printed}."
        shown = plain(node.max) if node.max is not None else ""
        yield Fault(MAX, node.place, what, plain(node.named_max), shown, sheet.no, node.code)


def _unequal(sheet: SheetDraft, node: Node, reached: Decimal) -> Fault:
    assert node.max is not None  # the caller looked
    if node.children:
        what = f"Mục ghi {plain(node.max)} điểm, các tiêu chí cộng được {plain(reached)}."
        return Fault(SUM, node.place, what, node.printed, "", sheet.no, node.code)
    what = f"Điểm tối đa ghi {plain(node.max)}, mức cao nhất là {plain(reached)}."
    return Fault(BEST_OPTION, node.place, what, node.printed, "", sheet.no, node.code)


def _total(sheet: SheetDraft) -> Iterator[Fault]:
    total = sum((part.max for part in sheet.parts if part.max is not None), Decimal(0))
    if sheet.total and sheet.total != plain(total):
        what = f"Dòng tổng cộng ghi {sheet.total}, các phần cộng được {plain(total)}."
        yield Fault(SUM, sheet.place, what, sheet.total, KEEP, sheet.no)


def _of_contents(draft: DecisionDraft) -> Iterator[Fault]:
    """The table of contents of the annex against the sheets that follow it, and numbers that are left out."""
    numbers = [sheet.no for sheet in draft.sheets]
    for no, times in Counter(numbers).items():
        if times > 1:
            yield Fault(MISSING, f"bộ {no}", f"Có {times} phiếu cùng mang số {no}.", str(no), "", no)
    for no, listed in enumerate(draft.contents, start=1):
        sheet = next((sheet for sheet in draft.sheets if sheet.no == no), None)
        if sheet is None:
            yield Fault(
                MISSING, f"mục lục, số {no}", f"Mục lục có bộ “{listed}” nhưng không thấy phiếu.", listed, "", no
            )
        elif _bare(sheet.name) != _bare(listed):
            what = f"Mục lục ghi “{listed}”, đầu phiếu ghi “{sheet.name}”."
            yield Fault(NAME, sheet.place, what, listed, sheet.name, no)


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(name).removeprefix("san pham "))


def _lonely_stars(sheets: list[SheetDraft]) -> Iterator[Fault]:
    """An option without the asterisks that the very same option has in nearly all other sheets, or with others."""
    known: dict[tuple[str, str, str], Counter[int | None]] = {}
    for key, _, _, option in _same(sheets):
        known.setdefault(key, Counter())[option.star] += 1
    for key, sheet, node, option in _same(sheets):
        seen = known[key]
        usual, times = seen.most_common(1)[0]
        others = seen.total() - seen[option.star]
        if option.star is None and usual is not None and times >= 5 and seen[None] == 1 and others == times:
            what = f"{times} bộ khác in dấu sao của hạng {usual} sao ở phương án y hệt; ở đây không có."
            yield Fault(STAR, option.place, what, "", KEEP, sheet.no, node.code, node.options.index(option) + 1)


Key = tuple[str, str, str]


def _same(sheets: list[SheetDraft]) -> Iterator[tuple[Key, SheetDraft, Node, OptionDraft]]:
    """Every option with what makes it the same in another sheet: criterion, words, points."""
    squeeze: Callable[[str], str] = lambda text: re.sub(r"[^a-z0-9]", "", fold(text))  # noqa: E731
    for sheet in sheets:
        for node in sheet.leaves():
            for option in node.options:
                if option.text:
                    yield (squeeze(node.name), squeeze(option.label), str(option.points)), sheet, node, option
