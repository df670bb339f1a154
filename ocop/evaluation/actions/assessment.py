"""The advisory team's verbs: findings per criterion, site surveys, extra tests, samples, the report (Điều 7.4)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import IO, Any

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.dates import local_date, show
from ocop.base.errors import Conflict, IllegalMove, NotAllowed, NotReady, ReasonMissing, Refused
from ocop.base.text import nfc
from ocop.documents.actions.files import store_file
from ocop.dossiers.actions.outcomes import finish_review
from ocop.dossiers.actions.province import back_to_review
from ocop.dossiers.actions.telling import tell_about, tell_province
from ocop.dossiers.models import Dossier
from ocop.evaluation.models import (
    ExtraTest,
    SampleReceipt,
    SiteSurvey,
    SurveyPhoto,
    TeamAssessment,
    TeamFinding,
    TeamReport,
)
from ocop.evaluation.queries.assessment import (
    criteria_of,
    extra_tests_of,
    samples_of,
    surveys_of,
    team_result,
    what_is_missing,
)
from ocop.regulations.models import Criterion, Option

Upload = tuple[str, IO[bytes]]


class Overwritten(Conflict):
    """A colleague wrote the same finding meanwhile: `standing` is what would be lost."""

    def __init__(self, standing: TeamFinding) -> None:
        self.standing = standing
        super().__init__(f"{standing.by} vừa ghi khác ở tiêu chí {standing.criterion.code}. Hãy xem rồi chọn một bản.")


@transaction.atomic
def assess_criterion(
    *,
    by: User,
    dossier: Dossier,
    criterion: Criterion,
    option: Option | None,
    note: str = "",
    evidence_ok: bool = True,
    knockout: str = "",
    seen: str | None = None,
) -> TeamFinding:
    """Write what the evidence carries for one criterion (no option: none is met), and a knock-out proposed with its
    reason. A finding without the note it needs is kept; the report waits for it. `seen` is the stamp of the finding
    that the writer had before them ("" where there was none): what a colleague wrote since is not written over."""
    assessment = _open(by, dossier)
    if criterion.criteria_set_id != dossier.criteria_set_id:
        raise Refused("Tiêu chí này không thuộc bộ tiêu chí của hồ sơ.")
    if option is not None and option.criterion_id != criterion.pk:
        raise Refused(f"Tiêu chí {criterion.code} không có mức này.")
    words = {"note": note.strip(), "evidence_ok": evidence_ok, "knockout": knockout.strip()}
    if standing := _written_since(assessment, criterion, {"option": option, **words}, seen):
        return standing
    facts = {"option": option, **words, "by": by, "at": timezone.now()}
    finding, _ = TeamFinding.objects.update_or_create(assessment=assessment, criterion=criterion, defaults=facts)
    data = {"criterion": criterion.code, "points": option.points if option else 0, **words}
    record("evaluation.assess_criterion", by=by, subject=dossier, data=data)
    return finding


def _written_since(
    assessment: TeamAssessment, criterion: Criterion, facts: Mapping[str, Any], seen: str | None
) -> TeamFinding | None:
    """The finding that came after the one that was `seen`, if it says the same: a save whose answer got lost is sent
    again. Overwritten where it says something else."""
    rows = TeamFinding.objects.filter(assessment=assessment, criterion=criterion)
    standing = rows.select_related("by", "criterion").first()
    if seen is None or standing is None or standing.stamp == seen:
        return None
    if any(getattr(standing, name) != value for name, value in facts.items()):
        raise Overwritten(standing)
    return standing


@transaction.atomic
def accept_claims(*, by: User, dossier: Dossier) -> int:
    """Take over the claim for every criterion not assessed yet whose evidence is cited; how many."""
    _open(by, dossier)
    taken = 0
    options = {row.pk: row for row in Option.objects.filter(criterion__criteria_set=dossier.criteria_set_id)}
    criteria = {row.code: row for row in Criterion.objects.filter(criteria_set=dossier.criteria_set_id)}
    for row in criteria_of(dossier):
        if row.finding is None and row.claimed is not None and row.papers:
            chosen = next((o for o in row.rule.options if o.order == row.claim.get("option")), None)
            option = options[chosen.id] if chosen is not None and chosen.id is not None else None
            assess_criterion(by=by, dossier=dossier, criterion=criteria[row.rule.code], option=option)
            taken += 1
    return taken


@transaction.atomic
def record_survey(
    *,
    by: User,
    dossier: Dossier,
    surveyed_on: date,
    place: str,
    participants: str,
    findings: str,
    photos: Iterable[Upload] = (),
) -> SiteSurvey:
    """Write down a visit with its photos."""
    assessment = _open(by, dossier)
    if surveyed_on > local_date(timezone.now()):
        raise Refused("Ngày khảo sát không được sau hôm nay.")
    survey = SiteSurvey.objects.create(
        assessment=assessment,
        surveyed_on=surveyed_on,
        place=nfc(place),
        participants=participants.strip(),
        findings=findings.strip(),
        by=by,
        at=timezone.now(),
    )
    for name, content in photos:
        SurveyPhoto.objects.create(survey=survey, file=_picture(by, name, content))
    data = {"on": surveyed_on, "place": survey.place, "photos": survey.photos.count()}
    record("evaluation.record_survey", by=by, subject=dossier, data=data)
    return survey


@transaction.atomic
def waive_survey(*, by: User, dossier: Dossier, reason: str) -> TeamAssessment:
    """Say why no visit is needed; an empty reason takes the waiver back."""
    assessment = _open(by, dossier)
    assessment.survey_waived_reason = reason.strip()
    assessment.save(update_fields=["survey_waived_reason"])
    record("evaluation.waive_survey", by=by, subject=dossier, data={"reason": reason.strip()})
    return assessment


@transaction.atomic
def ask_test(*, by: User, dossier: Dossier, what: str, reason: str, criterion: Criterion | None = None) -> ExtraTest:
    """Ask the producer for a further test."""
    assessment = _open(by, dossier)
    if not what.strip() or not reason.strip():
        raise ReasonMissing("Hãy ghi chỉ tiêu cần kiểm nghiệm và lý do.")
    test = ExtraTest.objects.create(
        assessment=assessment,
        criterion=criterion,
        what=nfc(what),
        reason=reason.strip(),
        asked_by=by,
        asked_at=timezone.now(),
    )
    body = f"Tổ tư vấn đề nghị kiểm nghiệm bổ sung: {test.what}. Lý do: {test.reason}"
    tell_about(dossier, "evaluation.ask_test", f"{dossier.product.name}: cần kiểm nghiệm bổ sung", body)
    record("evaluation.ask_test", by=by, subject=dossier, data={"what": test.what, "reason": test.reason})
    return test


@transaction.atomic
def record_test(*, by: User, test: ExtraTest, lab: str, result: str, file: Upload | None = None) -> ExtraTest:
    """Write the result of a test asked for, with the laboratory's paper."""
    dossier = test.assessment.dossier
    _open(by, dossier)
    if not result.strip() or not lab.strip():
        raise Refused("Hãy ghi đơn vị kiểm nghiệm và kết quả.")
    test.lab, test.result, test.result_at, test.waived_reason = nfc(lab), result.strip(), timezone.now(), ""
    if file is not None:
        test.file = store_file(by=by, name=file[0], content=file[1])
    test.save()
    record("evaluation.record_test", by=by, subject=dossier, data={"what": test.what, "result": test.result})
    return test


