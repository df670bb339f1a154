"""The session and its items: every state with every move, agenda, attendance, conflicts of interest."""

import pytest
from django.utils import timezone

from ocop.base.errors import IllegalMove, NotAllowed, NotReady, ReasonMissing, Refused
from ocop.dossiers.models import Dossier
from ocop.evaluation.actions import agenda, conclusions, meeting
from ocop.evaluation.flows import ITEM_FLOW, SESSION_FLOW
from ocop.evaluation.models import AgendaItem, Conclusion, ScoreSheet, Session
from ocop.evaluation.queries.seats import table_of
from ocop.evaluation.states import ITEM_TABLE, SESSION_TABLE, ItemState, SessionState
from tests.factories.accounts import make_user
from tests.factories.dossiers import make_round
from tests.factories.evaluation import (
    all_present,
    fill_sheet,
    make_ready_dossier,
    make_session,
    open_hall,
    seat,
    send,
    send_all,
)


def codes(refusal) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


PAIRS = [(state, move) for state in SessionState for move in SESSION_TABLE.moves]


@pytest.mark.parametrize(("state", "move"), PAIRS, ids=lambda value: getattr(value, "name", str(value)))
def test_every_session_state_with_every_move(planned, state, move):
    all_present(planned)
    AgendaItem.objects.update(state=ItemState.CONCLUDED)
    Session.objects.filter(pk=planned.session.pk).update(state=state)
    session = Session.objects.get(pk=planned.session.pk)
    if state in move.sources:
        row = SESSION_FLOW.move(session, move.name, by=planned.chair, reason="vì thế")
        assert (row.from_state, row.to_state) == (state, move.target)
    else:
        with pytest.raises(IllegalMove):
            SESSION_FLOW.move(session, move.name, by=planned.chair, reason="vì thế")
    assert Session.objects.get(pk=session.pk).state == (move.target if state in move.sources else state)


ITEM_PAIRS = [(state, move) for state in ItemState for move in ITEM_TABLE.moves]


@pytest.mark.parametrize(("state", "move"), ITEM_PAIRS, ids=lambda value: getattr(value, "name", str(value)))
def test_every_item_state_with_every_move(scoring, state, move):
    for user in scoring.members:
        sheet = fill_sheet(user, scoring.item)
        ScoreSheet.objects.filter(pk=sheet.pk).update(sent_at=timezone.now())
    AgendaItem.objects.filter(pk=scoring.item.pk).update(state=state)
    item = AgendaItem.objects.get(pk=scoring.item.pk)
    if state in move.sources:
        row = ITEM_FLOW.move(item, move.name, by=scoring.chair, reason="vì thế")
        assert (row.from_state, row.to_state) == (state, move.target)
    else:
        with pytest.raises(IllegalMove):
            ITEM_FLOW.move(item, move.name, by=scoring.chair, reason="vì thế")


def test_both_tables_reach_every_state():
    assert SESSION_TABLE.reachable() == set(SessionState)
    assert ITEM_TABLE.reachable() == set(ItemState)


def test_a_session_opens_only_with_an_agenda_and_three_quarters_with_the_chair(hall):
    make_session(hall, 0)
    with pytest.raises(NotReady) as refusal:
        meeting.open_session(by=hall.chair, session=hall.session)
    assert codes(refusal) == ["no_agenda", "no_quorum", "no_chair"]
    agenda.add_items(by=hall.office, session=hall.session, dossiers=[make_ready_dossier(hall)])
    all_present(hall, but=hall.members[3:])
    with pytest.raises(NotReady) as refusal:
        meeting.open_session(by=hall.secretary, session=hall.session)
    assert codes(refusal) == ["no_quorum"]
    all_present(hall, but=[hall.chair])
    with pytest.raises(NotReady) as refusal:
        meeting.open_session(by=hall.secretary, session=hall.session)
    assert codes(refusal) == ["no_chair"]
    all_present(hall, but=[hall.members[4]])
    assert meeting.open_session(by=hall.secretary, session=hall.session).state == "open"


def test_a_dossier_stands_in_one_session_at_a_time(hall):
    dossier = make_ready_dossier(hall)
    make_session(hall, [dossier])
    with pytest.raises(IllegalMove):
        make_session(hall, [Dossier.objects.get(pk=dossier.pk)])
    assert AgendaItem.objects.filter(dossier=dossier).count() == 1


def test_a_dossier_of_another_round_is_refused(hall):
    make_session(hall, 1)
    other = make_ready_dossier(hall)
    Dossier.objects.filter(pk=other.pk).update(round=make_round(province=hall.province))
    with pytest.raises(Refused, match="không thuộc"):
        agenda.add_items(by=hall.office, session=hall.session, dossiers=[Dossier.objects.get(pk=other.pk)])


