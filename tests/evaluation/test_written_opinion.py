"""Opinions taken in writing (Điều 7.6.d): when they may be, blindness, the deadline, the way to a meeting."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ocop.base.errors import IllegalMove, NotAllowed, NotReady, Refused
from ocop.dossiers.models import Dossier
from ocop.evaluation.actions import agenda, conclusions, meeting, review, writing
from ocop.evaluation.actions.councils import create_regulation
from ocop.evaluation.checks import writing as checks
from ocop.evaluation.flows import ITEM_FLOW, SESSION_FLOW
from ocop.evaluation.models import AgendaItem, ScoreSheet, Session
from ocop.evaluation.queries.seats import table_of
from ocop.evaluation.queries.sessions import agenda as agenda_of
from ocop.evaluation.queries.sessions import attendance_of, ready_dossiers, silent_members
from ocop.evaluation.queries.visible import visible_reviews
from ocop.evaluation.queries.waiting import waiting_for
from ocop.evaluation.states import ITEM_TABLE, SESSION_TABLE, ItemState, SessionState
from ocop.notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.evaluation import (
    NOTHING,
    fill_sheet,
    make_hall,
    make_ready_dossier,
    make_session,
    make_writing,
    open_writing,
    pass_deadline,
    send,
    send_all,
)
from tests.factories.procedures import procedure
from tests.worlds import shared

OLD, TWO, NEW = procedure("148-2023"), procedure("1489-2025"), procedure("26-2026")
MEETS = replace(NEW, again_by="meeting")


def planned_in_writing():
    return make_writing(5)


def asking():
    return open_writing(5, 2)


_planned_once, planned_in_writing = shared(planned_in_writing)
_asking_once, asking = shared(asking)


def codes(refusal) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


@pytest.mark.parametrize(
    ("found", "code", "clause"),
    [
        pytest.param(checks.regulation_allows(True, "Quy chế"), "", "", id="Quy chế: cho phép"),
        pytest.param(
            checks.regulation_allows(False, "Quy chế"), "writing_not_in_regulation",
            "Quy chế hoạt động của Hội đồng", id="Quy chế: phải họp",
        ),
        pytest.param(checks.law_allows(NEW), "", "", id="26/2026 Điều 7.6.d"),
        pytest.param(checks.law_allows(OLD), "", "", id="148: họp hoặc văn bản"),
        pytest.param(checks.law_allows(TWO), "", "", id="1489: họp hoặc văn bản"),
        pytest.param(checks.law_allows(MEETS), "writing_not_in_law", "Điều 7.6.d", id="quy trình chỉ họp"),
        pytest.param(checks.law_allows(None), "writing_not_in_law", "Quy trình đánh giá", id="không có quy trình"),
        pytest.param(checks.dossier_allows("Trà", "again", NEW), "", "", id="Điều 7.6: phân hạng lại"),
        pytest.param(checks.dossier_allows("Trà", "first", NEW), "writing_only_again", "Điều 7.6.d", id="lần đầu"),
        pytest.param(checks.dossier_allows("Trà", "upgrade", NEW), "writing_only_again", "Điều 7.6.d", id="nâng hạng"),
        pytest.param(checks.dossier_allows("Trà", "again", MEETS), "writing_not_in_law", "Điều 7.6.d", id="luật họp"),
        pytest.param(checks.opinions_agree(Fraction(10), Fraction(10), NEW), "", "", id="đúng giới hạn"),
        pytest.param(
            checks.opinions_agree(Fraction(101, 10), Fraction(10), NEW), "must_meet", "Điều 7.6.d", id="ý kiến khác"
        ),
        pytest.param(checks.opinions_agree(Fraction(30), Fraction(10), OLD), "", "", id="148: không buộc họp"),
    ],
)  # fmt: skip
def test_when_the_council_may_answer_in_writing(found, code, clause):
    assert [(row.code, row.clause) for row in found] == ([(code, clause)] if code else [])


PAIRS = [(state, move) for state in SessionState for move in SESSION_TABLE.moves]


@pytest.mark.parametrize(("state", "move"), PAIRS, ids=lambda value: getattr(value, "name", str(value)))
def test_every_state_of_a_written_session_with_every_move(planned_in_writing, state, move):
    hall = planned_in_writing
    AgendaItem.objects.update(state=ItemState.CONCLUDED)
    Session.objects.filter(pk=hall.session.pk).update(state=state)
    session = Session.objects.get(pk=hall.session.pk)
    if state in move.sources:
        row = SESSION_FLOW.move(session, move.name, by=hall.chair, reason="vì thế")
        assert (row.from_state, row.to_state) == (state, move.target)
    else:
        with pytest.raises(IllegalMove):
            SESSION_FLOW.move(session, move.name, by=hall.chair, reason="vì thế")


ITEM_PAIRS = [(state, move) for state in ItemState for move in ITEM_TABLE.moves]


@pytest.mark.parametrize(("state", "move"), ITEM_PAIRS, ids=lambda value: getattr(value, "name", str(value)))
def test_every_state_of_a_written_item_with_every_move(asking, state, move):
    for user in asking.members:
        sheet = fill_sheet(user, asking.item)
        ScoreSheet.objects.filter(pk=sheet.pk).update(sent_at=timezone.now())
    AgendaItem.objects.filter(pk=asking.item.pk).update(state=state)
    item = AgendaItem.objects.get(pk=asking.item.pk)
    if state in move.sources:
        row = ITEM_FLOW.move(item, move.name, by=asking.chair, reason="vì thế")
        assert (row.from_state, row.to_state) == (state, move.target)
    else:
        with pytest.raises(IllegalMove):
            ITEM_FLOW.move(item, move.name, by=asking.chair, reason="vì thế")


def test_a_regulation_that_wants_a_meeting_refuses(db):
    hall = make_hall(5, written_opinion=False)
    facts = {"by": hall.office, "council": hall.council, "round": hall.round, "title": "Lấy ý kiến", "kind": "written"}
    now = timezone.now()
    with pytest.raises(NotReady, match="không cho lấy ý kiến bằng văn bản") as refusal:
        agenda.create_session(**facts, starts_at=now, answer_by=now + timedelta(days=2))
    assert codes(refusal) == ["writing_not_in_regulation"]
    assert not hall.council.sessions.exists()


def test_the_regulation_is_asked_again_when_the_slips_go_out(planned_in_writing):
    hall = planned_in_writing
    create_regulation(
        by=hall.office, province=hall.province, title="Quy chế mới", in_force_from=timezone.now().date(),
        written_opinion=False,
    )  # fmt: skip
    with pytest.raises(NotReady) as refusal:
        meeting.open_session(by=hall.chair, session=hall.session)
    assert codes(refusal) == ["writing_not_in_regulation"]


@pytest.mark.parametrize("kind", ["first", "upgrade"])
def test_only_a_dossier_of_re_evaluation_is_taken(planned_in_writing, kind):
    hall = planned_in_writing
    dossier = make_ready_dossier(hall)
    Dossier.objects.filter(pk=dossier.pk).update(kind=kind)
    dossier = Dossier.objects.get(pk=dossier.pk)
    assert dossier not in ready_dossiers(hall.session)
    with pytest.raises(NotReady, match="phân hạng lại"):
        agenda.add_items(by=hall.secretary, session=hall.session, dossiers=[dossier])
    assert Dossier.objects.get(pk=dossier.pk).state == "ready"


def test_a_deadline_is_needed_and_lies_ahead(planned_in_writing):
    hall = planned_in_writing
    now = timezone.now()
    for answer_by in (None, now):
        with pytest.raises(Refused, match="hạn trả lời"):
            agenda.edit_session(by=hall.office, session=hall.session, title="x", starts_at=now, answer_by=answer_by)
    pass_deadline(hall)
    with pytest.raises(NotReady) as refusal:
        meeting.open_session(by=hall.chair, session=hall.session)
    assert codes(refusal) == ["deadline_passed"]
    for values in ({"answer_by": None}, {"kind": "meeting"}):
        with pytest.raises(IntegrityError, match="session_written_has_deadline"), transaction.atomic():
            Session.objects.filter(pk=hall.session.pk).update(**values)


def test_the_slips_open_every_item_and_reach_every_member_without_attendance(planned_in_writing):
    hall = planned_in_writing
    with pytest.raises(IllegalMove, match="không điểm danh"):
        meeting.take_attendance(by=hall.secretary, session=hall.session, present=[])
    session = meeting.open_session(by=hall.secretary, session=hall.session)
    assert (session.state, session.state_title) == ("open", "Đang lấy ý kiến")
    assert {item.state for item in session.items.all()} == {"scoring"}
    told = set(Notice.objects.filter(kind="evaluation.slip", about_id=session.pk).values_list("to_id", flat=True))
    assert told == {user.pk for user in [*hall.members, hall.secretary]}
    assert [act.kind for act in waiting_for(hall.members[3])] == ["declare"]
    meeting.declare_none(by=hall.members[3], session=hall.session)
    waiting = waiting_for(hall.members[3])
    assert [act.kind for act in waiting] == ["score"]
    assert "trả lời trước" in waiting[0].detail


def test_an_item_the_secretary_has_a_conflict_on_waits_for_the_chair(planned_in_writing):
    hall = planned_in_writing
    meeting.declare_conflict(by=hall.secretary, item=hall.item, has_conflict=True, reason="Người nhà")
    meeting.open_session(by=hall.secretary, session=hall.session)
    item = AgendaItem.objects.get(pk=hall.item.pk)
    assert item.state == "waiting"
    assert meeting.open_item(by=hall.chair, item=item).state == "scoring"


def test_who_has_not_declared_writes_nothing(planned_in_writing):
    hall = planned_in_writing
    meeting.open_session(by=hall.chair, session=hall.session)
    with pytest.raises(NotAllowed):
        send(hall.members[2], hall.item)


def test_nobody_reads_a_sheet_of_another_before_all_have_sent(asking):
    auditor = make_user("Kiểm", roles=[("auditor", "province", asking.province.pk)])
    send_all(asking, but=[asking.members[4]])
    item = AgendaItem.objects.get(pk=asking.item.pk)
    everybody = [*asking.members, asking.secretary, asking.office, auditor]
    assert item.state == "scoring"
    for user in map(asking.fresh, everybody):
        assert not user.has_perm("evaluation.view_review", item)
        assert not visible_reviews(user).exists()
        rows = agenda_of(asking.session, user)
        told = user in (asking.chair, asking.secretary)
        assert [row.sent is not None for row in rows] == [told, told]
    assert not any(place.present for place in attendance_of(asking.session))
    send(asking.members[4], item)
    assert AgendaItem.objects.get(pk=item.pk).state == "reviewing"
    seen = {user.full_name for user in map(asking.fresh, everybody) if visible_reviews(user).exists()}
    assert seen == {user.full_name for user in [*asking.members, asking.secretary]}


def test_a_conflict_closes_the_item_to_its_member_after_the_reveal_too(asking):
    late = asking.members[4]
    meeting.declare_conflict(by=late, item=asking.item, has_conflict=True, reason="Góp vốn")
    send_all(asking, but=[late])
    item = AgendaItem.objects.get(pk=asking.item.pk)
    assert item.state == "reviewing"
    assert not asking.fresh(late).has_perm("evaluation.view_review", item)
    assert table_of(item).base == 4


def test_answers_close_only_after_the_deadline_and_with_a_quorum_of_sheets(asking):
    first, second = asking.items
    send_all(asking, first, but=[asking.members[4]])
    send(asking.chair, second)
    with pytest.raises(IllegalMove, match="Chưa đến hạn"):
        writing.close_answers(by=asking.chair, session=asking.session)
    session = pass_deadline(asking)
    with pytest.raises(NotAllowed):
        writing.close_answers(by=asking.members[3], session=session)
    with pytest.raises(IllegalMove, match="Hạn trả lời đã hết"):
        send(asking.members[4], asking.items[0])
    assert [act.kind for act in waiting_for(asking.secretary)] == ["answers"]
    assert writing.close_answers(by=asking.secretary, session=session) == 1
    assert [item.state for item in session.items.order_by("order")] == ["reviewing", "scoring"]
    assert ScoreSheet.objects.exclude(void_at=None).get().void_reason == "Không gửi trước hạn trả lời."


def test_without_a_quorum_of_sheets_nothing_opens_and_the_deadline_can_be_moved(asking):
    send(asking.chair, asking.item)
    send(asking.vice, asking.item)
    session = pass_deadline(asking)
    with pytest.raises(NotReady) as refusal:
        writing.close_answers(by=asking.chair, session=session)
    assert codes(refusal) == ["no_quorum_of_sheets"]
    later = timezone.now() + timedelta(days=1)
    with pytest.raises(Refused, match="sau thời điểm này"):
        agenda.edit_session(
            by=asking.secretary, session=session, title="x", starts_at=session.starts_at,
            answer_by=timezone.now() - timedelta(seconds=1),
        )  # fmt: skip
    agenda.edit_session(by=asking.secretary, session=session, title="x", starts_at=session.starts_at, answer_by=later)
    assert Notice.objects.filter(kind="evaluation.deadline_moved").count() == 6
    item = AgendaItem.objects.get(pk=asking.item.pk)
    for user in asking.members[2:]:
        send(user, item)
    assert AgendaItem.objects.get(pk=item.pk).state == "reviewing"


def test_silent_members_count_for_the_quorum_even_where_a_meeting_counts_those_present(db):
    hall = open_writing(5, counts="present")
    send(hall.chair, hall.item)
    pass_deadline(hall)
    assert table_of(hall.item).base == 5
    with pytest.raises(NotReady):
        writing.close_answers(by=hall.chair, session=hall.session)


def test_only_those_who_owe_a_sheet_are_reminded(asking):
    for item in asking.items:
        for user in asking.members[:3]:
            send(user, item)
    assert {member.user for member in silent_members(asking.session)} == set(asking.members[3:])
    assert writing.remind_silent(by=asking.secretary, session=asking.session) == 2
    told = Notice.objects.filter(kind="evaluation.slip_reminder").values_list("to_id", flat=True)
    assert set(told) == {user.pk for user in asking.members[3:]}
    with pytest.raises(NotAllowed):
        writing.remind_silent(by=asking.office, session=asking.session)


def test_a_meeting_has_no_answers_to_close(db):
    hall = make_hall(5)
    make_session(hall)
    with pytest.raises(IllegalMove):
        writing.close_answers(by=hall.chair, session=hall.session)


def test_it_is_concluded_closed_and_published_as_a_meeting_is(asking):
    for item in asking.items:
        send_all(asking, item)
        conclusions.conclude_item(by=asking.chair, item=AgendaItem.objects.get(pk=item.pk))
    session = meeting.close_session(by=asking.chair, session=asking.session)
    assert sum(place.present for place in attendance_of(session)) == 5
    meeting.publish_session(by=asking.chair, session=session)
    assert {row.state for row in Dossier.objects.filter(agenda_items__session=session)} == {"concluded"}


def test_opinions_that_stay_apart_go_to_a_meeting(db):
    hall = open_writing(5)
    send(hall.members[4], hall.item, rest=NOTHING)
    send_all(hall, but=[hall.members[4]])
    item = AgendaItem.objects.get(pk=hall.item.pk)
    for sheet in item.sheets.all():
        for recheck in sheet.rechecks.filter(answered_at=None):
            review.confirm_marks(by=hall.fresh(sheet.member.user), recheck=recheck, reason="Giữ nguyên")
    with pytest.raises(NotReady, match="họp trực tiếp") as refusal:
        conclusions.conclude_item(by=hall.chair, item=item)
    assert codes(refusal) == ["must_meet"]
    agenda.postpone_item(by=hall.chair, item=item, reason="Ý kiến khác nhau")
    dossier = Dossier.objects.get(pk=item.dossier_id)
    met = make_session(hall, [dossier])
    assert [row.state for row in met.items.all()] == ["waiting"]


def test_the_daily_round_reminds_once_a_day_when_the_deadline_is_near(db):
    hall = open_writing(5)
    send(hall.chair, hall.item)
    far = make_writing(5, hours=24 * 9)
    meeting.open_session(by=far.chair, session=far.session)
    told = Notice.objects.filter(kind="evaluation.slip_reminder")
    for _ in range(2):
        writing.remind_all()
    assert {row.to for row in told.filter(about_id=hall.session.pk)} == set(hall.members[1:])
    assert told.filter(about_id=hall.session.pk).count() == 4
    assert not told.filter(about_id=far.session.pk).exists()
    told.delete()
    pass_deadline(hall)
    writing.remind_all()
    assert not told.filter(about_id=hall.session.pk).exists()
