"""What an officer sees of a draft: its progress, its open places with the words of the file, its lines."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from ocop.accounts.models import User
from ocop.base.text import nfc
from ocop.regulations.models import CriteriaSet, Criterion, Decision, Heading, ImportFinding, Option, RuleRow
from ocop.regulations.queries.content import content_findings
from ocop.regulations.queries.imports import import_findings
from ocop.regulations.spec.shapes import CARRIED, KEEP, NAME, PARTS, STAR


@dataclass(frozen=True, slots=True)
class Counted:
    """How much a decision holds, and how much of what was unclear is settled."""

    sets: int
    criteria: int
    options: int
    minima: int
    findings: int
    settled: int
    carried_open: int

    @property
    def open(self) -> int:
        return self.findings - self.settled


@dataclass(frozen=True, slots=True)
class SetLine:
    """A set of a draft with what is in it and how many places are open."""

    row: CriteriaSet
    criteria: int
    options: int
    minima: int
    open: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the official text; the doubtful one is marked."""

    text: str
    points: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A finding, the words of the file around it, and the readings that are offered."""

    finding: ImportFinding
    set_name: str
    lines: tuple[Line, ...]
    readings: tuple[str, ...]

    @property
    def value(self) -> str:
        """What stands in the field: the conclusion, else the proposal."""
        return self.finding.value or self.finding.proposed

    @property
    def part(self) -> str:
        """The part of the body on which it is confirmed, or nothing."""
        return self.finding.code if self.finding.kind == CARRIED else ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the body: confirmed, or still as the decision before has it."""

    key: str
    title: str
    source: str
    """What was carried over and from where; empty where the file itself said it."""
    confirmed_by: Any = None
    confirmed_at: Any = None

    @property
    def is_open(self) -> bool:
        return bool(self.source) and self.confirmed_at is None


def drafts() -> QuerySet[Decision]:
    """Every draft, newest first."""
    return Decision.objects.filter(status="draft").select_related("imported_by").order_by("-imported_at", "-pk")


def settled_drafts() -> QuerySet[Decision]:
    """Drafts from a file of which every open place has been settled: they wait to be put in force."""
    found = ImportFinding.objects.filter(decision=OuterRef("pk"))
    return drafts().filter(Exists(found), ~Exists(found.filter(settled_at=None)))


def waiting_for_freeze(user: User) -> list[Decision]:
    """Settled drafts that `user` may put in force."""
    if not user.has_perm("regulations.freeze"):
        return []
    return [draft for draft in settled_drafts() if user.has_perm("regulations.freeze", draft)]


def any_decision(pk: int) -> Decision | None:
    """A decision, frozen or not."""
    return Decision.objects.select_related("imported_by", "frozen_by").filter(pk=pk).first()


def draft_by_id(pk: int) -> Decision | None:
    """A draft."""
    return drafts().filter(pk=pk).first()


def counted(decision: Decision) -> Counted:
    """The figures at the head of the page."""
    options = Option.objects.filter(criterion__criteria_set__decision=decision)
    asked = import_findings(decision).aggregate(
        all=Count("pk"), settled=Count("settled_at"), carried=Count("pk", Q(kind=CARRIED, settled_at=None))
    )
    return Counted(
        sets=decision.sets.count(),
        criteria=Criterion.objects.filter(criteria_set__decision=decision).count(),
        options=options.count(),
        minima=options.exclude(star_minimum=None).count(),
        findings=asked["all"], settled=asked["settled"], carried_open=asked["carried"],
    )  # fmt: skip


def set_lines(decision: Decision) -> list[SetLine]:
    """Every set with its counts; four queries."""
    of_set = {"criterion__criteria_set__decision": decision}
    options: dict[int, tuple[int, int]] = {}
    for set_id, many, least in (
        Option.objects.filter(**of_set)
        .order_by()
        .values_list("criterion__criteria_set")
        .annotate(Count("pk"), Count("star_minimum"))
    ):
        options[set_id] = (many, least)
    criteria = Criterion.objects.filter(criteria_set__decision=decision).order_by().values_list("criteria_set")
    in_set = dict(criteria.annotate(Count("pk")))
    open_in = dict(
        import_findings(decision).filter(settled_at=None).order_by().values_list("set_no").annotate(Count("pk"))
    )
    return [
        SetLine(row, in_set.get(row.pk, 0), *options.get(row.pk, (0, 0)), open=open_in.get(row.no, 0))
        for row in decision.sets.select_related("group__category").order_by("no")
    ]


def findings_in(decision: Decision, state: str = "") -> QuerySet[ImportFinding]:
    """The findings, set by set: all, "mo" (open) or "xong" (settled)."""
    rows = import_findings(decision).select_related("decision")
    rows = rows.order_by(F("set_no").asc(nulls_last=True), "order")
    if state == "mo":
        return rows.filter(settled_at=None)
    return rows.exclude(settled_at=None) if state == "xong" else rows


