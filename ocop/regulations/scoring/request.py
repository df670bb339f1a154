"""A ranking request as JSON (`manage.py rank`): read strictly, every fault named in one sentence, then ranked."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import inf
from typing import Any, NamedTuple, NoReturn

from ocop.regulations.ruleset import CriteriaSheet
from ocop.regulations.scoring.engine import Ranker, ranker
from ocop.regulations.scoring.proof import result_data
from ocop.regulations.scoring.shapes import WAYS_TO_MEET, Ballot, Knockout, Regulation

FIELDS = ("decision", "set", "members", "sheets", "knockouts", "regulation")
NEEDED = ("decision", "set", "members", "sheets")
SHEET_FIELDS = ("member", "chair", "marks")
KNOCKOUT_FIELDS = ("criterion", "reason")
REGULATION_FIELDS = ("quorum", "quorum_needs_chair", "spread_limit", "minimum_met_by")
LONGEST_NUMBER = 20  # digits; longer ones are never points, and are not worth the arithmetic
MOST_MEMBERS = 1000

_DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")
_SURROGATE = re.compile(r"[\ud800-\udfff]")  # half a character: cannot be written out again
_FRACTION = re.compile(r"([0-9]+)/([0-9]+)")

Lookup = Callable[[str], Mapping[int, CriteriaSheet] | None]


class RequestFaults(ValueError):
    """Wrong input: `faults` holds one clear Vietnamese sentence for each thing that is wrong."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class _Request(NamedTuple):
    engine: Ranker
    members: int
    ballots: list[Ballot]
    knockouts: list[Knockout]


