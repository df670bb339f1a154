"""Two rule sets side by side."""

import io
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from django.core.management import call_command

from ocop.regulations.models import Decision
from ocop.regulations.queries import compare_decisions, decision_by_number
from ocop.regulations.ruleset import CriteriaSheet, CriterionRule
from ocop.regulations.spec.compare import Change, SetChange, compare, same_criteria
from tests.regulations.small import criterion, sheet

SOIL = replace(criterion("1.1", ("1", None), ("3", 4)), name="Đất trồng")
WATER = replace(criterion("1.2", ("0", None), ("2", None)), name="Nước tưới")
BEFORE = sheet(SOIL, WATER)


def changes(*after: CriterionRule) -> list[tuple[str, str, str, str]]:
    (row,) = compare({1: BEFORE}, {1: sheet(*after)})
    return [(change.kind, change.code, change.before, change.after) for change in row.changes]


def test_a_rule_set_is_the_same_as_itself() -> None:
    assert compare({1: BEFORE}, {1: BEFORE}) == (
        SetChange(1, 1, "Bộ thử", "Bộ thử", (), (("1.1", "1.1"), ("1.2", "1.2"))),
    )


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (replace(SOIL, max_points=Fraction(4)), ("points", "1.1", "3", "4")),
        (
            replace(SOIL, options=criterion("1.1", ("1", None), ("2", None), ("3", 4)).options, name="Đất trồng"),
            ("options", "1.1", "1 / 3", "1 / 2 / 3"),
        ),
        (
            replace(SOIL, options=criterion("1.1", ("1", 3), ("3", 5)).options),
            ("minima", "1.1", "4 sao: 3", "3 sao: 1, 5 sao: 3"),
        ),
        (replace(SOIL, part="B"), ("part", "1.1", "A", "B")),
        (replace(SOIL, code="2.1"), ("code", "2.1", "1.1", "2.1")),
        (replace(SOIL, stop_if=("Đất nhiễm mặn",)), ("conditions", "1.1", "", "Đất nhiễm mặn")),
        (
            replace(SOIL, name="Đất trồng rau"),
            ("wording", "1.1", "Đất trồng\n\nmức 1\nmức 3", "Đất trồng rau\n\nmức 1\nmức 3"),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_each_kind_of_difference_is_told(after: CriterionRule, found: tuple[str, str, str, str]) -> None:
    assert found in changes(after, WATER)


def test_added_and_gone_criteria_are_told_the_gone_ones_last() -> None:
    light = replace(criterion("1.2", ("5", None)), name="Ánh sáng mặt trời")
    assert changes(SOIL, light) == [("added", "1.2", "", "5 điểm"), ("gone", "1.2", "2 điểm", "")]


def test_official_words_are_compared_where_both_sides_have_them() -> None:
    def printed(text: str, label: str) -> CriterionRule:
        options = tuple(replace(option, label=label, official_text=f"□ {text}") for option in SOIL.options)
        return replace(SOIL, official_text=f"1.1. {text}", options=options)

    (row,) = compare({1: sheet(printed("Đất", "a"))}, {1: sheet(printed("Đất", "b"))})
    assert row.changes == ()
    (row,) = compare({1: sheet(printed("Đất", "a"))}, {1: sheet(printed("Đất tốt", "a"))})
    assert row.changes == (
        Change("wording", "1.1", "Đất trồng", "1.1. Đất\n□ Đất\n□ Đất", "1.1. Đất tốt\n□ Đất tốt\n□ Đất tốt"),
    )
    assert [option.wording for option in (SOIL.options[0], printed("Đất", "a").options[0])] == ["mức 1", "□ Đất"]


def test_sets_are_paired_by_name_and_the_rest_is_new_or_gone() -> None:
    def named(no: int, name: str) -> CriteriaSheet:
        return replace(BEFORE, set_no=no, name=name)

    rows = compare(
        {1: named(1, "Chè"), 2: named(2, "Cói"), 3: named(3, "Lụa tơ tằm")},
        {1: named(1, "Lụa tơ tằm"), 2: named(2, "Chè"), 4: named(4, "Gốm sứ mỹ nghệ")},
    )
    assert [(row.before_no, row.after_no) for row in rows] == [(3, 1), (1, 2), (None, 4), (2, None)]
    assert rows[2].kinds == {}


@pytest.fixture
def laws(db: None) -> tuple[Decision, Decision]:
    old, new = decision_by_number("148/QĐ-TTg"), decision_by_number("26/2026/QĐ-TTg")
    assert old is not None
    assert new is not None
    return old, new


def test_the_law_in_force_against_the_one_before_it(laws: tuple[Decision, Decision]) -> None:
    rows = compare_decisions(*laws)
    assert [(row.before_no, row.after_no) for row in rows] == [(no, no) for no in range(1, 27)]
    fresh = rows[0]
    assert [(change.kind, change.code) for change in fresh.changes if change.kind in {"added", "gone"}] == [
        ("added", "1.2"), ("added", "2.4"), ("added", "9"), ("gone", "3.đ"), ("gone", "9.a"), ("gone", "9.b"),
    ]  # fmt: skip
    assert ("5.b", "5.3") in fresh.pairs
    totals: Counter[str] = Counter()
    for row in rows:
        totals.update(row.kinds)
    assert (totals["added"], totals["gone"]) == (42, 50)
    # each criterion of both laws is in a pair, added, or gone
    assert sum(len(row.pairs) for row in rows) == 787 - 42 == 795 - 50


def test_no_criterion_stands_in_two_pairs(laws: tuple[Decision, Decision]) -> None:
    for row in compare_decisions(*laws):
        assert len({old for old, _ in row.pairs}) == len({new for _, new in row.pairs}) == len(row.pairs)
    assert same_criteria(BEFORE, BEFORE) == {"1.1": "1.1", "1.2": "1.2"}


def test_the_command_prints_the_comparison(laws: tuple[Decision, Decision]) -> None:
    out, err = io.StringIO(), io.StringIO()
    call_command("compare_decisions", "148/QĐ-TTg", "26/2026/QĐ-TTg", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0].startswith("Bộ 1 Rau, củ, quả, hạt tươi: thêm 3, bỏ 3, đổi ký hiệu 24")
    assert "  1.1 Nguồn gốc sản phẩm: Điểm tối đa: 5 → 3" in lines
    with pytest.raises(SystemExit):
        call_command("compare_decisions", "148/QĐ-TTg", "1/QĐ", stderr=err, no_color=True)
    assert err.getvalue() == "Không có quyết định “1/QĐ”.\n"
