"""When the advisory team may report, by cases (Điều 7.4)."""

import pytest

from ocop.evaluation.checks.assessment import Found, Work, check

AGREED = Found("1.1", "3", "3", is_assessed=True)
WHOLE = {
    "criteria": (AGREED,),
    "surveys": 1,
    "survey_waived": "",
    "open_tests": (),
    "samples_needed": 5,
    "samples": 5,
    "summary": "Đủ minh chứng.",
    "proposal": "Trình Hội đồng.",
}


def codes(**changes: object) -> list[str]:
    return [finding.code for finding in check(Work(**(WHOLE | changes)))]


def test_finished_work_has_no_findings() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"criteria": (Found("1.1", "3", None),)}, ["criteria_open"], id="a criterion not assessed"),
        pytest.param(
            {"criteria": (Found("1.1", "3", "2", is_assessed=True),)},
            ["criteria_without_note"],
            id="another mark without a note",
        ),
        pytest.param(
            {"criteria": (Found("1.1", "3", "2", "Hợp đồng hết hạn", is_assessed=True),)}, [], id="with its note"
        ),
        pytest.param(
            {"criteria": (Found("1.1", "3", "3", evidence_ok=False, is_assessed=True),)},
            ["criteria_without_note"],
            id="evidence that does not hold",
        ),
        pytest.param(
            {"criteria": (Found("1.1", None, "0", is_assessed=True),)}, [], id="nothing claimed, nothing met"
        ),
        pytest.param({"surveys": 0}, ["survey_missing"], id="no visit"),
        pytest.param({"surveys": 0, "survey_waived": "Đã khảo sát năm nay"}, [], id="visit waived"),
        pytest.param({"open_tests": ("Chì",)}, ["test_open"], id="a test without result"),
        pytest.param({"samples": 4}, ["samples_missing"], id="four samples of five"),
        pytest.param({"samples": 0, "samples_needed": 0}, [], id="tourism sends none"),
        pytest.param({"summary": " "}, ["report_empty"], id="no summary"),
        pytest.param({"summary": "", "proposal": ""}, ["report_empty", "report_empty"], id="no words at all"),
    ],
)
def test_each_rule_finds_its_own_fault(changes: dict[str, object], expected: list[str]) -> None:
    assert codes(**changes) == expected


def test_a_long_list_of_open_criteria_is_cut() -> None:
    rows = tuple(Found(f"{number}", None, None) for number in range(1, 21))
    message = check(Work(**(WHOLE | {"criteria": rows})))[0].message
    assert message == "Chưa đánh giá tiêu chí: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 và 8 tiêu chí khác."
