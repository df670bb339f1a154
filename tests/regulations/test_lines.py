"""Lines of a draft that come, go, change their sign or their place."""

from datetime import date
from decimal import Decimal

import pytest

from ocop.audit.models import Entry
from ocop.base.errors import NotAllowed, ReasonMissing, Refused
from ocop.regulations.actions import (
    add_criterion,
    add_heading,
    freeze_decision,
    import_decision,
    move_criterion,
    recode_line,
    remove_line,
    settle_finding,
)
from ocop.regulations.actions.drafts import SetEdit, edit_set
from ocop.regulations.models import (
    CriteriaSet,
    Criterion,
    Decision,
    FrozenDecision,
    Heading,
    ImportFinding,
    SourceFile,
)
from ocop.regulations.queries import freeze_findings, import_findings
from tests.factories.accounts import make_user
from tests.factories.places import make_province
from tests.regulations.official import NUMBER, as_html

pytestmark = pytest.mark.django_db
REASON = "Đã đối chiếu bản ký"


@pytest.fixture
def draft() -> Decision:
    return import_decision(
        by=None, content=as_html(), file_name="../qd.html", number=NUMBER, dated=date(2031, 3, 5),
        in_force_from=date(2031, 7, 1),
    )  # fmt: skip


@pytest.fixture
def first(draft: Decision) -> CriteriaSet:
    return draft.sets.order_by("no").first()


def codes(row: CriteriaSet) -> list[str]:
    return list(row.criteria.order_by("order").values_list("code", flat=True))


def added(row: CriteriaSet, heading: Heading, code: str = "1.99", points: str = "2") -> Criterion:
    return add_criterion(
        by=None, criteria_set=row, heading=heading, code=code, name="Tiêu chí thêm", max_points=Decimal(points),
        reason=REASON,
    )  # fmt: skip


def test_a_criterion_stands_at_the_end_of_its_heading_with_one_option(first: CriteriaSet) -> None:
    before = codes(first)
    old = first.criteria.order_by("order").first()
    fellows = [row.code for row in first.criteria.filter(heading=old.heading).order_by("order")]
    row = added(first, old.heading)
    after = codes(first)
    assert after == [*before[: len(fellows)], "1.99", *before[len(fellows) :]]
    assert list(first.criteria.order_by("order").values_list("order", flat=True))[-1] == len(after)
    assert (row.part, row.section_code, row.section_name) == (old.part, old.section_code, old.section_name)
    assert [(option.points, option.label) for option in row.options.all()] == [(2, "Đạt")]
    entry = Entry.objects.filter(action="regulations.add_line").get()
    assert (entry.data["place"], entry.data["reason"]) == ("1.99", REASON)


def test_a_sum_that_no_longer_holds_blocks_the_freeze(draft: Decision, first: CriteriaSet) -> None:
    for row in import_findings(draft):
        settle_finding(by=None, finding=row, value=row.proposed or "giữ nguyên", reason=REASON)
    before = {finding.message for finding in freeze_findings(draft)}
    row = added(first, first.criteria.first().heading)
    more = {finding.message for finding in freeze_findings(draft)} - before
    assert more
    remove_line(by=None, line=row, reason=REASON)
    assert {finding.message for finding in freeze_findings(draft)} == before


def test_headings_of_every_depth_are_written_over_a_criterion(first: CriteriaSet) -> None:
    part = first.headings.filter(parent=None).first()
    facts = {"by": None, "criteria_set": first, "max_points": Decimal(3), "reason": REASON}
    section = add_heading(parent=part, code="90", name="Mục thêm", **facts)
    group = add_heading(parent=section, code="90.1", name="Nhóm thêm", **facts)
    row = added(first, group, "90.1.1")
    assert (row.part, row.section_code, row.parent_code, row.parent_name) == (part.code, "90", "90.1", "Nhóm thêm")
    top = added(first, part, "91")
    assert (top.section_code, top.section_name, top.parent_code) == ("91", "Tiêu chí thêm", "")
    assert add_heading(parent=None, code="D", name="Phần thêm", **facts).parent is None


@pytest.mark.parametrize("code", ["", " ", "x" * 21, "1/2"])
def test_a_sign_that_cannot_be_is_refused(first: CriteriaSet, code: str) -> None:
    with pytest.raises(Refused, match="Ký hiệu"):
        added(first, first.headings.first(), code)


def test_a_sign_stands_once_in_a_set(first: CriteriaSet) -> None:
    taken = first.criteria.first().code
    with pytest.raises(Refused, match=f"{taken} đã có"):
        added(first, first.headings.first(), taken)
    with pytest.raises(Refused, match="đã có"):
        recode_line(by=None, line=first.criteria.last(), code=taken, reason=REASON)


