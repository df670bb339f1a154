"""Reads of the advisory team's work on a dossier, at the level that has it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.base.dates import show
from ocop.base.findings import Finding
from ocop.dossiers.models import Dossier, Evidence
from ocop.dossiers.queries import has_open_supplement
from ocop.dossiers.queries.desks import SelfScore, latest_snapshot
from ocop.dossiers.states import DossierState
from ocop.evaluation.checks import assessment as rules
from ocop.evaluation.models import (
    ExtraTest,
    SampleReceipt,
    SiteSurvey,
    SurveyPhoto,
    TeamAssessment,
    TeamFinding,
    TeamReport,
)
from ocop.regulations.models import Criterion, Option
from ocop.regulations.queries.sheets import criteria_sheet
from ocop.regulations.ruleset import CriterionRule, plain
from ocop.regulations.scoring.lifts import self_result


@dataclass(frozen=True)
class Paper:
    """An evidence as cited in the submitted version."""

    id: int
    title: str
    number: str
    issuer: str
    valid_until: date | None
    pages: str
    note: str
    content_type: str

    @property
    def said(self) -> str:
        """ "Số 01/GCN · trang 2 · có giá trị đến 31/12/2026"."""
        parts = (
            f"Số {self.number}" if self.number else "",
            f"trang {self.pages}" if self.pages else "",
            f"có giá trị đến {show(self.valid_until)}" if self.valid_until else "",
        )
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class CriterionWork:
    """A criterion as the team works on it: the rule, what was claimed with its papers, what the team found."""

    rule: CriterionRule
    claim: Mapping[str, Any]
    papers: tuple[Paper, ...]
    finding: TeamFinding | None
    standing: TeamFinding | None = None
    """What a colleague wrote meanwhile; `finding` is then what was typed over `seen`."""
    seen: str | None = None

    @property
    def version(self) -> str:
        """Stamp of the finding that the form was filled from; empty where there was none."""
        if self.seen is not None:
            return self.seen
        return self.finding.stamp if self.finding else ""

    @property
    def claimed(self) -> str | None:
        """Points claimed as text; None where the producer left it open."""
        points: str | None = self.claim.get("points")
        return points

    @property
    def as_found(self) -> rules.Found:
        """The finding as the rule sees it."""
        row = self.finding
        if row is None:
            return rules.Found(self.rule.code, self.claimed, None)
        found = plain(row.option.points) if row.option else "0"
        return rules.Found(self.rule.code, self.claimed, found, row.note, row.evidence_ok, is_assessed=True)

    @property
    def stops(self) -> tuple[str, ...]:
        """What ends the evaluation here when it is found (reject, stop, a requirement not met)."""
        return (*self.rule.requirements, *self.rule.reject_if, *self.rule.stop_if)


@dataclass(frozen=True)
class Progress:
    """How far the team is with a dossier."""

    assessed: int = 0
    knockouts: int = 0
    surveyed_on: date | None = None
    open_tests: int = 0
    samples: int = 0
    waived: bool = False


def dossiers_of_team(user: User) -> QuerySet[Dossier]:
    """The filed dossiers of the rounds in whose advisory team the user sits."""
    rounds = user.scope_ids(Scope.ROUND, Role.ADVISORY_TEAM)
    return Dossier.objects.filter(round__in=rounds).exclude(state=DossierState.DRAFT)


def assessment_of(dossier: Dossier) -> TeamAssessment | None:
    """The team's work, once begun."""
    return TeamAssessment.objects.filter(dossier=dossier, level=dossier.level).select_related("finished_by").first()


def criteria_of(dossier: Dossier) -> list[CriterionWork]:
    """Every criterion of the form with claim, papers and finding (2 queries beside the rules)."""
    snapshot = latest_snapshot(dossier)
    content = snapshot.content if snapshot else {"criteria": [], "evidence": []}
    claims = {row["code"]: row for row in content["criteria"]}
    papers = {row["id"]: row for row in content["evidence"]}
    findings = findings_of(dossier)
    return [
        CriterionWork(rule, claim, tuple(_cited(claim, papers)), findings.get(rule.code))
        for rule in criteria_sheet(dossier.criteria_set)
        for claim in [claims.get(rule.code, {})]
    ]


def beside_standing(row: CriterionWork, option: Option | None, seen: str, **words: Any) -> CriterionWork:
    """The row with what was typed in its form, and what a colleague wrote meanwhile beside it."""
    return replace(row, finding=TeamFinding(option=option, **words), standing=row.finding, seen=seen)


def _cited(claim: Mapping[str, Any], papers: Mapping[int, Mapping[str, Any]]) -> Iterable[Paper]:
    return (paper_from(papers[item["evidence"]], item) for item in claim.get("cited", ()))


def findings_of(dossier: Dossier) -> dict[str, TeamFinding]:
    """criterion → the team's finding."""
    rows = TeamFinding.objects.filter(assessment__dossier=dossier, assessment__level=dossier.level).select_related(
        "criterion", "option", "by"
    )
    return {row.criterion.code: row for row in rows}


def team_result(dossier: Dossier, criteria: Iterable[CriterionWork]) -> SelfScore:
    """Total and stars of the team's findings, by the rules of the set; what is not assessed counts 0."""
    sheet = criteria_sheet(dossier.criteria_set)
    marks = {
        row.rule.code: Fraction(row.finding.option.points if row.finding.option else 0)
        for row in criteria
        if row.finding is not None
    }
    result = self_result(sheet, marks)
    target = min((b.star for b in result.blocked if result.stars < b.star <= result.band), default=0)
    missing = tuple(b.criterion for b in result.blocked if b.star == target)
    return SelfScore(result.total, result.stars, target, missing)


