"""The producer's view of a dossier: its parts with what each still lacks, what two devices wrote, its certificate."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.base.findings import Finding
from ocop.dossiers.models import AnswerConflict, Dossier, Snapshot
from ocop.dossiers.queries.content import marks_of, open_conflicts, sheet_of, written_answers
from ocop.dossiers.queries.selfscore import comma
from ocop.dossiers.queries.timeline import with_course
from ocop.dossiers.spec import SELF_SCORE, fields_for, is_open, page_of, pages_for, title_of
from ocop.dossiers.spec.values import show

FILERS = (Role.PRODUCER, Role.PRODUCER_HELPER)


@dataclass(frozen=True)
class Part:
    """One part of the form: `lacks` counts what stops a submission, `doubts` what only warns."""

    key: str
    title: str
    lacks: int
    doubts: int
    is_open: bool


@dataclass(frozen=True)
class Clash:
    """An item that two devices wrote differently, both in words."""

    id: int
    item: str
    title: str
    here: str
    there: str
    by: str
    at: Any


def dossier_by_id(pk: int) -> Dossier | None:
    """A dossier with what its pages and its course need."""
    rows = with_course(Dossier.objects.all()).select_related(
        "product__producer__commune__parent",
        "product__criteria_set__group__category",
        "criteria_set__decision",
        "criteria_set__group__category",
        "commune__parent",
        "round",
        "code",
    )
    return rows.filter(pk=pk).first()


def parts_of(dossier: Dossier, findings: Iterable[Finding], reopened: frozenset[str] | None) -> list[Part]:
    """The screens of the form and the self-score, in order, with what each lacks."""
    lacks: dict[str, int] = {}
    doubts: dict[str, int] = {}
    for finding in findings:
        counter = lacks if finding.blocking else doubts
        key = part_of(finding.where)
        counter[key] = counter.get(key, 0) + 1
    found = [(page.key, page.title) for page in pages_for(dossier.kind)]
    found.append((SELF_SCORE, "Tự chấm điểm"))
    return [
        Part(key, title, lacks.get(key, 0), doubts.get(key, 0), is_open(reopened, f"page:{key}"))
        for key, title in found
    ]


def part_of(where: str) -> str:
    """The screen on which a finding is mended: of "field:history" it is "to-chuc"."""
    kind, _, key = where.partition(":")
    if kind == "field":
        return page_of(key).key
    if kind == "page":
        return key
    return {"criterion": SELF_SCORE, "product": "san-pham"}.get(kind, "chu-the")


def clashes_of(dossier: Dossier) -> list[Clash]:
    """What two devices wrote differently: what stands in the dossier, and what was kept apart."""
    rows = open_conflicts(dossier)
    if not rows:
        return []
    written, marks = written_answers(dossier), marks_of(dossier)
    return [_clash(dossier, row, written, marks) for row in rows]


def _clash(dossier: Dossier, row: AnswerConflict, written: Any, marks: Any) -> Clash:
    kind, _, key = row.field.partition(":")
    if kind == "field":
        item = fields_for(dossier.kind)[key]
        here = show(item, written[key].value if key in written else None)
        there = show(item, row.value)
    else:
        options = {option.order: option for option in sheet_of(dossier).criterion(key).options}
        mark = marks.get(key)
        here = _claim(options, mark.option.order if mark and mark.option else None, mark.note if mark else "")
        claim = row.value or {}
        there = _claim(options, claim.get("order"), claim.get("note", ""))
    return Clash(row.pk, row.field, title_of(row.field), here, there, str(row.by), row.at)


def _claim(options: Any, order: int | None, note: str) -> str:
    said = "Không đạt mức nào" if order is None else f"{comma(options[order].points)} điểm: {options[order].label}"
    return f"{said}. {note}" if note else said


def latest_snapshot(dossier: Dossier) -> Snapshot | None:
    """The last frozen version."""
    return dossier.snapshots.select_related("by").order_by("-version").first()


def own_dossiers(user: User) -> QuerySet[Dossier]:
    """The dossiers of the producers for whom `user` files, with their courses (the latest first)."""
    mine = Dossier.objects.filter(product__producer__in=user.scope_ids(Scope.PRODUCER, *FILERS))
    snapshots = Prefetch("snapshots", Snapshot.objects.defer("content"))
    return with_course(mine.select_related("product__producer", "code").prefetch_related(snapshots))


def producer_ids(user: User) -> set[int]:
    """The producers for whom `user` files."""
    return user.scope_ids(Scope.PRODUCER, *FILERS)
