"""Inspections at every step, made through the actions."""

from datetime import date, timedelta
from itertools import count

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.recognition.models import Certificate
from ocop.recognition.queries.certificates import today
from ocop.supervision.actions import concluding, deciding, minutes, planning
from ocop.supervision.checks import ConclusionDraft, Member, MinutesDraft, PlanDraft, SignedDraft
from ocop.supervision.models import InspectedProduct, Inspection
from ocop.supervision.queries.products import get_product, matters_of
from ocop.supervision.spec import Found, InspectionKind, Outcome
from tests.factories.accounts import make_user
from tests.factories.recognition import leader_of, make_certificate, office_of

_numbers = count(1)
STEPS = ("draft", "submitted", "under_way", "closed", "drafted", "concluding", "concluded")


def inspector_of(province: object, name: str = "Ngô Thị Kiểm Tra") -> User:
    """An inspector of the province."""
    return make_user(name, roles=[(Role.INSPECTOR, Scope.PROVINCE, province.pk)])  # type: ignore[attr-defined]


def plan_draft(**changes: object) -> PlanDraft:
    """Words and days that the rules accept."""
    given = {
        "kind": InspectionKind.PERIODIC,
        "title": "Kiểm tra sản phẩm OCOP quý IV",
        "basis": "Kế hoạch kiểm tra năm 2026",
        "starts_on": today(),
        "ends_on": today() + timedelta(days=5),
        "reason": "",
    } | changes
    return PlanDraft(**given)  # type: ignore[arg-type]


def signed_draft(number: str = "", **changes: object) -> SignedDraft:
    """Number, day and title that the rules accept."""
    given = {"number": number or f"{next(_numbers)}/QĐ", "signed_on": today(), "signer_title": "Chủ tịch"} | changes
    return SignedDraft(**given)  # type: ignore[arg-type]


def minutes_draft(product: InspectedProduct, *changed: str, **changes: object) -> MinutesDraft:
    """Every matter as certified but those named by key."""
    given = {
        "held_on": today(),
        "place": "Cơ sở sản xuất, thôn Đông",
        "present": "Bà Đinh Thị Mơ, Giám đốc",
        "findings": "Cơ sở sản xuất bình thường.",
        "opinion": "Không có ý kiến",
        "answers": {
            row.key: (Found.CHANGED, "Nhãn thiếu ngày sản xuất") if row.key in changed else (Found.KEPT, "")
            for row in matters_of(product.minutes)
        },
    } | changes
    return MinutesDraft(**given)  # type: ignore[arg-type]


def conclusion_draft(outcome: str = Outcome.KEEPS, **changes: object) -> ConclusionDraft:
    """What the rules accept for this outcome."""
    given: dict[str, object] = {"product": "", "outcome": outcome}
    if outcome != Outcome.KEEPS:
        given["reason"] = "Nhãn thiếu ngày sản xuất"
    if outcome == Outcome.REMEDY:
        given["remedy_by"] = today() + timedelta(days=30)
    if outcome == Outcome.REVOKE:
        given["ground"] = "b"
    return ConclusionDraft(**(given | changes))  # type: ignore[arg-type]


class Around:
    """The people and the certificate around an inspection."""

    def __init__(self, certificate: Certificate | None = None) -> None:
        self.certificate = certificate or make_certificate()
        self.province = self.certificate.decision.province
        self.office, self.leader = office_of(self.province), leader_of(self.province)
        self.inspector = inspector_of(self.province)


def make_inspection(
    step: str = "concluded",
    *,
    around: Around | None = None,
    outcome: str = Outcome.KEEPS,
    changed: tuple[str, ...] = (),
    concluded_on: date | None = None,
    **plan: object,
) -> Inspection:
    """An inspection of one product as far as `step`."""
    them = around or Around()
    reached = STEPS[: STEPS.index(step) + 1]
    made = planning.create_inspection(by=them.office, province=them.province, draft=plan_draft(**plan))
    head = Member("Đặng Thị Vân", "Phó Giám đốc Sở", "Phụ trách chung", is_head=True)
    planning.add_member(by=them.office, inspection=made, member=head)
    writer = Member(str(them.inspector), "Chuyên viên", "Ghi biên bản", has_account=True)
    planning.add_member(by=them.office, inspection=made, member=writer, user=them.inspector)
    planning.add_products(by=them.office, inspection=made, certificate_ids=[them.certificate.pk])
    product = made.products.get()
    if "submitted" in reached:
        planning.submit_inspection(by=them.office, inspection=made)
    if "under_way" in reached:
        deciding.decide_inspection(by=them.leader, inspection=made, facts=signed_draft())
    found = get_product(product.pk)
    assert found is not None
    if "closed" in reached:
        write(found, them.inspector, *changed)
    if "drafted" in reached:
        concluding.conclude_product(by=them.inspector, product=found, draft=conclusion_draft(outcome))
        concluding.write_summary(by=them.inspector, inspection=made, summary="Chấp hành tốt.")
    if "concluding" in reached:
        deciding.submit_conclusion(by=them.inspector, inspection=made)
    if "concluded" in reached:
        facts = signed_draft(signed_on=concluded_on or today(), signer_title="Giám đốc")
        deciding.sign_conclusion(by=them.office, inspection=made, facts=facts)
    return made


def write(product: InspectedProduct, by: User, *changed: str) -> None:
    """Write the minutes of a product whole, and close them."""
    draft = minutes_draft(product, *changed)
    minutes.save_minutes(by=by, minutes=product.minutes, draft=draft, version=product.minutes.version)
    product.minutes.refresh_from_db()
    minutes.close_minutes(by=by, minutes=product.minutes)
