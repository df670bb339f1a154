"""Decision 148 of 2023: the law of the plan of 2024 and of most certificates in force."""

import io
import json
from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.core.management import call_command

from ocop.regulations.models import Criterion, Decision, Option, SourceFault, StarBand, Term
from ocop.regulations.queries import (
    content_findings,
    current_decision,
    decision_by_number,
    decision_content,
    decision_sheets,
    find_sets,
    list_sets,
    sheets_by_number,
    source_faults,
)
from ocop.regulations.ruleset import CriteriaSheet, content_hash
from ocop.regulations.scoring import Ballot, MarkFault, rank, rank_request

pytestmark = pytest.mark.django_db
OLD, NEW = "148/QĐ-TTg", "26/2026/QĐ-TTg"

# set, criteria, options, minima of 3, 4 and 5 stars, sum of the maxima, of all options, of the needs of all minima:
# counted in the transcript by another program than the one that loads it
FIGURES = [
    (1, 32, 108, (3, 12, 8), 100, 195, 64), (2, 31, 104, (3, 14, 10), 100, 194, 79),
    (3, 32, 108, (3, 13, 11), 100, 197, 77), (4, 32, 107, (3, 13, 11), 100, 193, 77),
    (5, 32, 107, (4, 12, 10), 100, 193, 74), (6, 32, 107, (4, 12, 10), 100, 193, 72),
    (7, 32, 105, (4, 14, 10), 100, 190, 77), (8, 32, 107, (4, 14, 10), 100, 193, 77),
    (9, 32, 107, (4, 14, 10), 100, 193, 77), (10, 32, 107, (4, 14, 10), 100, 193, 77),
    (11, 32, 107, (4, 12, 7), 97, 187, 63), (12, 32, 107, (4, 14, 7), 97, 187, 67),
    (13, 34, 110, (4, 10, 7), 98, 184, 59), (14, 30, 102, (4, 10, 6), 100, 193, 55),
    (15, 30, 102, (4, 11, 6), 100, 193, 56), (16, 30, 94, (3, 9, 6), 100, 182, 49),
    (17, 30, 100, (4, 12, 6), 100, 189, 62), (18, 30, 98, (3, 10, 7), 100, 191, 55),
    (19, 30, 101, (3, 10, 7), 100, 190, 55), (20, 30, 100, (3, 10, 7), 100, 190, 55),
    (21, 28, 94, (3, 9, 7), 100, 190, 57), (22, 27, 89, (2, 8, 7), 100, 188, 52),
    (23, 27, 90, (2, 11, 6), 100, 195, 67), (24, 27, 90, (2, 8, 7), 100, 198, 62),
    (25, 26, 87, (2, 9, 6), 100, 197, 65), (26, 33, 94, (0, 2, 0), 100, 195, 4),
]  # fmt: skip


@pytest.fixture
def old() -> Decision:
    return Decision.objects.get(number=OLD)


@pytest.fixture
def old_sheets(old: Decision) -> dict[int, CriteriaSheet]:
    return decision_sheets(old)


def figures(sheet: CriteriaSheet) -> tuple[Any, ...]:
    options = [option for rule in sheet for option in rule.options]
    stars = Counter(option.star_minimum for option in options)
    needs = sum(points for rule in sheet for points in rule.minima.values())
    return (
        sheet.set_no, len(sheet.criteria), len(options), (stars[3], stars[4], stars[5]),
        sum(rule.max_points for rule in sheet), sum(option.points for option in options), needs,
    )  # fmt: skip


@pytest.mark.parametrize("expected", FIGURES, ids=lambda row: f"set {row[0]}")
def test_each_sheet_carries_the_figures_of_the_transcript(
    old_sheets: dict[int, CriteriaSheet], expected: tuple[Any, ...]
) -> None:
    assert figures(old_sheets[expected[0]]) == expected


def test_it_is_there_after_migrate_alone_beside_the_law_in_force(old: Decision) -> None:
    assert (old.dated, old.in_force_from, old.in_force_to) == (
        date(2023, 2, 24), date(2023, 2, 24), date(2026, 7, 21),
    )  # fmt: skip
    assert sorted(decision_sheets(old)) == list(range(1, 27))
    assert decision_by_number(OLD) == old
    assert old.content_hash == content_hash(decision_content(old))
    assert old.content_hash != Decision.objects.get(number=NEW).content_hash


def test_criteria_are_lettered_and_groups_of_criteria_are_kept(old_sheets: dict[int, CriteriaSheet]) -> None:
    assert old_sheets[1].codes[:7] == ("1.a", "1.b", "1.c", "1.d", "1.đ", "1.e", "2.a")
    coffee = old_sheets[13]
    assert coffee.criterion("6.a.1").parent_code == "6.a"
    assert coffee.criterion("6.a.1").section_code == "6"
    trips = old_sheets[26].criterion("8")
    assert [key for key, _ in trips.cases] == ["a", "b"]
    assert {option.case for option in trips.options} == {"a", "b"}