def test_an_item_put_off_frees_its_dossier_for_another_session_or_this_one(planned):
    with pytest.raises(ReasonMissing):
        agenda.postpone_item(by=planned.office, item=planned.item, reason="")
    agenda.postpone_item(by=planned.office, item=planned.item, reason="Thiếu mẫu")
    dossier = Dossier.objects.get(pk=planned.item.dossier_id)
    assert dossier.state == "ready"
    again = agenda.add_items(by=planned.secretary, session=planned.session, dossiers=[dossier])
    assert [item.state for item in again] == ["waiting"]


def test_the_office_takes_nothing_off_once_scoring_has_begun(scoring):
    with pytest.raises(NotAllowed):
        agenda.postpone_item(by=scoring.office, item=scoring.item, reason="x")
    fill_sheet(scoring.members[3], scoring.item)
    agenda.postpone_item(by=scoring.chair, item=scoring.item, reason="Cần kiểm nghiệm")
    assert ScoreSheet.objects.get().void_reason == "Lùi sang phiên khác: Cần kiểm nghiệm"


def test_the_agenda_is_put_in_order(planned):
    first, second = planned.items
    agenda.reorder_items(by=planned.secretary, session=planned.session, order=[second.pk])
    assert list(planned.session.items.values_list("pk", flat=True)) == [second.pk, first.pk]


def test_an_item_opens_only_when_every_present_voter_has_declared(planned):
    all_present(planned)
    meeting.open_session(by=planned.chair, session=planned.session)
    for user in planned.members[:4]:
        meeting.declare_none(by=user, session=planned.session)
    with pytest.raises(NotReady) as refusal:
        meeting.open_item(by=planned.chair, item=planned.item)
    assert codes(refusal) == ["conflict_not_declared"]
    assert "Thành viên 5" in str(refusal.value)
    meeting.declare_conflict(by=planned.members[4], item=planned.item, has_conflict=True, reason="Anh em")
    assert meeting.open_item(by=planned.chair, item=planned.item).state == "scoring"
    assert table_of(planned.item).base == 4


def test_where_the_chair_has_a_conflict_the_vice_chair_leads_and_the_quorum_counts_the_others(planned):
    all_present(planned)
    meeting.open_session(by=planned.chair, session=planned.session)
    meeting.declare_conflict(by=planned.chair, item=planned.item, has_conflict=True, reason="Góp vốn")
    for user in planned.members[1:]:
        meeting.declare_conflict(by=user, item=planned.item, has_conflict=False)
    for act in (meeting.open_item, conclusions.conclude_item):
        with pytest.raises(NotAllowed):
            act(by=planned.chair, item=planned.item)
    meeting.open_item(by=planned.vice, item=planned.item)
    item = send_all(planned, but=[planned.chair])
    assert item.state == "reviewing"
    conclusion = conclusions.conclude_item(by=planned.vice, item=item)
    assert (conclusion.proof["members"], conclusion.stars) == (4, 5)
    assert [row["member"] for row in conclusion.proof["sheets"] if row["chair"]] == ["Vũ Phó"]


def test_without_a_vice_chair_an_item_the_chair_may_not_lead_does_not_open(planned):
    all_present(planned, but=[planned.vice])
    meeting.open_session(by=planned.chair, session=planned.session)
    meeting.declare_conflict(by=planned.chair, item=planned.item, has_conflict=True, reason="Góp vốn")
    for user in planned.members[2:]:
        meeting.declare_conflict(by=user, item=planned.item, has_conflict=False)
    meeting.declare_conflict(by=planned.secretary, item=planned.item, has_conflict=False)
    with pytest.raises(NotReady) as refusal:
        meeting.open_item(by=planned.secretary, item=planned.item)
    assert codes(refusal) == ["no_leader"]


def test_a_conflict_needs_its_ground_and_is_taken_back_only_before_the_item_opens(planned):
    member = planned.members[3]
    with pytest.raises(ReasonMissing):
        meeting.declare_conflict(by=member, item=planned.item, has_conflict=True)
    meeting.declare_conflict(by=member, item=planned.item, has_conflict=True, reason="Nhầm")
    assert not meeting.declare_conflict(by=member, item=planned.item, has_conflict=False).has_conflict
    with pytest.raises(NotAllowed):
        meeting.declare_conflict(by=planned.office, item=planned.item, has_conflict=False)


def test_a_conflict_found_while_scoring_voids_the_sheet_and_may_complete_the_item(scoring):
    late = scoring.members[4]
    send_all(scoring, but=[late])
    fill_sheet(late, scoring.item)
    meeting.declare_conflict(by=late, item=scoring.item, has_conflict=True, reason="Vừa nhận ra")
    assert AgendaItem.objects.get(pk=scoring.item.pk).state == "reviewing"
    assert "xung đột lợi ích" in ScoreSheet.objects.get(member__user=late).void_reason
    with pytest.raises(IllegalMove):
        meeting.declare_conflict(by=late, item=scoring.item, has_conflict=False)


def test_a_member_who_leaves_the_room_is_not_awaited(scoring):
    send_all(scoring, but=[scoring.members[4]])
    assert AgendaItem.objects.get(pk=scoring.item.pk).state == "scoring"
    all_present(scoring, but=[scoring.members[4]])
    assert AgendaItem.objects.get(pk=scoring.item.pk).state == "reviewing"