def places_of(decision: Decision, findings: Iterable[ImportFinding]) -> list[Place]:
    """The findings with the words of the file; four queries for any number of them."""
    rows = list(findings)
    numbers = {row.set_no for row in rows if row.set_no}
    of_sets = {"criteria_set__decision": decision, "criteria_set__no__in": numbers}
    texts: dict[Any, Any] = {}
    for model in (Heading, Criterion):
        for line in model.objects.filter(**of_sets).select_related("criteria_set"):
            texts[line.criteria_set.no, line.code] = line
    options: dict[int, list[Option]] = defaultdict(list)
    wanted = [
        texts[key].pk for key in {(row.set_no, row.code) for row in rows} if isinstance(texts.get(key), Criterion)
    ]
    for option in Option.objects.filter(criterion__in=wanted).order_by("order"):
        options[option.criterion_id].append(option)
    names = dict(decision.sets.filter(no__in=numbers).values_list("no", "name"))
    return [
        Place(row, names.get(row.set_no or 0, ""), tuple(_lines(row, texts, options)), _readings(row)) for row in rows
    ]


def _lines(row: ImportFinding, texts: dict[Any, Any], options: dict[int, list[Option]]) -> Iterable[Line]:
    line = texts.get((row.set_no, row.code))
    if line is None:
        return
    printed = str(line.max_points.normalize().to_integral() if line.max_points % 1 == 0 else line.max_points)
    yield Line(line.official_text or f"{line.code}. {line.name}", printed, row.option_order is None)
    if isinstance(line, Criterion):
        for option in options[line.pk]:
            shown = option.points_shown if option.printed is None else (option.printed or "để trống")
            yield Line(option.official_text or option.label, shown, option.order == row.option_order)


def _readings(row: ImportFinding) -> tuple[str, ...]:
    """What may be chosen with a key; other values are typed."""
    if row.kind == STAR:
        offered: Sequence[str] = (row.proposed, "3", "4", "5", "không", KEEP)
    elif row.kind == NAME:
        offered = (row.proposed, row.as_read)
    else:
        offered = (row.proposed, KEEP)
    return tuple(dict.fromkeys(text for text in offered if text))


def usual_reasons(decision: Decision) -> list[str]:
    """Reasons already given here, the latest first, then the usual ones."""
    given = import_findings(decision).exclude(settled_at=None).order_by("-settled_at").values_list("reason", flat=True)
    usual = ["Đã đối chiếu bản ký", "Đã đối chiếu Công báo", "Lỗi chế bản của bản chép"]
    return list(dict.fromkeys([*given[:30], *usual]))[:12]


def parts_of(decision: Decision) -> list[Part]:
    """The parts of the body with what was carried over."""
    found: dict[str, list[ImportFinding]] = defaultdict(list)
    for row in import_findings(decision).filter(kind=CARRIED):
        found[row.code].append(row)
    parts = []
    for key, title in PARTS.items():
        rows = found.get(key, [])
        done = [row for row in rows if row.settled_at is not None]
        last = done[-1] if rows and len(done) == len(rows) else None
        source = " ".join(row.what for row in rows)
        parts.append(Part(key, title, source, last.settled_by if last else None, last.settled_at if last else None))
    return parts


def part_of(decision: Decision, key: str) -> Part | None:
    """One of them."""
    return next((part for part in parts_of(decision) if part.key == key), None)


def set_of(decision: Decision, number: int) -> CriteriaSet | None:
    """A set of this decision."""
    rows = CriteriaSet.objects.select_related("group__category", "decision")
    return rows.filter(decision=decision, no=number).first()


def line_of(decision: Decision, number: int, code: str) -> Heading | Criterion | None:
    """A criterion or a heading of a set by its sign."""
    place = {"criteria_set__decision": decision, "criteria_set__no": number, "code": code}
    found: RuleRow | None = None
    for model in (Criterion, Heading):
        found = found or model.objects.select_related("criteria_set__decision").filter(**place).first()
    return found  # type: ignore[return-value]


def headings_of(decision: Decision, number: int) -> list[Heading]:
    """Parts, sections and groups of a set in the order of the form."""
    return list(Heading.objects.filter(criteria_set__decision=decision, criteria_set__no=number).order_by("order"))


def is_criterion(line: Heading | Criterion) -> bool:
    """Whether a line is marked itself."""
    return isinstance(line, Criterion)


def figure_rows(decision: Decision, part: str) -> QuerySet[Any]:
    """The rows of a part of the body."""
    rows: dict[str, QuerySet[Any]] = {
        "bands": decision.star_bands.order_by("-stars"),
        "terms": decision.terms.order_by("pk"),
        "rounds": decision.rounds.order_by("level", "no"),
        "evidence": decision.evidence_kinds.order_by("order"),
    }
    return rows[part]


def replaceable(decision: Decision) -> list[Decision]:
    """The decisions that this one may replace: the newest frozen version of each other number, newest first."""
    rows = Decision.objects.frozen().exclude(number=decision.number).order_by("number", "version")
    newest = {row.number: row for row in rows}
    return sorted(newest.values(), key=lambda row: row.in_force_from, reverse=True)


def does_not_add_up(decision: Decision) -> list[Any]:
    """What does not add up in a draft, whatever is still to be settled."""
    return content_findings(decision)


def number_known(number: str) -> bool:
    """Whether a version of this decision is there."""
    return Decision.objects.filter(number=nfc(number)).exists()


def newer_version(decision: Decision) -> Decision | None:
    """The correction that followed a frozen version."""
    rows = Decision.objects.frozen().filter(number=decision.number, version__gt=decision.version)
    return rows.order_by("-version").first()