def parse_request(raw: bytes | str) -> Any:
    """The JSON text as Python values, numbers exact; RequestFaults where it is not sound JSON."""
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw.removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise RequestFaults(["Dữ liệu vào không phải là văn bản UTF-8."]) from None
    if not text.strip():
        raise RequestFaults(["Dữ liệu vào trống; cần một đối tượng JSON."])
    try:
        return json.loads(
            text,
            parse_int=_number,
            parse_float=_number,
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        where = f"dòng {error.lineno}, cột {error.colno}"
        raise RequestFaults([f"JSON bị hỏng ở {where}."]) from None
    except RecursionError:
        raise RequestFaults(["JSON lồng nhau quá sâu."]) from None


def rank_request(request: object, lookup: Lookup) -> dict[str, Any]:
    """Rank a parsed request. `lookup` gives the criteria sets of a decision by number, None where unknown."""
    read = _Reader(lookup).read(request)
    return result_data(read.engine.rank(read.ballots, members=read.members, knockouts=read.knockouts))


class _Reader:
    """Reads a request and gathers every fault before giving up."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup
        self.faults: list[str] = []

    def read(self, request: object) -> _Request:
        if not isinstance(request, dict):
            raise RequestFaults(["Dữ liệu vào phải là một đối tượng JSON {…}."])
        self._known(request, FIELDS, "Yêu cầu")
        for name in NEEDED:
            if name not in request:
                self.faults.append(f"Thiếu mục “{name}”.")
        sheet = self._sheet(request)
        engine = ranker(sheet, self._regulation(request.get("regulation", {}))) if sheet else None
        ballots = self._ballots(request["sheets"], engine) if "sheets" in request else []
        members = self._members(request, ballots)
        knockouts = self._knockouts(request.get("knockouts", []), sheet)
        if engine is None:
            self._regulation(request.get("regulation", {}))
        if self.faults or engine is None:
            raise RequestFaults(list(dict.fromkeys(self.faults)))
        return _Request(engine, members, ballots, knockouts)

    def _known(self, given: Mapping[str, Any], names: tuple[str, ...], what: str) -> None:
        for name in given:
            if name not in names:
                self.faults.append(f"{what} có mục lạ “{_short(name)}”; chỉ nhận: {', '.join(names)}.")

    def _sheet(self, request: Mapping[str, Any]) -> CriteriaSheet | None:
        number = request.get("decision")
        set_no: Any = request.get("set")
        if "decision" in request and not isinstance(number, str):
            self.faults.append('“decision” phải là số hiệu quyết định, ví dụ "26/2026/QĐ-TTg".')
        if "set" in request and not _whole(set_no):
            self.faults.append("“set” phải là số nguyên, ví dụ 3.")
        if not isinstance(number, str):
            return None
        wanted = unicodedata.normalize("NFC", number).strip()
        # half characters and control signs stand in no number, and no database can look for them
        sheets = self.lookup(wanted) if wanted.isprintable() else None
        if sheets is None:
            self.faults.append(f"Không có quyết định “{_short(number)}”.")
            return None
        if not _whole(set_no):
            return None
        if set_no not in sheets:
            self.faults.append(f"Quyết định {_short(number)} không có bộ tiêu chí số {_short(set_no)}.")
            return None
        return sheets[set_no]

    def _members(self, request: Mapping[str, Any], ballots: list[Ballot]) -> int:
        members: Any = request.get("members")
        if not _whole(members) or not 1 <= members <= MOST_MEMBERS:
            if "members" in request:
                self.faults.append(f"“members” phải là số nguyên từ 1 đến {MOST_MEMBERS}.")
            return 0
        if members < len(ballots):
            self.faults.append(f"Hội đồng có {members} thành viên nhưng có {len(ballots)} phiếu.")
        return int(members)

    def _ballots(self, sheets: object, engine: Ranker | None) -> list[Ballot]:
        if not isinstance(sheets, list):
            self.faults.append("“sheets” phải là một danh sách phiếu chấm […].")
            return []
        if not sheets:
            self.faults.append("Chưa có phiếu chấm nào.")
        ballots = [self._ballot(index, item, engine) for index, item in enumerate(sheets, start=1)]
        found = [ballot for ballot in ballots if ballot is not None]
        names: set[str] = set()
        for ballot in found:
            if ballot.member and ballot.member in names:
                self.faults.append(f"Thành viên “{_short(ballot.member)}” có hai phiếu.")
            names.add(ballot.member)
        if sum(ballot.chair for ballot in found) > 1:
            self.faults.append("Có hơn một phiếu ghi là Chủ tịch Hội đồng.")
        return found

    def _ballot(self, index: int, item: object, engine: Ranker | None) -> Ballot | None:
        if not isinstance(item, dict):
            self.faults.append(f"Phiếu thứ {index} phải là một đối tượng {{…}}.")
            return None
        self._known(item, SHEET_FIELDS, f"Phiếu thứ {index}")
        member, chair = item.get("member"), item.get("chair", False)
        if not isinstance(member, str) or not _readable(member):
            self.faults.append(f"Phiếu thứ {index} thiếu tên thành viên (“member”) đọc được.")
            member = ""
        name = unicodedata.normalize("NFC", member).strip()
        who = f"Phiếu của “{_short(name)}”" if name else f"Phiếu thứ {index}"
        if not isinstance(chair, bool):
            self.faults.append(f"{who}: “chair” phải là true hoặc false.")
            chair = False
        marks = item.get("marks")
        if not isinstance(marks, dict):
            self.faults.append(f'{who}: “marks” phải là một đối tượng {{"tiêu chí": điểm}}.')
            marks = {}
        return Ballot(name, self._marks(who, marks, engine), chair)

    def _marks(self, who: str, marks: Mapping[str, Any], engine: Ranker | None) -> dict[str, Fraction]:
        found = {}
        for code, value in marks.items():
            points = _points(value)
            if points is None:
                self.faults.append(f"{who}: điểm của tiêu chí {_short(code)} phải là số, không phải {_kind(value)}.")
                continue
            fault = engine.mark_fault(code, points) if engine else ""
            if fault:
                self.faults.append(f"{who}: {_short(fault, 200)}")
            else:
                found[code] = points
        return found

    def _knockouts(self, items: object, sheet: CriteriaSheet | None) -> list[Knockout]:
        if not isinstance(items, list):
            self.faults.append("“knockouts” phải là một danh sách […].")
            return []
        found = [self._knockout(index, item, sheet) for index, item in enumerate(items, start=1)]
        return [item for item in found if item is not None]

    def _knockout(self, index: int, item: object, sheet: CriteriaSheet | None) -> Knockout | None:
        who = f"Lý do loại thứ {index}"
        if not isinstance(item, dict):
            self.faults.append(f"{who} phải là một đối tượng {{…}}.")
            return None
        self._known(item, KNOCKOUT_FIELDS, who)
        reason, code = item.get("reason"), item.get("criterion")
        if not isinstance(reason, str) or not reason.strip():
            self.faults.append(f"{who} thiếu lý do (“reason”).")
            return None
        if "criterion" not in item or not (code is None or isinstance(code, str)):
            self.faults.append(f"{who} thiếu tiêu chí (“criterion”; null khi loại cả hồ sơ).")
            return None
        if sheet and code is not None and code not in sheet.codes:
            self.faults.append(f"{who} nêu tiêu chí {_short(code)} không có trong bộ {sheet.set_no}.")
        return Knockout(reason.strip(), code)

    def _regulation(self, given: object) -> Regulation:
        default = Regulation()
        if not isinstance(given, dict):
            self.faults.append("“regulation” phải là một đối tượng {…}.")
            return default
        self._known(given, REGULATION_FIELDS, "Quy chế (“regulation”)")
        quorum = _share(given.get("quorum", default.quorum))
        if quorum is None or not 0 < quorum <= 1:
            self.faults.append('“quorum” phải là một phần của hội đồng lớn hơn 0 và không quá 1, ví dụ "3/4".')
            quorum = default.quorum
        chair = given.get("quorum_needs_chair", default.quorum_needs_chair)
        if not isinstance(chair, bool):
            self.faults.append("“quorum_needs_chair” phải là true hoặc false.")
            chair = default.quorum_needs_chair
        limit = _points(given.get("spread_limit", default.spread_limit))
        if limit is None or limit < 0:
            self.faults.append('“spread_limit” phải là số điểm không âm, ví dụ "10".')
            limit = default.spread_limit
        way = given.get("minimum_met_by", default.minimum_met_by)
        if not isinstance(way, str) or way not in WAYS_TO_MEET:
            self.faults.append(f"“minimum_met_by” phải là một trong: {', '.join(WAYS_TO_MEET)}.")
            way = default.minimum_met_by
        return Regulation(quorum, chair, limit, way)


def _points(value: object) -> Fraction | None:
    """A number written as JSON number or text, exact; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Decimal | Fraction):
        return Fraction(value)
    if isinstance(value, str) and len(value) <= LONGEST_NUMBER and _DECIMAL.fullmatch(value.strip()):
        return Fraction(value.strip())
    return None


