"""The province's verbs, the consequences upper floors draw, and the advisory team of a round."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ocop.audit.models import Entry
from ocop.base.errors import Conflict, IllegalMove, NotAllowed, NotReady, ReasonMissing, Refused
from ocop.dossiers.actions import outcomes, province
from ocop.dossiers.actions.supplements import Returned
from ocop.dossiers.actions.teams import name_team_member, release_team_member
from ocop.dossiers.models import CommuneReport, Dossier, SupplementRequest
from ocop.dossiers.queries.teams import candidates, loads, team_of
from ocop.dossiers.queries.timeline import course_of
from ocop.dossiers.states import DossierState, Holder, RoundState
from ocop.notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.desks import Desk, make_desk, second_member, write_matters
from tests.factories.dossiers import make_round, make_supplement
from tests.factories.places import make_province

pytestmark = pytest.mark.django_db

ITEM = [Returned("criterion:1.1", "1.1. Nguồn nguyên liệu", "Hợp đồng thiếu trang ký")]


def kinds(user: object) -> list[str]:
    return list(Notice.objects.filter(to=user).order_by("pk").values_list("kind", flat=True))


def accepted() -> Desk:
    desk = make_desk(DossierState.AT_PROVINCE)
    province.accept(by=desk.office, dossier=desk.dossier, round=desk.round, reviewer=desk.member)
    return desk


class TestAccepting:
    def test_it_gets_number_round_officer_and_reviewer(self) -> None:
        desk = accepted()
        stored = Dossier.objects.get(pk=desk.dossier.pk)
        year = timezone.localdate().year
        assert (stored.state, stored.intake_no, stored.round, stored.reviewer, stored.province_officer) == (
            DossierState.IN_REVIEW,
            f"001/{year}/TN-37",
            desk.round,
            desk.member,
            desk.office,
        )
        assert stored.intake_at is not None
        assert kinds(desk.member) == ["dossiers.assign_reviewer"]
        assert kinds(desk.producer) == ["dossiers.province_accept"]
        assert Entry.objects.filter(action="dossiers.province_accept").count() == 1

    def test_the_second_dossier_gets_the_next_number(self) -> None:
        first = accepted()
        second = make_desk(DossierState.AT_PROVINCE, province=first.province, round=first.round, name="Nem chua (mẫu)")
        province.accept(by=first.office, dossier=second.dossier, round=first.round, reviewer=first.member)
        assert second.dossier.intake_no == f"002/{timezone.localdate().year}/TN-37"

    def test_a_refused_intake_uses_up_no_number(self) -> None:
        desk = make_desk(DossierState.AT_PROVINCE)
        make_supplement(desk.dossier, "page:to-chuc", by=desk.office, desk="province")
        with pytest.raises(NotReady):
            province.accept(by=desk.office, dossier=desk.dossier, round=desk.round, reviewer=desk.member)
        desk.dossier.supplements.update(answered_at=timezone.now())
        fresh = Dossier.objects.get(pk=desk.dossier.pk)
        province.accept(by=desk.office, dossier=fresh, round=desk.round, reviewer=desk.member)
        assert fresh.intake_no.startswith("001/")

    def test_a_dossier_that_comes_back_keeps_its_number(self) -> None:
        desk = accepted()
        number = desk.dossier.intake_no
        Dossier.objects.filter(pk=desk.dossier.pk).update(state=DossierState.AT_PROVINCE)
        fresh = Dossier.objects.get(pk=desk.dossier.pk)
        province.accept(by=desk.office, dossier=fresh, round=desk.round, reviewer=desk.member)
        assert fresh.intake_no == number

    def test_a_stranger_to_the_team_cannot_review(self) -> None:
        desk = make_desk(DossierState.AT_PROVINCE)
        with pytest.raises(Refused, match="không thuộc Tổ tư vấn"):
            province.accept(by=desk.office, dossier=desk.dossier, round=desk.round, reviewer=make_user())

    def test_a_closed_round_or_one_of_another_province_is_refused(self) -> None:
        desk = make_desk(DossierState.AT_PROVINCE)
        closed = make_round(province=desk.province, state=RoundState.CLOSED.value)
        foreign = make_round(province=make_province("Hưng Yên", code="33"))
        for round_ in (closed, foreign):
            with pytest.raises(Refused, match="chưa đóng của tỉnh"):
                province.accept(by=desk.office, dossier=desk.dossier, round=round_, reviewer=desk.member)

    def test_neither_commune_nor_team_nor_auditor_accepts(self) -> None:
        desk = make_desk(DossierState.AT_PROVINCE, in_round=True)
        for user in (desk.officer, desk.leader, desk.member, desk.auditor):
            with pytest.raises(NotAllowed):
                province.accept(by=user, dossier=desk.dossier, round=desk.round, reviewer=desk.member)


class TestReturning:
    def test_the_office_asks_for_completion_at_intake(self) -> None:
        desk = make_desk(DossierState.AT_PROVINCE)
        province.return_for_completion(by=desk.office, dossier=desk.dossier, reason="Thiếu trang", items=ITEM)
        request = SupplementRequest.objects.get()
        assert (request.desk, [row.item for row in request.items.all()]) == ("province", ["criterion:1.1"])
        assert course_of(Dossier.objects.get(pk=desk.dossier.pk)).holder == Holder.PRODUCER

    def test_the_team_asks_only_while_it_reviews(self) -> None:
        early = make_desk(DossierState.AT_PROVINCE, in_round=True)
        with pytest.raises(NotAllowed):
            province.return_for_completion(by=early.member, dossier=early.dossier, reason="Thiếu", items=ITEM)
        desk = make_desk(DossierState.IN_REVIEW, province=early.province, name="Nem chua (mẫu)")
        province.return_for_completion(by=desk.member, dossier=desk.dossier, reason="Thiếu", items=ITEM)
        assert kinds(desk.producer) == ["dossiers.province_return"]

    def test_back_to_the_commune_its_approval_has_to_be_given_again(self) -> None:
        desk = make_desk(DossierState.AT_PROVINCE)
        write_matters(desk)
        CommuneReport.objects.update(approved_by=desk.leader, approved_at=timezone.now())
        province.return_to_commune(by=desk.office, dossier=desk.dossier, reason="Mẫu 03 thiếu chữ ký")
        assert desk.dossier.state == DossierState.AT_COMMUNE
        assert CommuneReport.objects.get().approved_by is None
        assert Notice.objects.get(to=desk.officer).body == "Lý do: Mẫu 03 thiếu chữ ký"
        assert course_of(Dossier.objects.get(pk=desk.dossier.pk)).clock.used == 0

    def test_back_to_the_commune_needs_a_reason(self) -> None:
        desk = make_desk(DossierState.AT_PROVINCE)
        with pytest.raises(ReasonMissing):
            province.return_to_commune(by=desk.office, dossier=desk.dossier, reason=" ")

    def test_a_ready_dossier_goes_back_to_the_team(self) -> None:
        desk = make_desk(DossierState.READY)
        province.back_to_review(by=desk.office, dossier=desk.dossier, reason="Làm rõ tiêu chí 1.5")
        assert desk.dossier.state == DossierState.IN_REVIEW
        assert kinds(desk.member) == ["dossiers.back_to_review"]


class TestAssigning:
    def test_another_reviewer_is_told(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        other = second_member(desk)
        province.assign_people(by=desk.office, dossier=desk.dossier, officer=desk.office, reviewer=other)
        stored = Dossier.objects.get(pk=desk.dossier.pk)
        assert (stored.reviewer, stored.province_officer) == (other, desk.office)
        assert (kinds(other), kinds(desk.member)) == (["dossiers.assign_reviewer"], [])

    def test_only_people_of_the_office_can_be_officers(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        with pytest.raises(Refused, match="cơ quan tham mưu"):
            province.assign_people(by=desk.office, dossier=desk.dossier, officer=desk.officer, reviewer=None)

    def test_a_reviewer_needs_a_round_first(self) -> None:
        desk = make_desk(DossierState.AT_PROVINCE)
        with pytest.raises(Refused, match="một đợt"):
            province.assign_people(by=desk.office, dossier=desk.dossier, officer=None, reviewer=desk.member)

    def test_in_another_round_the_reviewer_of_the_old_one_is_released(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        other = make_round(province=desk.province)
        province.assign_round(by=desk.office, dossier=desk.dossier, round=other)
        stored = Dossier.objects.get(pk=desk.dossier.pk)
        assert (stored.round, stored.reviewer) == (other, None)

    def test_before_the_council_no_more(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        Dossier.objects.update(state=DossierState.AT_COUNCIL)
        fresh = Dossier.objects.get(pk=desk.dossier.pk)
        with pytest.raises(NotAllowed):
            province.assign_people(by=desk.office, dossier=fresh, officer=None, reviewer=None)


class TestTeam:
    def test_a_named_member_sits_in_the_team_of_that_round_only(self) -> None:
        desk = make_desk()
        user = make_user("Ngô Văn Mới", roles=[("commune_officer", "commune", desk.commune.pk)])
        name_team_member(by=desk.office, round=desk.round, user=user, basis="Quyết định 12/QĐ-UBND")
        other = make_round(province=desk.province)
        assert (user in team_of(desk.round), user in team_of(other)) == (True, False)

    def test_a_seat_needs_its_basis(self) -> None:
        desk = make_desk()
        with pytest.raises(ReasonMissing):
            name_team_member(by=desk.office, round=desk.round, user=make_user(), basis=" ")

    def test_nobody_sits_twice(self) -> None:
        desk = make_desk()
        with pytest.raises(Conflict):
            name_team_member(by=desk.office, round=desk.round, user=desk.member, basis="Quyết định 12")

    def test_only_the_office_names_members(self) -> None:
        desk = make_desk()
        with pytest.raises(NotAllowed):
            name_team_member(by=desk.officer, round=desk.round, user=make_user(), basis="Quyết định 12")

    def test_a_member_with_dossiers_under_review_stays(self) -> None:
        desk = make_desk(DossierState.IN_REVIEW)
        with pytest.raises(Refused, match="đang đánh giá 1 hồ sơ"):
            release_team_member(by=desk.office, round=desk.round, user=desk.member, reason="Chuyển công tác")
        assert loads(desk.round) == {desk.member.pk: (1, 1)}

    def test_a_released_member_sees_nothing_any_more(self) -> None:
        desk = make_desk(DossierState.AT_PROVINCE, in_round=True)
        assert desk.member.has_perm("dossiers.examine", desk.dossier)
        release_team_member(by=desk.office, round=desk.round, user=desk.member, reason="Chuyển công tác")
        assert team_of(desk.round) == []
        assert not type(desk.member).objects.get(pk=desk.member.pk).has_perm("dossiers.examine", desk.dossier)

    def test_who_is_not_in_the_team_cannot_be_released(self) -> None:
        desk = make_desk()
        with pytest.raises(Refused, match="không thuộc Tổ tư vấn"):
            release_team_member(by=desk.office, round=desk.round, user=desk.officer, reason="x")

    def test_the_candidates_are_officials_of_the_province_outside_the_team(self) -> None:
        desk = make_desk()
        for user in (desk.officer, desk.office, desk.member, desk.producer):
            user.province = desk.province
            user.save()
        assert set(candidates(desk.round)) == {desk.officer, desk.office}


OUTCOMES = [
    ("finish_review", DossierState.IN_REVIEW, DossierState.READY, "team_finish", {}),
    ("enter_council", DossierState.READY, DossierState.AT_COUNCIL, "enter_council", {}),
    ("leave_council", DossierState.AT_COUNCIL, DossierState.READY, "leave_council", {"reason": "Hết giờ"}),
    ("record_conclusion", DossierState.AT_COUNCIL, DossierState.CONCLUDED, "conclude", {"detail": "71,5 điểm."}),
    ("propose", DossierState.CONCLUDED, DossierState.PROPOSED, "propose", {}),
    ("take_back_proposal", DossierState.PROPOSED, DossierState.CONCLUDED, "take_back_proposal", {"reason": "Sửa"}),
    ("evaluate_again", DossierState.PROPOSED, DossierState.READY, "evaluate_again", {"reason": "Xem lại 1.5"}),
    ("recognise", DossierState.PROPOSED, DossierState.RECOGNISED, "recognise", {"detail": "4 sao."}),
    ("request_ministry", DossierState.PROPOSED, DossierState.AT_MINISTRY, "request_ministry", {}),
    ("notify_unranked", DossierState.PROPOSED, DossierState.NOT_RANKED, "notify_unranked", {}),
    ("refuse", DossierState.AT_MINISTRY, DossierState.REFUSED, "refuse", {"reason": "Không đạt"}),
]


@pytest.mark.parametrize(("name", "before", "after", "move", "said"), OUTCOMES, ids=[row[0] for row in OUTCOMES])
def test_a_consequence_moves_the_dossier_tells_the_producer_and_is_recorded(
    name: str, before: str, after: str, move: str, said: dict[str, str]
) -> None:
    desk = make_desk()
    Dossier.objects.update(state=before)
    getattr(outcomes, name)(by=desk.office, dossier=desk.dossier, **said)
    assert Dossier.objects.get(pk=desk.dossier.pk).state == after
    notice = Notice.objects.get(to=desk.producer)
    assert notice.kind == f"dossiers.{move}"
    assert all(words in notice.body for words in said.values())
    assert Entry.objects.filter(action=f"dossiers.{move}").count() == 1


@pytest.mark.parametrize(("name", "said"), [(row[0], row[4]) for row in OUTCOMES], ids=[row[0] for row in OUTCOMES])
def test_a_consequence_out_of_turn_is_refused(name: str, said: dict[str, str]) -> None:
    desk = make_desk()
    with pytest.raises(IllegalMove):
        getattr(outcomes, name)(by=desk.office, dossier=desk.dossier, **said)
    assert Notice.objects.filter(to=desk.producer).count() == 0


def test_days_at_each_desk_are_told_from_the_moves() -> None:
    desk = make_desk()
    desk.dossier.moves.update(at=timezone.now() - timedelta(days=7))
    course = course_of(Dossier.objects.get(pk=desk.dossier.pk))
    assert course.holder == Holder.COMMUNE
    assert course.clock is not None
    assert course.clock.used == course.days_here
    assert 4 <= course.days_here <= 5
