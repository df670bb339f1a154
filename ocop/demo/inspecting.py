"""One inspection that is over: a product as certified, one to be remedied, one whose certificate is to be suspended.
Every step is an action."""

from dataclasses import dataclass
from datetime import date, timedelta

from ocop.accounts.models import User
from ocop.demo import official
from ocop.demo.clock import on
from ocop.demo.province import Province
from ocop.recognition.models import Certificate
from ocop.supervision.actions import concluding, deciding, minutes, planning
from ocop.supervision.checks import ConclusionDraft, Member, MinutesDraft, PlanDraft, SignedDraft
from ocop.supervision.models import InspectedProduct, Inspection
from ocop.supervision.queries.products import get_product, matters_of, products_of
from ocop.supervision.spec import Found, InspectionKind, Outcome, Part

SUSPENDED = "Cốm làng (mẫu)"


@dataclass(frozen=True)
class Told:
    """What the team finds with one product. `changed`: matter → what is not as certified."""

    present: str
    findings: str
    opinion: str
    changed: dict[str, str]
    outcome: str
    reason: str = ""
    ground: str = ""


STORIES = {
    "Gạo bắc thơm (mẫu)": Told(
        "Ông Trần Văn Vàng (mẫu), Giám đốc hợp tác xã",
        "Cơ sở hoạt động ổn định, hồ sơ đầy đủ, nhãn và tem đúng mẫu đã công nhận.",
        "Nhất trí với nội dung biên bản.",
        {},
        Outcome.KEEPS,
    ),
    "Trà sen ướp xổi (mẫu)": Told(
        "Bà Hoàng Thị Vân (mẫu), Giám đốc hợp tác xã",
        "Sản xuất đúng quy trình đã đăng ký; tem truy xuất chưa cập nhật lô hàng mới.",
        "Nhất trí; hợp tác xã sẽ cập nhật tem trong tháng.",
        {"traceability": "Mã trên tem dẫn tới lô hàng năm trước, chưa có lô đang bán"},
        Outcome.REMEDY,
        "Cập nhật tem truy xuất theo từng lô hàng đang bán (dữ liệu mẫu)",
    ),
    SUSPENDED: Told(
        "Bà Dương Thị Thơm (mẫu), Giám đốc hợp tác xã",
        "Cơ sở còn sản xuất, giấy tờ an toàn thực phẩm còn hạn. Nhãn trên lô hàng đang bán ghi sai khối lượng tịnh.",
        "Nhất trí; xin thu hồi lô hàng và in lại nhãn.",
        {"label": "Nhãn ghi 500 g, cân thực tế trung bình 455 g (10 gói)"},
        Outcome.SUSPEND,
        "Nhãn in trên bao bì ghi sai khối lượng tịnh (dữ liệu mẫu)",
        "c",
    ),
}


def inspect(home: Province, day: date) -> Inspection:
    """Planned on `day`, decided the next, walked in a week, concluded after sixteen days; its papers issued."""
    inspection = _decided(home, day)
    for number, product in enumerate(products_of(inspection)):
        _write(home, get_product(product.pk), day + timedelta(days=6 + number))
    _conclude(home, inspection, day + timedelta(days=14))
    _issue(home, inspection, day + timedelta(days=16))
    return inspection


def _decided(home: Province, day: date) -> Inspection:
    # loaded anew: the records of the province before the merger were handed over after the accounts were made
    inspector, office = User.objects.get(username="kiemtra"), home.users["vanphong"]
    with on(day, 9):
        draft = PlanDraft(
            kind=InspectionKind.PERIODIC,
            title="Kiểm tra việc duy trì tiêu chí sản phẩm OCOP đã công nhận",
            basis="Kế hoạch kiểm tra, giám sát sản phẩm OCOP năm số 15/KH-UBND (mẫu)",
            starts_on=day + timedelta(days=4),
            ends_on=day + timedelta(days=12),
        )
        inspection = planning.create_inspection(by=inspector, province=home.unit, draft=draft)
        for member, user in _team(office, inspector):
            planning.add_member(by=inspector, inspection=inspection, member=member, user=user)
        keys = Certificate.objects.filter(product_name__in=STORIES).values_list("pk", flat=True)
        assert planning.add_products(by=inspector, inspection=inspection, certificate_ids=keys) == len(STORIES)
        planning.submit_inspection(by=inspector, inspection=inspection)
    with on(day + timedelta(days=1), 15):
        facts = SignedDraft("1315/QĐ-UBND", day + timedelta(days=1), home.signer)
        return deciding.decide_inspection(by=home.users["lanhdao.tinh"], inspection=inspection, facts=facts)


def _team(office: User, inspector: User) -> list[tuple[Member, User | None]]:
    agency = "Sở Nông nghiệp và Môi trường"
    return [
        (Member(str(office), f"Trưởng phòng, {agency}", "Phụ trách chung", is_head=True), None),
        (Member(str(inspector), f"Chuyên viên, {agency}", "Ghi biên bản", has_account=True), inspector),
        (Member("Tạ Thị Nga (mẫu)", "Chuyên viên, Sở Y tế", "An toàn thực phẩm"), None),
    ]


def _write(home: Province, product: InspectedProduct | None, day: date) -> None:
    assert product is not None
    told, inspector = STORIES[str(product)], home.users["kiemtra"]
    answers = {row.key: (Found.KEPT.value, "") for row in matters_of(product.minutes) if row.part != Part.OTHER}
    answers |= {key: (Found.CHANGED.value, note) for key, note in told.changed.items()}
    draft = MinutesDraft(
        held_on=day,
        place=f"Cơ sở sản xuất của {product.certificate.producer_name}",
        present=told.present,
        findings=told.findings,
        opinion=told.opinion,
        answers=answers,
    )
    with on(day, 10):
        kept = minutes.save_minutes(by=inspector, minutes=product.minutes, draft=draft, version=0)
        minutes.close_minutes(by=inspector, minutes=kept)


def _conclude(home: Province, inspection: Inspection, day: date) -> None:
    inspector = home.users["kiemtra"]
    with on(day, 9):
        for product in products_of(inspection):
            told = STORIES[str(product)]
            draft = ConclusionDraft(
                product=str(product),
                outcome=told.outcome,
                reason=told.reason,
                ground=told.ground,
                remedy_by=home.today + timedelta(days=20) if told.outcome == Outcome.REMEDY else None,
                changed=len(told.changed),
            )
            concluding.conclude_product(by=inspector, product=product, draft=draft)
        summary = (
            "Các chủ thể phối hợp với Đoàn, còn sản xuất sản phẩm đã được công nhận, giữ tiêu chí về nguyên liệu, "
            "lao động địa phương. Tem truy xuất và ghi nhãn còn thiếu sót ở hai sản phẩm."
        )
        concluding.write_summary(by=inspector, inspection=inspection, summary=summary)
        deciding.submit_conclusion(by=inspector, inspection=inspection)
    with on(day + timedelta(days=2), 15):
        facts = SignedDraft("21/KL-SNNMT", day + timedelta(days=2), "Giám đốc")
        deciding.sign_conclusion(by=home.users["vanphong"], inspection=inspection, facts=facts)


def _issue(home: Province, inspection: Inspection, day: date) -> None:
    office = home.users["vanphong"]
    with on(day, 17):
        official.issue(office, "inspection_decision", "inspection", inspection.pk)
        for product in products_of(inspection):
            official.issue(office, "inspection_minutes", "inspected", product.pk)
        official.issue(office, "inspection_conclusion", "inspection", inspection.pk)
