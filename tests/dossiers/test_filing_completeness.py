"""What a dossier needs before it may be filed, rule by rule; the id of each case names its clause."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from ocop.dossiers.checks.completeness import Cited, Filing, Mark, check
from ocop.dossiers.checks.evidence import Validity, said, validity
from ocop.dossiers.spec import fields_for
from ocop.regulations.ruleset import CriteriaSheet, CriterionRule, OptionRule, StarBand
from tests.factories.dossiers import sample_value

TODAY, END = date(2026, 11, 1), date(2026, 12, 30)


def criterion(code: str, *, star: int | None = None, only_if: str = "") -> CriterionRule:
    options = (OptionRule(1, Fraction(0), "Không"), OptionRule(2, Fraction(2), "Có", star))
    return CriterionRule(code, "A", f"Tiêu chí {code}", Fraction(2), 0, options, applies_if_code=only_if)


SHEET = CriteriaSheet(
    "26/2026/QĐ-TTg", "h", 6, "Bộ thử", (criterion("1.1", star=3), criterion("1.2"), criterion("5.2", only_if="1.2")),
    (StarBand(1, Fraction(0)), StarBand(3, Fraction(50))), sample_units=5,
)  # fmt: skip


def whole(kind: str = "first", **changes) -> Filing:
    values = {
        key: sample_value(field.kind, field) if field.typed else "2020-03-02" if key == "registered_on" else "có"
        for key, field in fields_for(kind).items()
    }
    given = {
        "kind": kind,
        "today": TODAY,
        "needed_until": END,
        "producer_confirmed": True,
        "sheet": SHEET,
        "values": values | changes.pop("values", {}),
        "marks": {code: Mark(Fraction(2)) for code in SHEET.codes},
        "cited": {code: (Cited("Giấy"),) for code in SHEET.codes},
        "usual": dict.fromkeys(SHEET.codes, ("Giấy đăng ký",)),
    }
    return Filing(**(given | changes))


def found(filing: Filing) -> list[tuple[str, str, bool]]:
    return [(finding.code, finding.where, finding.blocking) for finding in check(filing)]


@pytest.mark.parametrize("kind", ["first", "upgrade", "again"])
def test_a_whole_dossier_has_nothing_missing(kind: str) -> None:
    assert found(whole(kind)) == []


LESS = {"1.1": Mark(Fraction(2)), "1.2": Mark(Fraction(0)), "5.2": Mark(Fraction(2))}
CASES = [
    pytest.param({"producer_confirmed": False}, ("producer_is_confirmed", "producer", True), id="Điều 2 chủ thể"),
    pytest.param({"values": {"history": ""}}, ("required_fields", "field:history", True), id="Mẫu 02 phần I lịch sử"),
    pytest.param({"values": {"rep_name": None}}, ("required_fields", "representative", True), id="Mẫu 01 đại diện"),
    pytest.param({"values": {"specification": ""}}, ("required_fields", "product", True), id="Mẫu 02 quy cách"),
    pytest.param({"values": {"papers": []}}, ("required_fields", "field:papers", True), id="Mẫu 02 giấy chứng nhận"),
    pytest.param({"values": {"workers": "x"}}, ("readable_values", "field:workers", True), id="Mẫu 02 số lao động"),
    pytest.param({"values": {"workers_local": "9"}}, ("workers_add_up", "field:workers_local", True), id="TC 3.3"),
    pytest.param(
        {"values": {"registered_on": "2030-01-01"}}, ("dates_have_passed", "producer", True), id="Phụ lục III ngày"
    ),
    pytest.param({"unresolved": ("field:history",)}, ("conflicts_are_settled", "field:history", True), id="hai máy"),
    pytest.param(
        {"marks": {"1.1": Mark(Fraction(2)), "1.2": Mark(Fraction(2))}},
        ("every_criterion_is_scored", "criterion:5.2", True),
        id="Mẫu 02 phần III tự chấm",
    ),
    pytest.param(
        {"cited": {"1.2": (Cited("Giấy"),), "5.2": (Cited("Giấy"),)}},
        ("minima_have_evidence", "criterion:1.1", True),
        id="Mẫu 02 phần III mức tối thiểu",
    ),
    pytest.param(
        {"cited": {"1.1": (Cited("Giấy"),), "5.2": (Cited("Giấy"),)}},
        ("claims_have_evidence", "criterion:1.2", False),
        id="Mẫu 02 phần III minh chứng",
    ),
    pytest.param({"values": {"sample_count": None}}, ("samples_are_ready", "field:sample_count", False), id="6.2.d"),
]


@pytest.mark.parametrize(("changes", "expected"), CASES)
def test_each_lack_is_named_with_its_place(changes: dict, expected: tuple) -> None:
    assert found(whole(**changes)) == [expected]


def test_an_upgrade_says_what_is_new_and_again_says_what_changed() -> None:
    assert found(whole("upgrade", values={"upgrade_reason": ""})) == [
        ("required_fields", "field:upgrade_reason", True)
    ]
    assert found(whole("again", values={"change_tests": None})) == [("required_fields", "field:change_tests", True)]


def test_a_criterion_that_does_not_count_needs_no_mark_and_no_paper() -> None:
    filing = whole(marks={"1.1": Mark(Fraction(2)), "1.2": Mark(Fraction(0))}, cited={"1.1": (Cited("Giấy"),)})
    assert found(filing) == []


def test_a_paper_that_lapses_in_the_round_warns_and_a_lapsed_one_stops() -> None:
    def with_end(end: date) -> list:
        return found(whole(cited={code: (Cited("Giấy", None, end),) for code in ("1.1", "1.2", "5.2")}))[:1]

    assert with_end(END) == []
    assert with_end(date(2026, 12, 29)) == [("papers_are_valid", "criterion:1.1", False)]
    assert with_end(TODAY) == [("papers_are_valid", "criterion:1.1", False)]
    assert with_end(date(2026, 10, 31)) == [("papers_are_valid", "criterion:1.1", True)]


def test_a_paper_of_the_future_is_doubted() -> None:
    cited = {code: (Cited("Giấy"),) for code in SHEET.codes} | {"1.1": (Cited("Giấy", date(2026, 11, 2)),)}
    assert found(whole(cited=cited)) == [("papers_are_dated_soundly", "criterion:1.1", False)]


def test_tourism_sends_no_samples() -> None:
    assert found(whole(sheet=replace(SHEET, sample_units=0), values={"sample_count": None})) == []


def test_every_finding_names_a_clause_and_a_place() -> None:
    empty = Filing("again", TODAY, END, False, SHEET)
    assert [finding for finding in check(empty) if not (finding.clause and finding.where and finding.message)] == []


@pytest.mark.parametrize(
    ("end", "state", "words"),
    [
        (None, Validity.LASTING, "Không ghi thời hạn"),
        (date(2027, 1, 1), Validity.VALID, "Còn hạn đến 01/01/2027"),
        (date(2026, 11, 1), Validity.LAPSING, "Sắp hết hạn, đến 01/11/2026"),
        (date(2026, 10, 31), Validity.LAPSED, "Đã hết hạn từ 31/10/2026"),
    ],
)
def test_how_long_a_paper_holds(end: date | None, state: Validity, words: str) -> None:
    assert validity(end, TODAY, END) is state
    assert said(state, end) == words