def _share(value: object) -> Fraction | None:
    """A share as "3/4", "0.75" or a number."""
    match = _FRACTION.fullmatch(value.strip()) if isinstance(value, str) and len(value) <= LONGEST_NUMBER else None
    if match:
        return Fraction(int(match[1]), int(match[2])) if int(match[2]) else None
    return _points(value)


def _number(text: str) -> int | Decimal | float:
    """A JSON number, exact; one too long to be points becomes infinite, which every field refuses."""
    if len(text) > LONGEST_NUMBER:
        return inf
    if re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    value = Decimal(text)
    # 1e999999999 is legal JSON; its exact value would fill the memory
    return value if abs(value.adjusted()) <= LONGEST_NUMBER else inf


def _refuse_constant(name: str) -> NoReturn:
    raise RequestFaults([f"JSON có giá trị {name}, không phải là số hợp lệ."])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise RequestFaults([f"JSON lặp lại mục “{_short(key)}”."])
        found[key] = value
    return found


def _readable(name: str) -> bool:
    """Whether `name` shows at least one sign and can be written out again."""
    return any(char.isprintable() and not char.isspace() for char in name) and not _SURROGATE.search(name)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _short(value: object, most: int = 60) -> str:
    """`value` on one line, for a message."""
    text = "".join(char if char.isprintable() else " " for char in str(value))
    return text if len(text) <= most else text[:most] + "…"


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true/false"
    if isinstance(value, list | dict):
        return "một danh sách hay đối tượng"
    if value == inf:
        return "một số quá dài"
    return f"“{_short(value)}”"
