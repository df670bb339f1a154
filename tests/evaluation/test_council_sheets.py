"""A member's own sheet: saved mark by mark, sent once; what two tabs write; looking again; knock-outs."""

import pytest

from ocop.base.errors import Conflict, IllegalMove, NotAllowed, NotReady, ReasonMissing, Refused
from ocop.evaluation.actions import conclusions, review, sheets
from ocop.evaluation.actions.sheets import Superseded
from ocop.evaluation.models import AgendaItem, Knockout, Mark, MarkChange, MarkConflict, Recheck, ScoreSheet
from ocop.evaluation.queries.review import review_of
from ocop.notices.models import Notice
from tests.factories.evaluation import (
    NOTHING,
    all_present,
    criteria,
    fill_sheet,
    make_finding,
    option_of,
    seat,
    send,
    send_all,
)


@pytest.fixture
def form(scoring):
    return criteria(scoring.item)


def save(hall, code, points, *, version=0, note="", user=None):
    row = criteria(hall.item)[code]
    return sheets.save_mark(
        by=user or hall.members[2], item=hall.item, criterion=row, option=option_of(row, points), note=note,
        version=version,
    )  # fmt: skip


def test_the_first_mark_starts_the_sheet_and_the_same_again_changes_nothing(scoring):
    assert ScoreSheet.objects.count() == 0
    first = save(scoring, "1.5", 1, note="Theo hợp đồng")
    again = save(scoring, "1.5", 1, note="Theo hợp đồng")
    assert (first.pk, again.version) == (again.pk, 1)
    assert save(scoring, "1.5", 2, version=1).version == 2
    assert (ScoreSheet.objects.count(), Mark.objects.count()) == (1, 1)


def test_a_second_tab_overwrites_nothing_and_loses_nothing(scoring):
    save(scoring, "1.5", 1)
    save(scoring, "1.5", 2, version=1, note="tab một")
    with pytest.raises(Superseded):
        save(scoring, "1.5", 3, version=1, note="tab hai")
    with pytest.raises(Superseded):
        save(scoring, "1.5", 3, version=1, note="tab hai")
    kept = MarkConflict.objects.get()
    assert (Mark.objects.get().option.points, kept.option.points, kept.note) == (2, 3, "tab hai")
    assert [finding.code for finding in sheets.send_findings(scoring.item, ScoreSheet.objects.get())][-1] == (
        "marks_in_conflict"
    )
    sheets.choose_mark(by=scoring.members[2], item=scoring.item, conflict_id=kept.pk, use=True)
    assert (Mark.objects.get().note, MarkConflict.objects.count()) == ("tab hai", 0)
    with pytest.raises(IllegalMove):
        sheets.choose_mark(by=scoring.members[2], item=scoring.item, conflict_id=kept.pk, use=True)


def test_a_kept_writing_that_comes_again_changes_places_with_the_mark(scoring):
    save(scoring, "1.5", 1)
    save(scoring, "1.5", 2, version=1)
    with pytest.raises(Superseded):
        save(scoring, "1.5", 3, version=1)
    save(scoring, "1.5", 3, version=2)
    assert (Mark.objects.get().option.points, MarkConflict.objects.get().option.points) == (3, 2)


def test_an_option_or_a_criterion_of_another_form_is_refused(scoring, form):
    with pytest.raises(Refused):
        sheets.save_mark(
            by=scoring.chair, item=scoring.item, criterion=form["1.5"], option=option_of(form["1.6"], NOTHING)
            or form["1.6"].options.first(),
        )  # fmt: skip
    with pytest.raises(IllegalMove):
        sheets.save_mark(by=scoring.chair, item=scoring.items[1], criterion=form["1.5"], option=None)


def test_only_a_present_voter_without_conflict_writes(scoring):
    with pytest.raises(NotAllowed):
        save(scoring, "1.5", 1, user=scoring.secretary)
    with pytest.raises(NotAllowed):
        save(scoring, "1.5", 1, user=scoring.office)
    all_present(scoring, but=[scoring.members[2]])
    with pytest.raises(IllegalMove, match="điểm danh"):
        save(scoring, "1.5", 1)