def test_a_line_that_others_need_stays(first: CriteriaSet) -> None:
    heading = first.criteria.first().heading
    with pytest.raises(Refused, match="còn dòng bên dưới"):
        remove_line(by=None, line=heading, reason=REASON)
    one, other = first.criteria.order_by("order")[:2]
    Criterion.objects.filter(pk=other.pk).update(applies_if_code=one.code)
    with pytest.raises(Refused, match=f"Tiêu chí {other.code}"):
        remove_line(by=None, line=one, reason=REASON)


def test_what_was_open_about_a_line_that_went_is_settled(draft: Decision) -> None:
    finding = ImportFinding.objects.filter(decision=draft).exclude(code="").first()
    line = Criterion.objects.filter(criteria_set__decision=draft, code=finding.code).first()
    if line is None:
        line = added(draft.sets.get(no=finding.set_no), draft.sets.get(no=finding.set_no).headings.first(), "77")
        ImportFinding.objects.filter(pk=finding.pk).update(code="77")
    remove_line(by=None, line=line, reason=REASON)
    found = ImportFinding.objects.get(pk=finding.pk)
    assert found.settled_at is not None
    assert found.value == "Đã bỏ dòng này"


def test_another_sign_is_followed_by_whatever_names_it(first: CriteriaSet) -> None:
    heading = first.criteria.exclude(section_code="").first().heading
    old = heading.code
    recode_line(by=None, line=heading, code="Z9", reason=REASON)
    assert not first.criteria.filter(section_code=old).exists()
    part = first.headings.get(parent=None, code=first.criteria.first().part)
    recode_line(by=None, line=part, code="P", reason=REASON)
    assert first.criteria.filter(part="P").exists()


def test_neighbours_change_places(first: CriteriaSet) -> None:
    heading = next(row for row in first.headings.all() if row.criteria.count() > 1)
    one, other = heading.criteria.order_by("order")[:2]
    with pytest.raises(Refused, match="đầu đề mục"):
        move_criterion(by=None, criterion=one, up=True)
    before = codes(first)
    move_criterion(by=None, criterion=other, up=True)
    place = before.index(one.code)
    assert codes(first)[place : place + 2] == [other.code, one.code]
    move_criterion(by=None, criterion=Criterion.objects.get(pk=other.pk), up=False)
    assert codes(first) == before


def test_nothing_moves_without_a_reason_or_a_right(draft: Decision, first: CriteriaSet) -> None:
    heading = first.headings.first()
    with pytest.raises(ReasonMissing):
        add_criterion(
            by=None, criteria_set=first, heading=heading, code="8.8", name="X", max_points=Decimal(1), reason=" "
        )
    stranger = make_user(roles=[("inspector", "province", make_province().pk)])
    line = first.criteria.first()
    for act in (
        lambda: remove_line(by=stranger, line=line, reason=REASON),
        lambda: recode_line(by=stranger, line=line, code="8.8", reason=REASON),
        lambda: move_criterion(by=stranger, criterion=line, up=False),
        lambda: added_by(stranger, first, heading),
    ):
        with pytest.raises(NotAllowed):
            act()


def added_by(user: object, row: CriteriaSet, heading: Heading) -> None:
    facts = {"criteria_set": row, "code": "8.8", "name": "X", "max_points": Decimal(1), "reason": REASON}
    add_criterion(by=user, heading=heading, **facts)
    add_heading(by=user, parent=heading, **facts)


def test_a_frozen_decision_takes_no_line_and_keeps_its_file(decision: Decision, draft: Decision) -> None:
    row = decision.sets.first()
    with pytest.raises(FrozenDecision):
        added(row, row.headings.first(), "8.8")
    with pytest.raises(FrozenDecision):
        remove_line(by=None, line=row.criteria.first(), reason=REASON)
    for finding in import_findings(draft):
        settle_finding(by=None, finding=finding, value=finding.proposed or "giữ nguyên", reason=REASON)
    kept = SourceFile.objects.get(decision=draft)
    assert (bytes(kept.content), kept.size) == (as_html(), len(as_html()))
    assert "/" not in kept.name
    if freeze_findings(draft):
        return
    freeze_decision(by=None, decision=draft)
    with pytest.raises(FrozenDecision):
        SourceFile.objects.get(decision=draft).delete()


def test_a_set_without_ministry_or_grounds_of_rejection_may_stand(first: CriteriaSet) -> None:
    edit = SetEdit(name="Bộ mới", category="Ngành mới", group="Nhóm mới")
    assert edit_set(by=None, criteria_set=first, edit=edit, reason=REASON).ministries == []
