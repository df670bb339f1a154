"""What came of a request to the ministry (Điều 7.4): the office records it, the leader settles what fell below 90."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ocop.accounts.models import User
from ocop.accounts.queries import users_with
from ocop.accounts.roles import Role, Scope
from ocop.audit.actions import record
from ocop.base.errors import IllegalMove, NotAllowed, NotReady, ReasonMissing, Refused
from ocop.base.findings import Finding
from ocop.base.text import nfc
from ocop.documents.models import StoredFile
from ocop.dossiers.actions import outcomes
from ocop.dossiers.queries.procedure import rules_of
from ocop.notices.actions import notify
from ocop.recognition.actions.certificates import record_national_certificate
from ocop.recognition.actions.decisions import DecisionFacts, make_decision, recognise, refuse, send_down
from ocop.recognition.checks.ministry import OutcomeDraft, check_outcome
from ocop.recognition.models import Certificate, MinistryRequest, RecognitionDecision
from ocop.recognition.queries.certificates import today
from ocop.recognition.queries.conflicts import has_conflict
from ocop.recognition.wording import CONFLICT, recognised, sent_down_by_ministry
from ocop.regulations.spec.procedure import Rules


@dataclass(frozen=True)
class OutcomeFacts:
    """What the ministry answered. For 5 stars `number` and `on` are those of the Minister's decision, and
    `certificate_no` that of the certificate; below 90 those of the notice, with the stars of the central result."""

    stars: int
    number: str
    on: date | None
    average: str = ""
    certificate_no: str = ""


@transaction.atomic
def record_ministry_outcome(
    *, by: User, request: MinistryRequest, facts: OutcomeFacts, file: StoredFile | None = None
) -> MinistryRequest:
    """Write down the ministry's answer. 5 stars: the product is recognised; below: the leader is asked."""
    locked = _lock(by, request, "recognition.record_ministry_outcome")
    if locked.outcome:
        raise IllegalMove("Kết quả của Bộ đã được ghi.")
    _check(locked, facts)
    locked.outcome = "five_stars" if facts.stars == 5 else "below"
    locked.outcome_stars, locked.outcome_average = facts.stars, nfc(facts.average)
    locked.outcome_no, locked.outcome_on = nfc(facts.number), facts.on
    locked.save()
    if facts.stars == 5:
        _recognise_national(by, locked, facts, file)
    else:
        _ask_leader(locked)
    data = {"outcome": locked.outcome, "stars": facts.stars, "number": locked.outcome_no, "on": facts.on}
    record("recognition.record_ministry_outcome", by=by, subject=locked, data=data)
    return locked


@transaction.atomic
def recognise_below(*, by: User, request: MinistryRequest, facts: DecisionFacts) -> RecognitionDecision:
    """The leader recognises 3 or 4 stars by the central result, under a decision of the province; stars that a
    district recognises are left to it."""
    locked = _below(by, request)
    stars = locked.outcome_stars or 0
    if stars < 3:
        raise Refused("Kết quả của Trung ương dưới 3 sao: chỉ có thể đánh giá lại hoặc không công nhận.")
    decision = _provincial_decision(by, locked, facts)
    rule = _rules(locked).level("province")
    if stars < min(rule.recognises):
        average = locked.outcome_average or "không ghi"
        send_down(by=by, dossier=locked.dossier, reason=sent_down_by_ministry(stars, average, str(decision)))
    else:
        recognise(by=by, dossier=locked.dossier, decision=decision, stars=stars)
    record("recognition.settle_ministry_outcome", by=by, subject=locked, data={"decision": str(decision)})
    return decision


@transaction.atomic
def evaluate_again(*, by: User, request: MinistryRequest, reason: str) -> MinistryRequest:
    """The leader has the province evaluate the product anew."""
    locked = _below(by, request)
    if not reason.strip():
        raise ReasonMissing("Hãy ghi lý do yêu cầu đánh giá lại.")
    locked.outcome = "again"
    locked.save(update_fields=["outcome"])
    outcomes.evaluate_again(by=by, dossier=locked.dossier, reason=reason)
    record("recognition.settle_ministry_outcome", by=by, subject=locked, data={"again": reason.strip()})
    return locked


