"""Pure rules of recognition, by tables."""

from datetime import date

import pytest

from ocop.base.findings import Finding
from ocop.recognition.checks.course import Course, Result, course_of, stays_below_band
from ocop.recognition.checks.decision import DecisionDraft, check_decision
from ocop.recognition.checks.ministry import OutcomeDraft, check_outcome
from ocop.recognition.checks.proposal import ItemFacts, all_items_judged, has_items, items_still_current
from ocop.recognition.wording import certificate_number
from tests.factories.procedures import procedure

TODAY, RESULTS = date(2026, 11, 24), date(2026, 11, 20)


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("stars", "band", "course", "below"),
    [
        pytest.param(5, 5, Course.MINISTRY, False, id="Điều 7.3.e: 90 and all minima"),
        pytest.param(4, 5, Course.CERTIFICATE, True, id="90 with a 5-star minimum missed"),
        pytest.param(4, 4, Course.CERTIFICATE, False, id="Điều 4.1: 4 stars"),
        pytest.param(3, 4, Course.CERTIFICATE, True, id="70 with a 4-star minimum missed"),
        pytest.param(3, 3, Course.CERTIFICATE, False, id="Điều 4.1: 3 stars"),
        pytest.param(2, 3, Course.UNRANKED, True, id="50 with a 3-star minimum missed"),
        pytest.param(2, 2, Course.UNRANKED, False, id="Điều 4.1.a: 2 stars"),
        pytest.param(1, 1, Course.UNRANKED, False, id="Điều 4.1.a: 1 star"),
        pytest.param(None, 4, Course.KNOCKED_OUT, False, id="knocked out"),
    ],
)
def test_where_a_result_leads(stars: int | None, band: int, course: Course, below: bool) -> None:
    leads = course_of(Result(stars, band), procedure("26-2026"), "province")
    assert (leads, stays_below_band(Result(stars, band))) == (course, below)


def draft(**changes) -> DecisionDraft:
    given = {
        "number": "1234/QĐ-UBND",
        "signed_on": date(2026, 11, 22),
        "signer_title": "Chủ tịch",
        "today": TODAY,
        "results_on": RESULTS,
    }
    return DecisionDraft(**{**given, **changes})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"signed_on": TODAY}, []),
        ({"signed_on": RESULTS}, []),
        ({"number": "  "}, ["decision_number"]),
        ({"number": "1" * 61}, ["decision_number"]),
        ({"number_is_taken": True}, ["decision_number"]),
        ({"signer_title": ""}, ["decision_signer_title"]),
        ({"signed_on": None}, ["decision_signed_on"]),
        ({"signed_on": date(2026, 11, 25)}, ["decision_signed_on"]),
        ({"signed_on": date(2026, 11, 19)}, ["decision_signed_on"]),
        ({"asks_ministry": True}, ["decision_request_number", "decision_requested_on"]),
        ({"asks_ministry": True, "request_number": "7", "requested_on": date(2026, 11, 22)}, []),
        (
            {"asks_ministry": True, "request_number": "7", "requested_on": date(2026, 11, 21)},
            ["decision_requested_on"],
        ),
        ({"number": "", "signed_on": None}, ["decision_number", "decision_signed_on"]),
    ],
)
def test_figures_of_a_decision(changes: dict, expected: list[str]) -> None:
    assert codes(check_decision(draft(**changes))) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"stars": 4, "certificate_no": ""}, []),
        ({"certificate_no": " "}, ["outcome_certificate_no"]),
        ({"stars": 0}, ["outcome_stars"]),
        ({"stars": 6}, ["outcome_stars"]),
        ({"number": ""}, ["outcome_number"]),
        ({"on": None}, ["outcome_on"]),
        ({"on": date(2026, 11, 25)}, ["outcome_on"]),
        ({"on": date(2026, 11, 18)}, ["outcome_on"]),
    ],
)
def test_the_answer_of_the_ministry(changes: dict, expected: list[str]) -> None:
    given = {"stars": 5, "number": "9", "on": TODAY, "certificate_no": "01", "requested_on": RESULTS, "today": TODAY}
    assert codes(check_outcome(OutcomeDraft(**{**given, **changes}))) == expected


def test_guards_of_a_proposal() -> None:
    good, stale = ItemFacts("Trà sen", True, "approved"), ItemFacts("Cơm cháy", False, "")
    assert codes(has_items([])) == ["has_items"]
    assert has_items([good]) == []
    assert ["“Cơm cháy”" in finding.message for finding in items_still_current([good, stale])] == [True]
    assert ["“Cơm cháy”" in finding.message for finding in all_items_judged([good, stale])] == [True]


def test_the_number_of_a_certificate() -> None:
    assert [certificate_number(1, "37", 2026), certificate_number(120, "37", 2027)] == [
        "01/GCN-OCOP-37-2026",
        "120/GCN-OCOP-37-2027",
    ]
