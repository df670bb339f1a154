"""The council: constituted by decision, a member replaced mid-way, dissolved."""

from datetime import date
from fractions import Fraction

import pytest

from ocop.accounts.models import Grant
from ocop.audit.models import Entry
from ocop.base.errors import IllegalMove, NotAllowed, NotReady, ReasonMissing, Refused
from ocop.evaluation.actions import councils, meeting, sheets
from ocop.evaluation.actions.councils import Named
from ocop.evaluation.models import AgendaItem, Attendance, Council, CouncilRegulation, ScoreSheet
from ocop.evaluation.queries.councils import as_rules
from ocop.regulations.scoring import Regulation
from tests.factories.accounts import make_user
from tests.factories.evaluation import fill_sheet, make_office, make_regulation, seat, send
from tests.factories.places import make_province


def constitute(office, province, regulation, roles, **more):
    named = [Named(make_user(f"Người {place}"), role, "Sở Công Thương") for place, role in enumerate(roles)]
    given = {"name": "Hội đồng", "decision_no": "9/QĐ-UBND", "decided_on": date(2026, 7, 1)} | more
    return councils.create_council(by=office, province=province, regulation=regulation, members=named, **given)


@pytest.fixture
def desk(db):
    province = make_province()
    office = make_office(province)
    return office, province, make_regulation(province, office)


def test_every_seat_comes_with_its_role_in_the_council(desk):
    council = constitute(*desk, ["chair", "vice_chair", "member", "secretary"])
    held = (
        Grant.objects.filter(scope_kind="council", scope_id=council.pk).order_by("pk").values_list("role", flat=True)
    )
    assert list(held) == ["council_chair", "council_member", "council_member", "council_secretary"]
    assert Entry.objects.filter(action="evaluation.create_council").count() == 1


@pytest.mark.parametrize(
    ("roles", "code"),
    [
        (["member"] * 4, "one_chair"),
        (["chair", "chair", "member"], "one_chair"),
        (["chair", "member"], "too_few_members"),
    ],
)
def test_a_council_needs_one_chair_and_three_voters(desk, roles, code):
    with pytest.raises(NotReady) as refusal:
        constitute(*desk, roles)
    assert [finding.code for finding in refusal.value.findings] == [code]
    assert Council.objects.count() == 0


def test_nobody_sits_twice(desk):
    office, province, regulation = desk
    one = make_user("Một")
    named = [Named(one, "chair", "Sở"), Named(one, "member", "Sở"), Named(make_user("Hai"), "member", "Sở")]
    with pytest.raises(NotReady) as refusal:
        councils.create_council(
            by=office, province=province, name="H", decision_no="1", decided_on=date(2026, 7, 1),
            regulation=regulation, members=named,
        )  # fmt: skip
    assert [finding.code for finding in refusal.value.findings] == ["member_twice"]


def test_one_decision_constitutes_one_council(desk):
    constitute(*desk, ["chair", "member", "member"])
    with pytest.raises(NotReady, match="Đã có Hội đồng thành lập theo quyết định này"):
        constitute(*desk, ["chair", "member", "member"])


def test_only_the_office_constitutes(desk):
    _, province, regulation = desk
    stranger = make_user("Lạ", roles=[("auditor", "province", province.pk)])
    with pytest.raises(NotAllowed):
        constitute(stranger, province, regulation, ["chair", "member", "member"])


def test_a_regulation_of_another_province_is_refused(desk):
    office, province, _ = desk
    other = CouncilRegulation.objects.create(
        province=make_province("Thanh Hóa", code="38"), version=1, title="Q", in_force_from=date(2026, 1, 1)
    )
    with pytest.raises(NotReady, match="của tỉnh khác"):
        constitute(office, province, other, ["chair", "member", "member"])


def test_regulation_defaults_are_those_of_the_engine_and_versions_count_up(desk):
    office, province, first = desk
    assert as_rules(first) == Regulation()
    second = make_regulation(
        province,
        office,
        quorum_numerator=2,
        quorum_denominator=3,
        spread_limit=8,
        minimum_met_by="all",
        minima_cumulative=False,
        quorum_needs_chair=False,
        decimals_shown=2,
    )
    assert (first.version, second.version) == (1, 2)
    assert as_rules(second) == Regulation(Fraction(2, 3), False, Fraction(8), "all", 2, False)