def test_attendance_is_of_members_only_and_of_a_running_session(scoring):
    with pytest.raises(Refused):
        meeting.take_attendance(by=scoring.secretary, session=scoring.session, present=[0])
    with pytest.raises(NotAllowed):
        meeting.take_attendance(by=scoring.members[3], session=scoring.session, present=[])
    Session.objects.update(state="closed")
    with pytest.raises(IllegalMove):
        meeting.take_attendance(by=scoring.secretary, session=scoring.session, present=[])


def test_sheets_below_the_quorum_are_neither_revealed_nor_concluded(scoring):
    all_present(scoring, but=scoring.members[3:])
    send_all(scoring, but=scoring.members[3:])
    assert AgendaItem.objects.get(pk=scoring.item.pk).state == ItemState.SCORING
    assert [found.code for found in ITEM_FLOW.findings(scoring.item, "reveal_item")] == ["no_quorum_of_sheets"]
    with pytest.raises(IllegalMove):
        conclusions.conclude_item(by=scoring.chair, item=scoring.item)
    assert Conclusion.objects.count() == 0


def test_marking_others_absent_gives_no_early_look_at_one_sheet(scoring):
    sheets_sent = scoring.members[:1]
    send_all(scoring, but=[member for member in scoring.members if member not in sheets_sent])
    all_present(scoring, but=scoring.members[1:])
    assert AgendaItem.objects.get(pk=scoring.item.pk).state == ItemState.SCORING


def test_a_session_closes_only_when_every_item_is_concluded_or_put_off(scoring):
    conclusions.conclude_item(by=scoring.chair, item=send_all(scoring))
    with pytest.raises(NotReady) as refusal:
        meeting.close_session(by=scoring.chair, session=scoring.session)
    assert codes(refusal) == ["items_open"]
    agenda.postpone_item(by=scoring.chair, item=scoring.items[1], reason="Hết giờ")
    assert meeting.close_session(by=scoring.chair, session=scoring.session).state == "closed"


def test_a_reopened_conclusion_is_kept_with_its_proof_and_the_reason(scoring):
    item = send_all(scoring)
    conclusions.conclude_item(by=scoring.chair, item=item)
    with pytest.raises(ReasonMissing):
        conclusions.reopen_item(by=scoring.chair, item=item, reason="")
    conclusions.reopen_item(by=scoring.chair, item=item, reason="Có ý kiến mới")
    conclusions.conclude_item(by=scoring.chair, item=item)
    kept = Conclusion.objects.get(item=item).earlier
    assert [(row["stars"], row["reason"]) for row in kept] == [(5, "Có ý kiến mới")]
    with pytest.raises(IllegalMove):
        conclusions.conclude_item(by=scoring.chair, item=item)


def test_nothing_is_reopened_after_publication(scoring):
    item = send_all(scoring)
    conclusions.conclude_item(by=scoring.chair, item=item)
    agenda.postpone_item(by=scoring.chair, item=scoring.items[1], reason="Hết giờ")
    meeting.close_session(by=scoring.chair, session=scoring.session)
    with pytest.raises(NotAllowed):
        meeting.publish_session(by=scoring.secretary, session=scoring.session)
    meeting.publish_session(by=scoring.chair, session=scoring.session)
    with pytest.raises(NotReady) as refusal:
        conclusions.reopen_item(by=scoring.chair, item=item, reason="x")
    assert codes(refusal) == ["session_not_open"]
    assert Dossier.objects.get(pk=item.dossier_id).moves.filter(move="conclude").count() == 1


def test_two_sessions_of_one_council_run_side_by_side(scoring):
    first, first_item = scoring.session, scoring.item
    make_session(scoring, 1)
    all_present(scoring)
    meeting.open_session(by=scoring.chair, session=scoring.session)
    for user in scoring.members:
        meeting.declare_none(by=user, session=scoring.session)
    meeting.open_item(by=scoring.chair, item=scoring.item)
    for user in scoring.members:
        send(user, first_item)
        send(user, scoring.item)
    states = AgendaItem.objects.filter(pk__in=[first_item.pk, scoring.item.pk]).values_list("state", flat=True)
    assert list(states) == ["reviewing", "reviewing"]
    assert first.pk != scoring.session.pk


def test_only_seated_members_and_the_office_plan(hall):
    make_session(hall, 1)
    for user in (make_user(), hall.members[3]):
        with pytest.raises(NotAllowed):
            agenda.add_items(by=user, session=hall.session, dossiers=[])
    with pytest.raises(Refused):
        agenda.edit_session(by=hall.secretary, session=hall.session, title=" ", starts_at=timezone.now(), place="x")
    assert seat(hall, hall.chair).role == "chair"


def test_an_open_hall_is_what_it_says(db):
    assert open_hall(3).item.state == "scoring"