def test_a_sheet_with_a_missing_mark_names_it_and_is_not_sent(scoring):
    sheet = fill_sheet(scoring.members[2], scoring.item)
    sheet.marks.filter(criterion__code__in=["1.5", "11"]).delete()
    with pytest.raises(NotReady, match=r"Còn 2 tiêu chí chưa chấm: 1\.5, 11\."):
        sheets.send_sheet(by=scoring.members[2], item=scoring.item)
    assert ScoreSheet.objects.get().sent_at is None


def test_nobody_sends_an_empty_sheet(scoring):
    with pytest.raises(NotReady, match="Còn 32 tiêu chí"):
        sheets.send_sheet(by=scoring.members[2], item=scoring.item)


def test_a_mark_other_than_the_teams_needs_a_note(scoring):
    make_finding(scoring.item, "1.5", 1)
    fill_sheet(scoring.members[2], scoring.item)
    with pytest.raises(NotReady, match=r"khác Tổ tư vấn: 1\.5"):
        sheets.send_sheet(by=scoring.members[2], item=scoring.item)
    Mark.objects.filter(criterion__code="1.5").update(note="Hợp đồng đã gia hạn")
    assert sheets.send_sheet(by=scoring.members[2], item=scoring.item).sent_at is not None


def test_sending_twice_sends_once_and_then_nothing_is_written(scoring):
    first = send(scoring.members[2], scoring.item)
    again = sheets.send_sheet(by=scoring.members[2], item=scoring.item)
    assert first.sent_at == again.sent_at
    with pytest.raises(IllegalMove, match="Phiếu đã gửi"):
        save(scoring, "1.5", 1, version=1)


def low(hall, *users):
    """Everybody sends the best sheet, `users` one without 4.1, 4.2 and 4.3 (13 points)."""
    for user in hall.members:
        send(user, hall.item, dict.fromkeys(["4.1", "4.2", "4.3"], NOTHING) if user in users else None)
    return AgendaItem.objects.get(pk=hall.item.pk)


def test_a_spread_over_the_limit_asks_all_who_are_too_far_apart_and_stops_the_conclusion(scoring):
    item = low(scoring, scoring.members[2])
    assert Recheck.objects.filter(answered_at=None).count() == 5
    with pytest.raises(NotReady, match="Chưa xem lại phiếu"):
        conclusions.conclude_item(by=scoring.chair, item=item)


def test_a_rescore_keeps_the_old_value_with_the_reason_and_settles_the_others(scoring, form):
    item = low(scoring, scoring.members[2])
    recheck = Recheck.objects.get(sheet__member__user=scoring.members[2])
    with pytest.raises(ReasonMissing):
        review.rescore(by=scoring.members[2], recheck=recheck, options={form["4.1"]: None}, reason=" ")
    with pytest.raises(Refused, match="Chưa có điểm nào thay đổi"):
        review.rescore(by=scoring.members[2], recheck=recheck, options={form["4.1"]: None}, reason="Xem lại")
    best = option_of(form["4.1"], "best")
    review.rescore(by=scoring.members[2], recheck=recheck, options={form["4.1"]: best}, reason="Bỏ sót hợp đồng")
    change = MarkChange.objects.get()
    assert (change.old_option, change.new_option, change.reason) == (None, best, "Bỏ sót hợp đồng")
    outcomes = sorted(Recheck.objects.values_list("outcome", flat=True))
    assert outcomes == ["changed", "settled", "settled", "settled", "settled"]
    assert conclusions.conclude_item(by=scoring.chair, item=item).average == "492/5"


def test_confirming_with_a_reason_settles_too_and_only_the_owner_answers(scoring):
    item = low(scoring, scoring.members[2])
    for recheck in Recheck.objects.select_related("sheet__member__user"):
        owner = recheck.sheet.member.user
        other = next(user for user in scoring.members if user != owner)
        with pytest.raises(NotAllowed):
            review.confirm_marks(by=other, recheck=recheck, reason="Giữ")
        review.confirm_marks(by=owner, recheck=recheck, reason="Giữ nguyên vì đủ căn cứ")
    with pytest.raises(Conflict):
        review.confirm_marks(by=owner, recheck=recheck, reason="Lần nữa")
    assert conclusions.conclude_item(by=scoring.chair, item=item).stars == 5