@transaction.atomic
def waive_test(*, by: User, test: ExtraTest, reason: str) -> ExtraTest:
    """Explain why a test asked for is no longer needed."""
    dossier = test.assessment.dossier
    _open(by, dossier)
    if test.result_at is not None:
        raise IllegalMove("Kiểm nghiệm này đã có kết quả.")
    if not reason.strip():
        raise ReasonMissing("Hãy ghi lý do không kiểm nghiệm nữa.")
    test.waived_reason = reason.strip()
    test.save(update_fields=["waived_reason"])
    record("evaluation.waive_test", by=by, subject=dossier, data={"what": test.what, "reason": test.waived_reason})
    return test


@transaction.atomic
def receive_samples(*, by: User, dossier: Dossier, count: int, received_on: date, note: str = "") -> SampleReceipt:
    """Note sample products received by the province (5 needed; tourism services send none)."""
    if not by.has_perm("evaluation.receive_samples", dossier):
        raise NotAllowed("Bạn không có quyền ghi nhận mẫu của hồ sơ này.")
    if not dossier.criteria_set.needs_samples:
        raise Refused("Dịch vụ du lịch không phải nộp sản phẩm mẫu.")
    if count < 1:
        raise Refused("Số mẫu nhận phải từ 1.")
    if received_on > local_date(timezone.now()):
        raise Refused("Ngày nhận không được sau hôm nay.")
    row = SampleReceipt.objects.create(
        dossier=dossier, level=dossier.level, count=count, note=nfc(note), received_on=received_on, by=by
    )
    record("evaluation.receive_samples", by=by, subject=dossier, data={"count": count, "on": received_on})
    return row


