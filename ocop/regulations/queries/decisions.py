"""Which decision holds on a day, its rounds, and the finder of the right criteria set."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet

from ocop.base.text import fold, nfc
from ocop.regulations.models import (
    CriteriaSet,
    Criterion,
    Decision,
    EvidenceKind,
    Option,
    SourceFault,
)

Matcher = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class SetHit:
    """A criteria set as the finder shows it; `example` is the everyday product that matched, if one did."""

    id: int
    no: int
    name: str
    category: str
    group: str
    subgroup: str
    ministries: tuple[str, ...]
    examples: tuple[str, ...]
    needs_samples: bool
    example: str = ""


@dataclass(frozen=True, slots=True)
class RoundDates:
    """A round of one year: the last days that are still "before" the day the law names."""

    level: str
    no: int
    year: int
    last_request_day: date
    last_finish_day: date
    clause: str


def current_decision(on: date) -> Decision | None:
    """The frozen decision in force on a day, newest first."""
    in_force = Q(in_force_from__lte=on) & (Q(in_force_to=None) | Q(in_force_to__gte=on))
    return Decision.objects.frozen().filter(in_force).order_by("-in_force_from", "-version").first()


def decision_by_number(number: str) -> Decision | None:
    """The newest frozen version of a decision."""
    return Decision.objects.frozen().filter(number=number).order_by("-version").first()


def list_sets(decision: Decision) -> list[SetHit]:
    """All criteria sets of a decision in the order of the law."""
    rows = (
        CriteriaSet.objects.filter(decision=decision)
        .select_related("group__category")
        .prefetch_related("examples")
        .order_by("no")
    )
    return [_hit(row) for row in rows]


def find_sets(decision: Decision, text: str) -> list[SetHit]:
    """Sets that fit the words, with or without accents, best first.

    Every word must occur: as written in one product or name, then without accents, then anywhere in the
    classification, and last as the beginning of a word (someone is still typing).
    """
    if not fold(text):
        return list_sets(decision)
    found: list[tuple[int, SetHit]] = []
    for hit in list_sets(decision):
        place = _place(hit, text)
        if place is not None:
            found.append((place[0], replace(hit, example=place[1])))
    return [hit for _, hit in sorted(found, key=lambda pair: (pair[0], pair[1].no))]


def round_dates(decision: Decision, year: int) -> list[RoundDates]:
    """The rounds the law sets for a year. "Before 30/4" means that 29/4 is the last day in time."""
    one_day = timedelta(days=1)
    return [
        RoundDates(
            level=row.level,
            no=row.no,
            year=year,
            last_request_day=date(year, row.request_month, row.request_day) - one_day,
            last_finish_day=date(year + row.years_later, row.finish_month, row.finish_day) - one_day,
            clause=row.clause,
        )
        for row in decision.rounds.order_by("level", "no")
    ]


def set_criteria(criteria_set: CriteriaSet) -> QuerySet[Criterion]:
    """The criteria of a set in the order of the form, with options and kinds of evidence (3 queries)."""
    return (
        Criterion.objects.filter(criteria_set=criteria_set)
        .order_by("order")
        .prefetch_related(
            Prefetch("options", Option.objects.order_by("order")),
            Prefetch("evidence_kinds", EvidenceKind.objects.order_by("order")),
        )
    )


def evidence_kinds(decision: Decision) -> QuerySet[EvidenceKind]:
    """The rows of the evidence table of Mẫu 02."""
    return EvidenceKind.objects.filter(decision=decision).order_by("order")


def source_faults(decision: Decision, criteria_set: CriteriaSet | None = None) -> QuerySet[SourceFault]:
    """What is to be checked against the signed paper ("cần đối chiếu"): of a set, or all."""
    rows = SourceFault.objects.filter(decision=decision).select_related("criteria_set").order_by("id")
    return rows if criteria_set is None else rows.filter(Q(criteria_set=criteria_set) | Q(criteria_set=None))


def _hit(row: CriteriaSet) -> SetHit:
    return SetHit(
        id=row.pk,
        no=row.no,
        name=row.name,
        category=row.group.category.name,
        group=row.group.name,
        subgroup=row.subgroup,
        ministries=tuple(row.ministries),
        examples=tuple(example.text for example in row.examples.all()),
        needs_samples=row.needs_samples,
    )


def _place(hit: SetHit, text: str) -> tuple[int, str] | None:
    """How well a set fits (0 best) and the example that does; None where it does not."""
    whole = ", ".join((hit.name, hit.subgroup, hit.group, hit.category, *hit.examples))
    items = [(item, example) for example in hit.examples for item in example.split(",")]
    examples = [(example, example) for example in hit.examples]
    rest = [(hit.name, ""), (whole, "")]
    order: list[tuple[list[tuple[str, str]], Matcher]] = [
        ([*items, *examples, (hit.name, "")], _as_written),
        (items, _without_accents),
        (examples, _without_accents),
        (rest, _without_accents),
        (examples, _as_beginning),
        (rest, _as_beginning),
    ]
    for place, (texts, fits) in enumerate(order):
        for known, example in texts:
            if fits(text, known):
                return place, example
    return None


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in text.casefold()).split()


def _as_written(asked: str, known: str) -> bool:
    return set(_words(nfc(asked))) <= set(_words(known))


def _without_accents(asked: str, known: str) -> bool:
    return set(_words(fold(asked))) <= set(_words(fold(known)))


def _as_beginning(asked: str, known: str) -> bool:
    words = _words(fold(known))
    return all(any(word.startswith(part) for word in words) for part in _words(fold(asked)))