def test_the_chair_asks_any_member_once_at_a_time_with_a_reason(scoring):
    item = send_all(scoring)
    sheet = ScoreSheet.objects.get(member__user=scoring.members[3])
    with pytest.raises(ReasonMissing):
        review.ask_recheck(by=scoring.chair, item=item, sheet=sheet, why="")
    with pytest.raises(NotAllowed):
        review.ask_recheck(by=scoring.vice, item=item, sheet=sheet, why="x")
    review.ask_recheck(by=scoring.chair, item=item, sheet=sheet, why="Xem lại 1.5")
    with pytest.raises(Conflict):
        review.ask_recheck(by=scoring.chair, item=item, sheet=sheet, why="Xem lại 1.6")
    with pytest.raises(NotReady):
        conclusions.conclude_item(by=scoring.chair, item=item)


def test_a_knockout_counts_only_while_confirmed(scoring, form):
    item = send_all(scoring)
    knockout = review.propose_knockout(by=scoring.vice, item=item, criterion=form["1.1"], reason="Nhập khẩu toàn bộ")
    with pytest.raises(Conflict):
        review.propose_knockout(by=scoring.chair, item=item, criterion=form["1.1"], reason="Nữa")
    with pytest.raises(NotReady, match="đề xuất loại"):
        conclusions.conclude_item(by=scoring.chair, item=item)
    with pytest.raises(NotAllowed):
        review.confirm_knockout(by=scoring.vice, knockout=knockout)
    review.confirm_knockout(by=scoring.chair, knockout=knockout)
    conclusion = conclusions.conclude_item(by=scoring.chair, item=item)
    assert (conclusion.stars, conclusion.band) == (None, 5)
    assert conclusion.proof["knockouts"] == [{"reason": "Nhập khẩu toàn bộ", "criterion": "1.1"}]
    with pytest.raises(IllegalMove):
        review.lift_knockout(by=scoring.chair, knockout=knockout, reason="x")
    conclusions.reopen_item(by=scoring.chair, item=item, reason="Có chứng từ mới")
    with pytest.raises(ReasonMissing):
        review.lift_knockout(by=scoring.chair, knockout=knockout, reason="")
    review.lift_knockout(by=scoring.chair, knockout=knockout, reason="Có chứng từ nguồn gốc")
    assert conclusions.conclude_item(by=scoring.chair, item=item).stars == 5
    with pytest.raises(IllegalMove):
        review.confirm_knockout(by=scoring.chair, knockout=Knockout.objects.get())


def test_a_knockout_needs_a_reason_and_an_item_under_way(scoring):
    item = send_all(scoring)
    with pytest.raises(ReasonMissing):
        review.propose_knockout(by=scoring.vice, item=item, criterion=None, reason="")
    with pytest.raises(IllegalMove):
        review.propose_knockout(by=scoring.vice, item=scoring.items[1], criterion=None, reason="Giả mạo")
    with pytest.raises(NotAllowed):
        review.propose_knockout(by=scoring.office, item=item, criterion=None, reason="Giả mạo")


def test_nobody_learns_before_all_have_sent_that_a_member_would_knock_the_product_out(scoring):
    told = Notice.objects.count()
    for _ in range(2):  # the second would otherwise be told that there is one already
        with pytest.raises(IllegalMove, match="mọi phiếu đã gửi"):
            review.propose_knockout(by=scoring.vice, item=scoring.item, criterion=None, reason="Giả mạo")
    assert Notice.objects.count() == told
    assert not scoring.item.knockouts.exists()


def test_a_missed_minimum_names_who_granted_it(scoring):
    for user in scoring.members:
        send(user, scoring.item, {"1.5": 1 if user in scoring.members[:3] else 3})
    seen = review_of(AgendaItem.objects.get(pk=scoring.item.pk))
    assert (seen.result.band, seen.result.stars) == (5, 3)
    row = next(row for row in seen.rows if row.code == "1.5")
    assert (row.marks, row.minima) == ((1, 1, 1, 3, 3), ((4, 2, 2), (5, 3, 2)))
    assert seat(scoring, scoring.chair).role == "chair"
