"""Decision 26/2026 as it is loaded, and that nobody can change it."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from ocop.audit.models import Entry
from ocop.base.errors import NotReady
from ocop.regulations.actions import end_force, freeze_decision, load_decision, load_reference_data
from ocop.regulations.actions.load import DATA
from ocop.regulations.models import (
    Category,
    CriteriaSet,
    Criterion,
    Decision,
    EvidenceKind,
    EvidenceUse,
    FinderExample,
    FrozenDecision,
    Group,
    Heading,
    Option,
    RoundTemplate,
    SourceFault,
    StarBand,
    Term,
)
from ocop.regulations.queries import (
    content_findings,
    current_decision,
    decision_by_number,
    decision_content,
    decision_sheets,
    evidence_uses,
    find_sets,
    list_sets,
    set_criteria,
    sheets_by_number,
    source_faults,
)
from ocop.regulations.ruleset import CriteriaSheet, content_hash

pytestmark = pytest.mark.django_db


def test_the_law_is_there_after_migrate_alone(decision: Decision) -> None:
    assert (decision.dated, decision.in_force_from, decision.status) == (
        date(2026, 5, 22),
        date(2026, 5, 22),
        "frozen",
    )
    sets = CriteriaSet.objects.filter(decision=decision)
    groups = Group.objects.filter(category__decision=decision)
    assert [Category.objects.filter(decision=decision).count(), groups.count(), sets.count()] == [6, 17, 26]
    options = Option.objects.filter(criterion__criteria_set__in=sets)
    assert [Criterion.objects.filter(criteria_set__in=sets).count(), options.count()] == [787, 2579]
    assert options.filter(star_minimum__isnull=False).count() == 575
    assert EvidenceKind.objects.filter(decision=decision).count() == 15


def test_every_sheet_adds_up_to_40_25_35_and_the_best_option_is_the_maximum(
    sheets: dict[int, CriteriaSheet],
) -> None:
    for sheet in sheets.values():
        parts: Counter[str] = Counter()
        for rule in sheet:
            assert rule.levels[-1] == rule.max_points
            parts[rule.part] += int(rule.max_points)
        assert parts == {"A": 40, "B": 25, "C": 35}
        assert [(part.code, part.max_points) for part in sheet.parts] == [("A", 40), ("B", 25), ("C", 35)]


@pytest.mark.parametrize(
    ("no", "criteria", "options", "minima"),
    [
        (1, 32, 105, (7, 12, 3)), (2, 31, 101, (7, 13, 6)), (3, 32, 104, (7, 14, 6)), (4, 32, 104, (7, 14, 6)),
        (5, 31, 102, (8, 13, 5)), (6, 32, 106, (8, 13, 5)), (7, 32, 104, (8, 14, 6)), (8, 32, 105, (8, 14, 6)),
        (9, 31, 103, (8, 14, 6)), (10, 32, 106, (8, 13, 6)), (11, 32, 106, (8, 12, 3)), (12, 32, 106, (8, 14, 3)),
        (13, 34, 109, (8, 10, 3)), (14, 29, 98, (8, 10, 3)), (15, 29, 98, (8, 13, 3)), (16, 29, 93, (7, 9, 4)),
        (17, 29, 97, (8, 12, 3)), (18, 31, 100, (7, 10, 3)), (19, 30, 100, (7, 10, 3)), (20, 30, 99, (7, 10, 3)),
        (21, 28, 92, (7, 9, 4)), (22, 28, 92, (6, 8, 4)), (23, 26, 86, (5, 11, 4)), (24, 26, 87, (4, 7, 5)),
        (25, 25, 84, (4, 9, 3)), (26, 32, 92, (1, 2, 0)),
    ],
)  # fmt: skip
def test_each_set_has_as_many_criteria_options_and_minima_as_its_annex(
    sheets: dict[int, CriteriaSheet], no: int, criteria: int, options: int, minima: tuple[int, int, int]
) -> None:
    sheet = sheets[no]
    stars = Counter(option.star_minimum for rule in sheet for option in rule.options)
    assert len(sheet.criteria) == criteria
    assert sum(len(rule.options) for rule in sheet) == options
    assert (stars[3], stars[4], stars[5]) == minima


def test_figures_of_the_law_are_rows_with_their_clause(decision: Decision) -> None:
    bands = list(decision.star_bands.values_list("stars", "minimum", "certificate", "level"))
    assert bands == [
        (1, 0, False, ""), (2, 30, False, ""), (3, 50, True, "province"), (4, 70, True, "province"),
        (5, 90, True, "national"),
    ]  # fmt: skip
    terms = {row.key: (row.amount, row.unit, row.clause) for row in Term.objects.filter(decision=decision)}
    assert terms["commune_review"] == (15, "working_days", "Điều 7.2")
    assert terms["certificate_validity"] == (36, "months", "Điều 4.3")
    assert RoundTemplate.objects.filter(decision=decision).count() == 4
    assert decision.product_code_pattern == "(T)-(X)-(STT)-(Năm)"


def test_texts_beside_the_criteria_are_kept(sheets: dict[int, CriteriaSheet]) -> None:
    fresh = sheets[1]
    assert fresh.criterion("1.1").requirements == ("100% sản phẩm phải được trồng trong tỉnh",)
    assert len(fresh.criterion("2.1").reject_if) == 1
    assert len(fresh.criterion("6.1").stop_if) == 1
    assert len(fresh.criterion("9").evidence_notes) == 1
    assert fresh.criterion("5.2").applies_if_code == "5.1"
    assert (fresh.sample_units, len(fresh.rejected_if)) == (5, 3)
    tea = sheets[11].criterion("6.1.1")
    assert (tea.section_code, tea.parent_code, tea.parent_name, len(tea.stop_if)) == ("6", "6.1", "Ngoại hình", 1)
    tourism = sheets[26].criterion("8")
    assert tourism.cases == (("a", "dịch vụ du lịch do cộng đồng cung cấp"), ("b", "điểm dịch vụ du lịch"))
    assert (sheets[26].sample_units, sheets[26].rejected_if) == (0, ())
    counts: dict[str, Any] = {
        "guidance": sum(bool(rule.guidance) for sheet in sheets.values() for rule in sheet),
        "evidence": sum(bool(rule.evidence_notes) for sheet in sheets.values() for rule in sheet),
        "reject": sum(bool(rule.reject_if) for sheet in sheets.values() for rule in sheet),
        "stop": sum(bool(rule.stop_if) for sheet in sheets.values() for rule in sheet),
        "requirement": sum(bool(rule.requirements) for sheet in sheets.values() for rule in sheet),
        "condition": sum(bool(rule.applies_if_code) for sheet in sheets.values() for rule in sheet),
    }
    assert counts == {
        "guidance": 117, "evidence": 43, "reject": 28, "stop": 18, "requirement": 7, "condition": 25,
    }  # fmt: skip


def test_known_faults_of_the_source_are_shown(decision: Decision) -> None:
    assert source_faults(decision).count() == 66
    honey = CriteriaSet.objects.get(decision=decision, no=4)
    codes = [fault.criterion_code for fault in source_faults(decision, honey) if fault.criteria_set_id]
    assert codes == ["1.2", "2.4", "7", "3.3"]
    odd = Option.objects.filter(criterion__criteria_set__decision=decision).exclude(printed=None)
    printed = list(odd.values_list("criterion__criteria_set__no", "printed"))
    assert sorted(printed) == [(4, ""), (4, "13"), (7, ""), (10, ""), (11, ""), (11, "11")]


def test_every_kind_of_evidence_proves_something_and_criteria_find_theirs(decision: Decision) -> None:
    uses = evidence_uses(decision)
    kinds = dict(EvidenceKind.objects.values_list("pk", "key"))
    assert {kinds[kind] for found in uses.values() for kind in found} == set(kinds.values())
    property_rights = Criterion.objects.filter(criteria_set__decision=decision, code="3.5")
    assert {tuple(kinds[kind] for kind in uses[row.pk]) for row in property_rights} == {("intellectual_property",)}


def test_criteria_of_a_set_are_read_in_three_queries(decision: Decision, django_assert_num_queries: Any) -> None:
    rows = set_criteria(CriteriaSet.objects.get(decision=decision, no=1))
    with django_assert_num_queries(3):
        seen = [(row.code, len(row.options.all()), len(row.evidence_kinds.all())) for row in rows]
    assert (seen[0], len(seen)) == (("1.1", 3, 1), 32)


def test_sheets_are_read_once_in_a_process(decision: Decision, django_assert_num_queries: Any) -> None:
    decision_sheets(decision)
    with django_assert_num_queries(1):
        assert sheets_by_number(decision.number) is decision_sheets(decision)
    assert sheets_by_number("1/QĐ-TTg") is None


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("nuoc mam", 9), ("Nước mắm", 9), ("rượu nếp trắng", 14), ("mat ong", 4), ("homestay", 26),
        ("gối thảo dược", 20), ("dau goi thao duoc", 19), ("nuoc ma", 9),
        ("cói", 21), ("giò chả", 8), ("bún", 5), ("gao tam", 3), ("cá cảnh", 25), ("trứng", 2),
    ],
)  # fmt: skip
def test_the_finder_leads_from_everyday_words_to_the_set(decision: Decision, words: str, first: int) -> None:
    assert find_sets(decision, words)[0].no == first


def test_the_finder_shows_everything_for_nothing_and_nothing_for_nonsense(decision: Decision) -> None:
    assert [hit.no for hit in find_sets(decision, "")] == list(range(1, 27))
    assert find_sets(decision, "xe máy") == []
    hit = find_sets(decision, "nước mắm")[0]
    assert (hit.example, hit.group, hit.ministries) == (
        "nước mắm, mắm tôm", "Gia vị", ("Bộ Nông nghiệp và Môi trường",),
    )  # fmt: skip


def test_the_list_of_sets_asks_two_queries(decision: Decision, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        assert min(len(hit.examples) for hit in list_sets(decision)) >= 2


@pytest.mark.parametrize(
    ("day", "number"),
    [(date(2026, 5, 22), "26/2026/QĐ-TTg"), (date(2030, 1, 1), "26/2026/QĐ-TTg")],
)
def test_the_decision_in_force_is_found_by_day(decision: Decision, day: date, number: str | None) -> None:
    found = current_decision(day)
    assert (found.number if found else None) == number


def test_the_hash_is_of_what_the_rows_say(decision: Decision) -> None:
    assert content_hash(decision_content(decision)) == decision.content_hash
    assert content_findings(decision) == []


def test_loading_again_changes_nothing(decision: Decision) -> None:
    assert load_reference_data() == [Decision.objects.get(number="148/QĐ-TTg"), decision]
    assert load_decision(by=None, folder=DATA / "26-2026") == decision
    assert Option.objects.count() == 2579 + 2632


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_the_rules_come_back_after_the_tables_were_emptied() -> None:
    before = set(Decision.objects.values_list("number", "content_hash"))
    call_command("flush", interactive=False, verbosity=0)
    assert set(Decision.objects.values_list("number", "content_hash")) == before
    assert Option.objects.count() == 2579 + 2632
    sheet = (sheets_by_number("26/2026/QĐ-TTg") or {})[1]
    assert sheet.id == CriteriaSet.objects.get(decision__number="26/2026/QĐ-TTg", no=1).pk


ROWS = [
    StarBand, Term, RoundTemplate, Category, Group, CriteriaSet, Heading, Criterion, Option, EvidenceKind,
    EvidenceUse, SourceFault,
]  # fmt: skip


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
def test_no_row_of_a_frozen_decision_can_be_written(decision: Decision, model: Any) -> None:
    row = model.objects.first()
    count = model.objects.count()
    copy = model.objects.get(pk=row.pk)
    copy.pk = None
    attempts = [
        row.save,
        row.delete,
        copy.save,
        model.objects.all().delete,
        lambda: model.objects.update(pk=row.pk),
        lambda: model.objects.bulk_update([row], [model._meta.concrete_fields[1].name]),
        lambda: model.objects.bulk_create([copy]),
    ]
    for attempt in attempts:
        with pytest.raises(FrozenDecision):
            attempt()
    assert model.objects.count() == count


def test_a_frozen_decision_itself_cannot_be_written(decision: Decision) -> None:
    decision.title = "Khác"
    attempts = [
        decision.save,
        decision.delete,
        Decision.objects.all().delete,
        lambda: Decision.objects.update(title="x"),
        lambda: decision.save(update_fields=["title"]),
        lambda: freeze_decision(by=None, decision=decision),
    ]
    for attempt in attempts:
        with pytest.raises(FrozenDecision):
            attempt()


def test_a_row_cannot_be_moved_out_of_a_frozen_decision(decision: Decision) -> None:
    row = Term.objects.get(decision=decision, key="revocation")
    row.decision = draft()
    with pytest.raises(FrozenDecision):
        row.save()


def test_examples_of_the_finder_are_ours_and_may_grow(decision: Decision) -> None:
    FinderExample.objects.create(criteria_set=CriteriaSet.objects.get(decision=decision, no=9), text="mắm cáy")
    assert find_sets(decision, "mam cay")[0].no == 9
    assert content_hash(decision_content(decision)) == decision.content_hash


def test_only_the_end_of_its_effect_can_be_recorded(decision: Decision) -> None:
    end_force(by=None, decision=decision, last_day=date(2031, 12, 31))
    assert current_decision(date(2031, 12, 31)) == decision
    assert current_decision(date(2032, 1, 1)) is None
    assert Entry.objects.get().action == "regulations.end_force"


def draft(**changes: Any) -> Decision:
    values = {
        "number": "9/QĐ-TTg", "title": "Thử", "dated": date(2030, 1, 1), "in_force_from": date(2030, 1, 1), **changes,
    }  # fmt: skip
    return Decision.objects.create(**values)


def draft_with_one_criterion(points: int) -> Decision:
    decision = draft()
    StarBand.objects.create(decision=decision, stars=1, minimum=0)
    group = Group.objects.create(
        category=Category.objects.create(decision=decision, order=1, name="Ngành"), order=1, name="Nhóm"
    )
    criteria_set = CriteriaSet.objects.create(decision=decision, group=group, no=1, code="x", name="Bộ")
    heading = Heading.objects.create(criteria_set=criteria_set, order=1, code="A", name="Phần", max_points=10)
    criterion = Criterion.objects.create(
        criteria_set=criteria_set, heading=heading, order=1, code="1.đ", part="A", section_code="1",
        section_name="Mục", name="Tiêu chí", max_points=10,
    )  # fmt: skip
    Option.objects.create(criterion=criterion, order=1, points=points, label="mức")
    return decision


def test_a_draft_can_be_written_and_is_not_in_force() -> None:
    decision = draft_with_one_criterion(10)
    assert decision_by_number("9/QĐ-TTg") is None
    Option.objects.filter(criterion__criteria_set__decision=decision).update(points=9)
    assert decision_sheets(decision)[1].criterion("1.đ").levels == (0, 9)
    Option.objects.filter(criterion__criteria_set__decision=decision).update(points=10)
    assert decision_sheets(decision)[1].criterion("1.đ").levels == (0, 10)


def test_a_draft_that_adds_up_is_frozen_with_its_hash() -> None:
    decision = freeze_decision(by=None, decision=draft_with_one_criterion(10))
    assert decision_by_number("9/QĐ-TTg") == decision
    assert decision.content_hash == content_hash(decision_content(decision))
    assert Entry.objects.get().data == {"hash": decision.content_hash}


def test_a_draft_that_does_not_add_up_is_not_frozen() -> None:
    decision = draft_with_one_criterion(8)
    Heading.objects.filter(criteria_set__decision=decision).update(max_points=Decimal(12))
    with pytest.raises(NotReady) as caught:
        freeze_decision(by=None, decision=decision)
    assert [finding.code for finding in caught.value.findings] == ["regulations.best_option", "regulations.sum"]
    bare = draft(number="10/QĐ-TTg")
    assert [finding.code for finding in content_findings(bare)] == ["regulations.bands"]


def test_a_draft_can_be_thrown_away() -> None:
    draft_with_one_criterion(10).delete()
    assert list(Decision.objects.values_list("number", flat=True)) == ["26/2026/QĐ-TTg", "148/QĐ-TTg"]


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"in_force_to": date(2029, 1, 1)}, "decision_force_order"),
        ({"status": "frozen"}, "decision_frozen_with_hash"),
        ({"number": "26/2026/QĐ-TTg"}, "number"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(change: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        draft(**change)


def test_the_data_files_stand_in_one_folder_per_decision() -> None:
    assert [path.name for path in sorted(Path(DATA).iterdir()) if path.is_dir()] == [
        "148-2023",
        "26-2026",
        "procedures",
    ]
    assert [len(list((DATA / name).glob("*.yaml"))) for name in ("148-2023", "26-2026")] == [27, 27]


def test_rows_of_a_draft_are_written_in_bulk_too() -> None:
    decision = draft()
    terms = [Term(decision=decision, key=key, amount=1, unit="days", clause="Điều 1", text="x") for key in ("a", "b")]
    Term.objects.bulk_create(terms)
    for row in terms:
        row.amount = 2
    Term.objects.bulk_update(terms, ["amount"])
    assert list(decision.terms.values_list("amount", flat=True)) == [2, 2]
    Term.objects.bulk_create([])
    assert decision.terms.all().delete()[0] == 2