@pytest.mark.parametrize("given", [{"quorum_numerator": 5}, {"quorum_numerator": 0}, {"spread_limit": -1}])
def test_a_regulation_out_of_range_is_refused_in_words(desk, given):
    office, province, _ = desk
    with pytest.raises(NotReady):
        make_regulation(province, office, **given)


def replace(hall, user, successor, reason="Chuyển công tác"):
    return councils.replace_member(
        by=hall.office, member=seat(hall, user), successor=Named(successor, "", "Sở Y tế"), reason=reason
    )


def test_a_replaced_member_keeps_the_sheet_sent_and_the_successor_does_not_send_another(scoring):
    old, new = scoring.members[2], make_user("Người Thay")
    send(old, scoring.item)
    taken = replace(scoring, old, new)
    assert (taken.role, taken.replaces.user_id) == ("member", old.pk)
    assert ScoreSheet.objects.get(member__user=old).void_at is None
    meeting.declare_conflict(by=new, item=scoring.item, has_conflict=False)
    with pytest.raises(IllegalMove, match="Phiếu đã gửi"):
        sheets.send_sheet(by=new, item=scoring.item)
    for user in scoring.members:
        if user != old:
            send(user, scoring.item)
    assert AgendaItem.objects.get(pk=scoring.item.pk).state == "reviewing"
    assert ScoreSheet.objects.filter(item=scoring.item, void_at=None).count() == 5


def test_a_replaced_member_loses_the_unsent_sheet_with_the_reason_and_the_successor_scores(scoring):
    old, new = scoring.members[2], make_user("Người Thay")
    fill_sheet(old, scoring.item)
    replace(scoring, old, new)
    void = ScoreSheet.objects.get(member__user=old)
    assert void.void_reason == "Thành viên được thay: Chuyển công tác"
    assert not scoring.fresh(old).has_perm("evaluation.view_session", scoring.session)
    assert Attendance.objects.get(session=scoring.session, member__user=new).present
    meeting.declare_conflict(by=new, item=scoring.item, has_conflict=False)
    send(new, scoring.item)
    for user in scoring.members:
        if user != old:
            send(user, scoring.item)
    assert AgendaItem.objects.get(pk=scoring.item.pk).state == "reviewing"


def test_the_last_awaited_member_leaving_an_item_does_not_end_it_before_the_successor_scores(scoring):
    old = scoring.members[4]
    for user in scoring.members[:4]:
        send(user, scoring.item)
    replace(scoring, old, make_user("Người Thay"))
    assert AgendaItem.objects.get(pk=scoring.item.pk).state == "scoring"


def test_a_replacement_needs_a_reason_a_newcomer_and_a_seat_still_held(scoring):
    with pytest.raises(ReasonMissing):
        replace(scoring, scoring.members[2], make_user(), reason=" ")
    with pytest.raises(Refused, match="đã là thành viên"):
        replace(scoring, scoring.members[2], scoring.members[3])
    gone = seat(scoring, scoring.members[2])
    replace(scoring, scoring.members[2], make_user())
    with pytest.raises(IllegalMove):
        councils.replace_member(by=scoring.office, member=gone, successor=Named(make_user(), "", "S"), reason="x")


def test_only_the_office_replaces(scoring):
    with pytest.raises(NotAllowed):
        councils.replace_member(
            by=scoring.chair,
            member=seat(scoring, scoring.members[2]),
            successor=Named(make_user(), "", "S"),
            reason="x",
        )


def test_a_council_is_dissolved_only_without_sessions_unpublished(planned):
    with pytest.raises(IllegalMove, match="chưa công bố"):
        councils.dissolve_council(by=planned.office, council=planned.council, on=date(2026, 12, 31), reason="Hết đợt")


def test_dissolving_ends_every_grant_once(hall):
    with pytest.raises(ReasonMissing):
        councils.dissolve_council(by=hall.office, council=hall.council, on=date(2026, 12, 31), reason="")
    councils.dissolve_council(by=hall.office, council=hall.council, on=date(2026, 12, 31), reason="Hết đợt")
    assert Grant.objects.filter(scope_kind="council", scope_id=hall.council.pk, ended_at=None).count() == 0
    with pytest.raises(IllegalMove):
        councils.dissolve_council(by=hall.office, council=hall.council, on=date(2026, 12, 31), reason="Hết đợt")