def test_stars_printed_at_the_name_of_a_criterion_ask_for_its_least_option(
    old_sheets: dict[int, CriteriaSheet],
) -> None:
    assert {sheet.criterion("3.e").minima.get(4) for sheet in old_sheets.values()} == {Fraction(1)}


def test_the_structure_of_a_story_counts_only_with_a_story(old_sheets: dict[int, CriteriaSheet]) -> None:
    gates = [(sheet.set_no, rule.code) for sheet in old_sheets.values() for rule in sheet if rule.applies_if_code]
    assert [no for no, code in sorted(gates) if code == "5.b"] == list(range(1, 26))
    assert [no for no, code in sorted(gates) if code == "5.c"] == [1, 2, 3, 5, 6]
    assert {rule.applies_if_code for sheet in old_sheets.values() for rule in sheet} == {"", "5.a"}


def test_figures_of_the_procedure_stand_beside_the_sheets(old: Decision) -> None:
    bands = list(StarBand.objects.filter(decision=old).values_list("stars", "minimum", "level"))
    assert bands == [(1, 0, ""), (2, 30, ""), (3, 50, "district"), (4, 70, "province"), (5, 90, "national")]
    terms = dict(Term.objects.filter(decision=old).values_list("key", "amount"))
    assert terms == {"certificate_validity": 36, "expiry_notice": -30, "papers_before_meeting": -1}
    assert old.product_code_pattern == "(T)-(H)-(STT)-(Năm)"


def test_sheets_that_do_not_add_up_are_kept_shown_as_doubtful_and_usable(old: Decision) -> None:
    accepted = SourceFault.objects.filter(decision=old).exclude(accepts="").order_by("criteria_set__no")
    assert list(accepted.values_list("criteria_set__no", "criterion_code", "accepts")) == [
        (7, "6.d", "best_option"), (11, "C", "sum"), (12, "C", "sum"), (13, "C", "sum"),
    ]  # fmt: skip
    assert content_findings(old) == []
    assert source_faults(old, old.sets.get(no=11)).filter(criterion_code="C").count() == 1
    tea = decision_sheets(old)[11]
    best = Ballot("A", {rule.code: rule.levels[-1] for rule in tea}, True)
    result = rank(tea, [best], members=1)
    assert (result.average, result.stars) == (97, 5)


def test_a_printed_letter_is_read_as_the_point_it_stands_for(old: Decision) -> None:
    odd = Option.objects.filter(criterion__criteria_set__decision=old).exclude(printed=None)
    assert list(odd.values_list("criterion__criteria_set__no", "criterion__code", "points", "printed")) == [
        (17, "1.d", 1, "l"), (18, "1.b", 1, "t"),
    ]  # fmt: skip


def test_lettered_criteria_are_ranked() -> None:
    marks = dict.fromkeys((sheets_by_number(OLD) or {})[1].codes, "0") | {"1.đ": "3", "1.a": 5, "5.a": 5}
    request = {
        "decision": OLD, "set": 1, "members": 1, "sheets": [{"member": "A", "chair": True, "marks": marks}],
    }  # fmt: skip
    result = rank_request(request, sheets_by_number)
    assert (result["average"], result["stars"]) == ("13", 1)


def test_codes_of_the_newer_law_are_unknown_to_the_older(old_sheets: dict[int, CriteriaSheet]) -> None:
    with pytest.raises(MarkFault, match=r"1\.1"):
        rank(old_sheets[1], [Ballot("A", {"1.1": 3}, True)], members=1)


def test_it_is_exported_by_its_number() -> None:
    out = io.StringIO()
    call_command("export_criteria", decision=OLD, stdout=out)
    data = json.loads(out.getvalue())
    assert [item["no"] for item in data["sets"]] == list(range(1, 27))
    assert sum(len(item["criteria"]) for item in data["sets"]) == 795
    assert data["sets"][0]["criteria"][3] == {
        "code": "1.d",
        "part": "A",
        "max": "3",
        "options": [
            {"points": "0", "star_minimum": None, "case": None},
            {"points": "1", "star_minimum": None, "case": None},
            {"points": "2", "star_minimum": 4, "case": None},
            {"points": "3", "star_minimum": 5, "case": None},
        ],
    }


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2023, 2, 23), None), (date(2023, 2, 24), OLD), (date(2026, 5, 21), OLD), (date(2026, 5, 22), NEW),
        (date(2026, 7, 21), NEW), (date(2026, 7, 22), NEW),
    ],
)  # fmt: skip
def test_each_day_has_its_law(day: date, number: str | None) -> None:
    found = current_decision(day)
    assert (found.number if found else None) == number


def test_the_finder_offers_sets_of_one_law_only(old: Decision) -> None:
    law = current_decision(date(2026, 11, 23))
    assert law is not None
    assert {hit.id for hit in list_sets(law)}.isdisjoint({hit.id for hit in list_sets(old)})
    assert [hit.id for hit in find_sets(law, "nước mắm")] == [law.sets.get(no=9).pk]
    assert Criterion.objects.filter(criteria_set__decision=law).count() == 787