@transaction.atomic
def refuse_below(*, by: User, request: MinistryRequest, facts: DecisionFacts, reason: str) -> RecognitionDecision:
    """The leader does not recognise the product, under a decision with the reason."""
    locked = _below(by, request)
    if not reason.strip():
        raise ReasonMissing("Hãy ghi lý do không công nhận.")
    decision = _provincial_decision(by, locked, facts)
    refuse(by=by, dossier=locked.dossier, reason=reason, decision=decision)
    record("recognition.settle_ministry_outcome", by=by, subject=locked, data={"refused": reason.strip()})
    return decision


def _rules(request: MinistryRequest) -> Rules:
    rules = rules_of(request.dossier)
    if rules is None:
        raise Refused("Chưa có quy trình nào áp dụng cho ngày nộp của hồ sơ này.")
    return rules


def _provincial_decision(by: User, request: MinistryRequest, facts: DecisionFacts) -> RecognitionDecision:
    assert request.outcome_on is not None
    return make_decision(by=by, province_id=request.decision.province_id, facts=facts, results_on=request.outcome_on)


def _recognise_national(by: User, request: MinistryRequest, facts: OutcomeFacts, file: StoredFile | None) -> None:
    assert request.outcome_on is not None  # checked before it was written
    minister = _rules(request).level("national").authority
    decision = RecognitionDecision.objects.create(
        province_id=request.decision.province_id,
        authority="ministry",
        number=request.outcome_no,
        signed_on=request.outcome_on,
        signer_name=minister,
        signer_title=minister,
        recorded_by=by,
    )
    certificate = record_national_certificate(
        by=by, dossier=request.dossier, decision=decision, number=nfc(facts.certificate_no), file=file
    )
    detail = recognised(5, certificate.number, str(decision), certificate.valid_until)
    outcomes.recognise(by=by, dossier=request.dossier, detail=detail)


def _ask_leader(request: MinistryRequest) -> None:
    notify(
        to=users_with(Role.SIGNING_LEADER, Scope.PROVINCE, request.decision.province_id),
        kind="recognition.below",
        subject=f"{request.dossier.product.name}: Trung ương đánh giá không đạt 5 sao",
        body=f"Kết quả {request.outcome_stars} sao, văn bản số {request.outcome_no}. "
        "Hãy quyết định công nhận theo kết quả này, đánh giá lại hoặc không công nhận.",
        about=request,
    )


def _check(request: MinistryRequest, facts: OutcomeFacts) -> None:
    number = nfc(facts.certificate_no)
    findings = check_outcome(
        OutcomeDraft(
            stars=facts.stars,
            number=nfc(facts.number),
            on=facts.on,
            certificate_no=number,
            requested_on=request.requested_on,
            today=today(),
        )
    )
    if number and Certificate.objects.filter(number=number).exists():
        message = "Số giấy chứng nhận này đã có trong hệ thống."
        findings.append(Finding("certificate_no", "Điều 7.4.e", message, "certificate_no"))
    if findings:
        raise NotReady(findings)


def _below(by: User, request: MinistryRequest) -> MinistryRequest:
    locked = _lock(by, request, "recognition.settle_ministry_outcome")
    if has_conflict(by, locked.dossier_id):
        raise Refused(CONFLICT)
    if locked.outcome != "below" or locked.dossier.state != "at_ministry":
        raise IllegalMove("Đề nghị này không chờ quyết định của lãnh đạo.")
    return locked


def _lock(by: User, request: MinistryRequest, permission: str) -> MinistryRequest:
    rows = MinistryRequest.objects.select_for_update(of=("self",)).select_related(
        "dossier__product__producer",
        "dossier__commune__parent",
        "dossier__criteria_set__decision",
        "dossier__code",
        "dossier__district",
    )
    locked = rows.get(pk=request.pk)
    if not by.has_perm(permission, locked):
        raise NotAllowed("Bạn không có quyền với đề nghị này.")
    return locked
