"""What waits for this person at the desks."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from ocop.accounts.roles import Role
from ocop.dossiers.queries.boards import SOON, at_own_desk, by_urgency, commune_dossiers, late_again
from ocop.dossiers.queries.desks import for_lists, in_stage, with_waiting
from ocop.dossiers.queries.rounds import office_of, plans_due, today
from ocop.dossiers.queries.timeline import Course, courses, with_course
from ocop.dossiers.states import DossierState
from ocop.evaluation.queries.assessment import dossiers_of_team
from ocop.web.todo import Todo

MOST = 6


def todo(user: Any) -> list[Todo]:
    """The acts that wait for `user`, most urgent first."""
    return [*_commune(user), *_province(user), *_team(user)]


def _commune(user: Any) -> list[Todo]:
    if not user.has_perm("dossiers.view_commune_desk"):
        return []
    mine = {DossierState.AT_COMMUNE} if Role.COMMUNE_OFFICER in user.roles else set()
    mine |= {DossierState.COMMUNE_SIGNING} if Role.COMMUNE_LEADER in user.roles else set()
    waiting = in_stage(with_waiting(commune_dossiers(user)), "xa").filter(state__in=mine)
    found = [course for course in _read(waiting) if _is_for(user, course.dossier)]
    ordered = by_urgency(found)
    return [*map(_at_commune, ordered[:MOST]), *_more(len(ordered), "commune_queue", "hồ sơ khác ở xã")]


def _is_for(user: Any, dossier: Any) -> bool:
    """An officer is not pressed by what a colleague has in charge; the leader signs all."""
    if dossier.state == DossierState.COMMUNE_SIGNING:
        return True
    return dossier.commune_officer_id in (None, user.pk)


def _at_commune(course: Course) -> Todo:
    days = course.commune_days_left
    left = SOON if days is None else days
    signing = course.dossier.state == DossierState.COMMUNE_SIGNING
    when = (
        ""
        if days is None
        else f"quá hạn {-left} ngày làm việc"
        if left < 0
        else f"còn {left} ngày làm việc"
        if left
        else "hạn hôm nay"
    )
    return Todo(
        title=f"{'Duyệt' if signing else 'Kiểm tra'} hồ sơ {course.dossier.product.name}",
        detail=" · ".join(filter(None, (course.dossier.product.producer.name, when))),
        url=reverse("office_dossier", args=[course.dossier.pk]),
        action="Quá hạn" if left < 0 else ("Sắp hết hạn" if left < SOON else ("Duyệt" if signing else "Kiểm tra")),
        tone="lacquer" if left < 0 else "gold" if left < SOON else "plain",
        due=course.deadline,
    )


def _province(user: Any) -> list[Todo]:
    office = office_of(user, Role.PROVINCIAL_OFFICE)
    if office is None:
        return []
    every = with_waiting(at_own_desk(user))
    intake = in_stage(every, "tiep-nhan").count()
    found = [
        Todo(
            title=f"Lập {plan.name}",
            detail=f"{plan.clause}: xã đề nghị trước {plan.propose_by:%d/%m/%Y}",
            url=f"{reverse('office_round_create')}?nam={plan.year}&dot={plan.number}",
            action="Lập đợt",
            tone="gold" if plan.opens_on <= today() else "plain",
        )
        for plan in (plans_due(office.province, today()) if not office.district else [])
    ]
    found += [
        Todo(
            title=f"Phân hạng lại {course.dossier.product.name}",
            detail="45 ngày kể từ khi nhận đủ hồ sơ (Điều 7.6.g): "
            + ("quá hạn" if (course.again_days_left or 0) < 0 else f"còn {course.again_days_left} ngày"),
            url=reverse("office_dossier", args=[course.dossier.pk]),
            action="Quá hạn" if (course.again_days_left or 0) < 0 else "Xem",
            tone="lacquer" if (course.again_days_left or 0) < 0 else "gold",
            due=course.again_due,
        )
        for course in late_again(user)[:MOST]
    ]
    if intake:
        detail = "Cấp số tiếp nhận, xếp đợt, giao Tổ tư vấn"
        said = f"Tiếp nhận {intake} hồ sơ xã đã đề nghị"
        found.append(Todo(said, detail, reverse("office_intake"), "Tiếp nhận", count=intake))
    return found


def _team(user: Any) -> list[Todo]:
    if not user.has_perm("evaluation.view_team_desk"):
        return []
    mine = with_waiting(dossiers_of_team(user)).filter(reviewer=user, state=DossierState.IN_REVIEW, waiting=False)
    ordered = by_urgency(_read(mine))
    shown = [
        Todo(
            title=f"Đánh giá {course.dossier.product.name}",
            detail=f"{course.dossier.product.producer.name} · ở Tổ tư vấn {course.days_here} ngày",
            url=reverse("team_criteria", args=[course.dossier.pk]),
            action="Đánh giá",
            due=course.deadline,
        )
        for course in ordered[:MOST]
    ]
    return [*shown, *_more(len(ordered), "team_queue", "hồ sơ khác được giao")]


def _read(dossiers: QuerySet[Any]) -> list[Course]:
    return courses(for_lists(with_course(dossiers)))


def _more(number: int, view: str, said: str) -> Iterable[Todo]:
    if number <= MOST:
        return []
    return [Todo(f"Còn {number - MOST} {said}", "Xem danh sách đầy đủ", reverse(view), "Xem", count=number - MOST)]