def surveys_of(dossier: Dossier) -> list[SiteSurvey]:
    """The site surveys with their photos."""
    rows = SiteSurvey.objects.filter(assessment__dossier=dossier, assessment__level=dossier.level).select_related("by")
    return list(rows.prefetch_related("photos__file"))


def extra_tests_of(dossier: Dossier) -> list[ExtraTest]:
    """The extra tests asked for."""
    rows = ExtraTest.objects.filter(assessment__dossier=dossier, assessment__level=dossier.level)
    return list(rows.select_related("criterion", "asked_by", "file"))


def reports_of(dossier: Dossier) -> list[TeamReport]:
    """The reports the team has finished, latest first."""
    rows = TeamReport.objects.filter(assessment__dossier=dossier, assessment__level=dossier.level).select_related(
        "finished_by"
    )
    return list(rows.order_by("-version"))


def photo_of(dossier: Dossier, pk: int) -> SurveyPhoto | None:
    """A photo of a survey of this dossier."""
    return SurveyPhoto.objects.select_related("file").filter(pk=pk, survey__assessment__dossier=dossier).first()


def extra_test_of(dossier: Dossier, pk: int) -> ExtraTest | None:
    """A test asked for on this dossier."""
    rows = ExtraTest.objects.select_related("assessment__dossier", "file")
    return rows.filter(pk=pk, assessment__dossier=dossier).first()


def samples_of(dossier: Dossier) -> list[SampleReceipt]:
    """The receipts of sample products."""
    return list(SampleReceipt.objects.filter(dossier=dossier, level=dossier.level).select_related("by"))


def what_is_missing(dossier: Dossier) -> list[Finding]:
    """What keeps the team's report from being finished."""
    assessment = assessment_of(dossier)
    tests = tuple(test.what for test in extra_tests_of(dossier) if not test.is_settled)
    work = rules.Work(
        criteria=tuple(row.as_found for row in criteria_of(dossier)),
        surveys=SiteSurvey.objects.filter(assessment__dossier=dossier, assessment__level=dossier.level).count(),
        survey_waived=assessment.survey_waived_reason if assessment else "",
        open_tests=tests,
        samples_needed=dossier.criteria_set.sample_units,
        samples=SampleReceipt.objects.filter(dossier=dossier, level=dossier.level).aggregate(n=Sum("count"))["n"] or 0,
        summary=assessment.summary if assessment else "",
        proposal=assessment.proposal if assessment else "",
    )
    waiting = has_open_supplement(dossier)
    message = "Hồ sơ đang chờ chủ thể bổ sung."
    return [*rules.check(work), *([Finding("supplement_open", rules.CLAUSE, message)] if waiting else [])]


def progress_of(dossiers: Iterable[Dossier]) -> dict[int, Progress]:
    """dossier → how far the team is (4 queries)."""
    ids = [row.pk for row in dossiers]
    counts, tests, samples = _counts(ids), _open_tests(ids), _samples(ids)
    begun = TeamAssessment.objects.filter(dossier__in=ids, level=F("dossier__level"))
    surveys = dict(begun.values_list("dossier").annotate(last=Max("surveys__surveyed_on")))
    found = {}
    for pk in ids:
        assessed, knockouts, waived = counts.get(pk, (0, 0, ""))
        found[pk] = Progress(assessed, knockouts, surveys.get(pk), tests.get(pk, 0), samples.get(pk, 0), bool(waived))
    return found


def _counts(ids: list[int]) -> dict[int, tuple[int, int, str]]:
    """dossier → findings, knock-outs proposed, why no survey is held."""
    rows = TeamAssessment.objects.filter(dossier__in=ids, level=F("dossier__level")).values_list(
        "dossier", "survey_waived_reason"
    )
    counted = rows.annotate(
        assessed=Count("findings", distinct=True),
        knockouts=Count("findings", filter=~Q(findings__knockout=""), distinct=True),
    )
    return {pk: (assessed, knockouts, waived) for pk, waived, assessed, knockouts in counted}


def _open_tests(ids: list[int]) -> dict[int, int]:
    rows = ExtraTest.objects.filter(assessment__dossier__in=ids, result_at=None, waived_reason="").order_by()
    rows = rows.filter(assessment__level=F("assessment__dossier__level"))
    return dict(rows.values_list("assessment__dossier").annotate(n=Count("pk")))


def _samples(ids: list[int]) -> dict[int, int]:
    rows = SampleReceipt.objects.filter(dossier__in=ids, level=F("dossier__level")).order_by()
    return dict(rows.values_list("dossier").annotate(n=Sum("count")))


def cited_evidence(dossier: Dossier, evidence_id: int) -> Evidence | None:
    """An evidence that some submitted version of the dossier cites; nothing else of the vault."""
    for snapshot in dossier.snapshots.order_by("-version"):
        if any(row["id"] == evidence_id for row in snapshot.content["evidence"]):
            return Evidence.objects.select_related("file").filter(pk=evidence_id).first()
    return None


def paper_from(row: Mapping[str, Any], cited: Mapping[str, Any]) -> Paper:
    until = row.get("valid_until")
    return Paper(
        id=row["id"],
        title=row["title"],
        number=row.get("number", ""),
        issuer=row.get("issuer", ""),
        valid_until=date.fromisoformat(until) if until else None,
        pages=cited.get("pages", ""),
        note=cited.get("note", ""),
        content_type=row["file"]["content_type"],
    )


def criterion_by_code(dossier: Dossier, code: str) -> Criterion | None:
    """The row of a criterion of the dossier's set."""
    return Criterion.objects.filter(criteria_set=dossier.criteria_set_id, code=code).first()


def option_by_id(criterion: Criterion, pk: str) -> Option | None:
    """An option of this criterion."""
    return criterion.options.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 12 else None