@transaction.atomic
def write_report(*, by: User, dossier: Dossier, summary: str, proposal: str) -> TeamAssessment:
    """Write the team's view and what it proposes to the council."""
    assessment = _open(by, dossier)
    assessment.summary, assessment.proposal = summary.strip(), proposal.strip()
    assessment.save(update_fields=["summary", "proposal"])
    record("evaluation.write_report", by=by, subject=dossier)
    return assessment


@transaction.atomic
def finish(*, by: User, dossier: Dossier) -> TeamReport:
    """Report to the council: freeze what was found and make the dossier ready."""
    if not by.has_perm("evaluation.finish_assessment", dossier):
        raise NotAllowed("Chỉ người được giao đánh giá hoàn thành báo cáo.")
    assessment = _open(by, dossier)
    findings = what_is_missing(dossier)
    if findings:
        raise NotReady(findings)
    now = timezone.now()
    assessment.finished_at, assessment.finished_by = now, by
    assessment.save(update_fields=["finished_at", "finished_by"])
    report = TeamReport.objects.create(
        assessment=assessment,
        version=assessment.reports.count() + 1,
        content=_content(assessment, dossier),
        finished_at=now,
        finished_by=by,
    )
    finish_review(by=by, dossier=dossier)
    name = dossier.product.name
    tell_province(dossier, "evaluation.finish_assessment", f"Sẵn sàng trình Hội đồng: {name}", f"Tổ tư vấn: {by}.")
    record("evaluation.finish_assessment", by=by, subject=dossier, data={"report": report.version})
    return report


@transaction.atomic
def reopen(*, by: User, dossier: Dossier, reason: str) -> Dossier:
    """Give the dossier back to the team; the report it made is kept."""
    back_to_review(by=by, dossier=dossier, reason=reason)
    TeamAssessment.objects.filter(dossier=dossier, level=dossier.level).update(finished_at=None, finished_by=None)
    record("evaluation.reopen_assessment", by=by, subject=dossier, data={"reason": reason.strip()})
    return dossier


def _content(assessment: TeamAssessment, dossier: Dossier) -> dict[str, Any]:
    """The report as plain data; the figures are computed from the findings."""
    criteria = criteria_of(dossier)
    score = team_result(dossier, criteria)
    return {
        "summary": assessment.summary,
        "proposal": assessment.proposal,
        "survey_waived_reason": assessment.survey_waived_reason,
        "total": score.total_shown,
        "stars": score.stars,
        "missing_star": score.missing_star,
        "missing": list(score.missing),
        "criteria": [
            {
                "code": row.rule.code,
                "claimed": row.claimed,
                "found": row.as_found.found,
                "note": row.as_found.note,
                "evidence_ok": row.as_found.evidence_ok,
                "knockout": row.finding.knockout if row.finding else "",
            }
            for row in criteria
        ],
        "surveys": [
            {"on": show(row.surveyed_on), "place": row.place, "findings": row.findings} for row in surveys_of(dossier)
        ],
        "tests": [
            {"what": row.what, "lab": row.lab, "result": row.result, "waived": row.waived_reason}
            for row in extra_tests_of(dossier)
        ],
        "samples": sum(row.count for row in samples_of(dossier)),
    }


def _open(by: User, dossier: Dossier) -> TeamAssessment:
    """The assessment to write in, begun with the first word; refused to whoever may not. The state is read anew and
    held: what was opened before the report is not written after."""
    dossier.state = Dossier.objects.select_for_update().values_list("state", flat=True).get(pk=dossier.pk)
    if not by.has_perm("evaluation.assess", dossier):
        raise NotAllowed("Bạn không có quyền đánh giá hồ sơ này.")
    assessment, _ = TeamAssessment.objects.select_for_update().get_or_create(dossier=dossier, level=dossier.level)
    return assessment


def _picture(by: User, name: str, content: IO[bytes]) -> Any:
    stored = store_file(by=by, name=name, content=content)
    if not stored.content_type.startswith("image/"):
        raise Refused(f"“{stored.name}” không phải ảnh JPG hoặc PNG.")
    return stored
