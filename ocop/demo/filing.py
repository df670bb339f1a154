"""The producers of the sample province at work: registering, filling in, filing. Every step is an action."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.utils import timezone

from ocop.accounts.actions.producers import confirm_producer
from ocop.accounts.actions.registration import NewAccount, register_producer
from ocop.accounts.models import User
from ocop.base.dates import local_date
from ocop.demo.clock import on
from ocop.demo.marks import reaching
from ocop.demo.papers import paper, picture
from ocop.demo.people import PASSWORD
from ocop.demo.stories import Story
from ocop.documents.actions.files import store_file
from ocop.dossiers.actions.drafting import Claim, open_dossier, save_answers, save_self_marks
from ocop.dossiers.actions.evidence import Facts, add_evidence, cite
from ocop.dossiers.actions.filing import submit_dossier
from ocop.dossiers.models import Dossier, Evidence
from ocop.parties.actions import save_representative
from ocop.parties.models import Producer
from ocop.parties.spec import ProducerFacts, RepresentativeFacts
from ocop.places.models import Unit
from ocop.products.actions import add_photos, create_product
from ocop.products.models import Product
from ocop.regulations.models import CriteriaSet, EvidenceKind
from ocop.regulations.queries import criteria_sheet, current_decision, evidence_uses
from ocop.regulations.ruleset import CriteriaSheet

# kind of paper (key) -> number, issuer; those left out have no number of their own
ISSUERS = {
    "business_registration": ("ĐKKD-{n}", "Cơ quan đăng ký kinh doanh"),
    "test_reports": ("KN-{n}/2026", "Trung tâm kiểm nghiệm"),
}


@dataclass
class Filed:
    """A story with the records it has become."""

    story: Story
    user: User
    producer: Producer
    product: Product
    dossier: Dossier


def begin(story: Story, number: int, day: date, commune: Unit, officer: User) -> Filed:
    """Register the producer, let the commune confirm it, describe the product, open the dossier."""
    with on(day, 8):
        registration = register_producer(
            account=NewAccount(
                username=f"chuthe{number}", password=PASSWORD, full_name=story.person, phone=f"09000000{number:02d}"
            ),
            facts=_facts(story, number, commune, day),
            origin=f"demo {number}",
            is_sample=True,
        )
        user, producer = registration.user, registration.producer
        save_representative(by=user, producer=producer, facts=_representative(story, commune))
    with on(day + timedelta(days=1), 14):
        confirm_producer(by=officer, producer=producer)
    with on(day + timedelta(days=2), 19):
        product = _product(story, number, user, producer)
        dossier = open_dossier(by=user, product=product, kind=story.kind)
    return Filed(story, user, producer, product, dossier)


def fill_in(filed: Filed, day: date) -> dict[str, Fraction]:
    """Answer the whole form, score, put papers into the vault and cite them; the points claimed."""
    sheet = criteria_sheet(filed.dossier.criteria_set)
    claims = reaching(sheet, filed.story.claims, spare=filed.story.spare)
    with on(day, 19, 30):
        save_answers(by=filed.user, dossier=filed.dossier, values=_answers(filed.story), seen={})
        _score(filed, sheet, claims)
        _cite(filed, sheet, claims, day)
    return claims


def file_it(filed: Filed, day: date) -> None:
    """Submit, with the declaration."""
    with on(day, 20, 15):
        submit_dossier(by=filed.user, dossier=filed.dossier, declared=True)
    filed.dossier.refresh_from_db()


def _facts(story: Story, number: int, commune: Unit, day: date) -> ProducerFacts:
    return ProducerFacts(
        name=story.producer,
        legal_form=story.form,
        registration_no=f"MAU-{number:04d}",
        commune=commune,
        address=f"Thôn {number % 5 + 1}",
        registered_on=date(day.year - 4, 3, 12),
        registration_office="Phòng Kinh tế (mẫu)",
        phone=f"09000001{number:02d}",
    )


def _representative(story: Story, commune: Unit) -> RepresentativeFacts:
    return RepresentativeFacts(
        full_name=story.person,
        position="Giám đốc" if story.form in ("cooperative", "enterprise") else "Chủ cơ sở",
        sex=story.sex,
        ethnicity="Kinh",
        residence=commune.full_name,
    )


def _product(story: Story, number: int, user: User, producer: Producer) -> Product:
    name = story.product.removesuffix(" (mẫu)").lower()
    chosen = CriteriaSet.objects.get(no=story.set_no, decision=current_decision(local_date(timezone.now())))
    product = create_product(
        by=user,
        producer=producer,
        name=story.product,
        criteria_set=chosen.pk,
        texts={
            "description": f"Sản phẩm {name} làm theo cách của làng, nguyên liệu trong xã.",
            "specification": "Hộp 500 g, hạn dùng 6 tháng." if story.set_no != 26 else "Tour một ngày, 2–20 khách.",
            "story": f"Nghề làm {name} ở đây có từ nhiều đời. Mỗi mùa, các nhà cùng làm và giữ cách làm cũ.",
        },
    )
    add_photos(by=user, product=product, files=[(f"anh-{story.key}.jpg", picture(number))])
    return product


def _answers(story: Story) -> dict[str, object]:
    tourism = story.set_no == 26
    return {
        "papers": ["business", "declaration"] if tourism else ["business", "declaration", "food_safety"],
        "ip_titles": ["mark"] if story.claims > 3 else ["applied"],
        "sample_count": "" if tourism else "5",
        "history": "Bắt đầu từ năm 2015 với ba hộ trong thôn, nay có mười hai hộ cùng làm và một xưởng chung.",
        "organisation": "Một người phụ trách sản xuất, một người kiểm tra chất lượng, hai người bán hàng.",
        "workers": "18",
        "workers_local": "15",
        "workers_female": "11",
        "material": "Nguyên liệu mua của các hộ trong xã theo hợp đồng từng vụ.",
        "process": "Chọn, rửa, chế biến, kiểm tra, đóng gói, dán nhãn.",
        "capacity": "20 tấn một năm",
        "output_last": "14 tấn",
        "revenue_last": "1850000000",
        "profit_last": "260000000",
        "output_before": "11 tấn",
        "revenue_before": "1420000000",
        "profit_before": "190000000",
        "markets": "Cửa hàng trong tỉnh, đại lý ở Hà Nội và Nam Định, sàn thương mại điện tử.",
        "share_outside": "65",
        "plan_done": "Đã làm nhãn mới, mở thêm sáu đại lý; việc xin chứng nhận hữu cơ còn chờ.",
        "plan_production": "Thêm một lò sấy, kiểm nghiệm mỗi sáu tháng.",
        "plan_market": "Vào hai siêu thị ở Hà Nội, dự hội chợ cuối năm.",
        "plan_community": "Nhận thêm năm lao động trong xã.",
        "plan_support": "Hỗ trợ thiết kế bao bì.",
        **(_changes() if story.kind == "again" else {}),
    }


def _changes() -> dict[str, object]:
    """What a re-evaluation says has changed since the last time."""
    said = {
        "market": "Thêm bốn đại lý ngoài tỉnh.",
        "output": "Tăng từ 11 lên 14 tấn một năm.",
        "revenue": "Tăng từ 1,42 lên 1,85 tỷ đồng.",
        "tests": "Có phiếu kiểm nghiệm mới.",
        "renewed_papers": "Đã cấp lại giấy chứng nhận an toàn thực phẩm.",
    }
    same = ("material", "technology", "packaging", "label", "declaration")
    return {f"change_{key}": {"changed": key in said, "text": said.get(key, "")} for key in (*same, *said)}


def _score(filed: Filed, sheet: CriteriaSheet, claims: Mapping[str, Fraction]) -> None:
    orders = {
        rule.code: next((option.order for option in rule.options if option.points == claims[rule.code]), None)
        for rule in sheet.criteria
    }
    save_self_marks(
        by=filed.user, dossier=filed.dossier, claims={code: Claim(order) for code, order in orders.items()}
    )


def _cite(filed: Filed, sheet: CriteriaSheet, claims: Mapping[str, Fraction], day: date) -> None:
    uses = evidence_uses(filed.dossier.criteria_set.decision)
    kinds = EvidenceKind.objects.in_bulk({kind for found in uses.values() for kind in found})
    vault: dict[int, Evidence] = {}
    for rule in sheet.criteria:
        usual = uses.get(rule.id or 0, [])
        if not usual or not claims[rule.code]:
            continue
        kind = kinds[usual[0]]
        if kind.pk not in vault:
            vault[kind.pk] = _add(filed, kind, day)
        cite(by=filed.user, dossier=filed.dossier, code=rule.code, evidence=vault[kind.pk], pages="1")


def _add(filed: Filed, kind: EvidenceKind, day: date) -> Evidence:
    number, issuer = ISSUERS.get(kind.key, ("{n}/2026", "Cơ quan có thẩm quyền (mẫu)"))
    file = store_file(
        by=filed.user,
        name=f"{kind.key}.pdf",
        content=paper(
            kind.name,
            f"{filed.story.producer} – {filed.story.product}",
            (
                f"Loại giấy tờ: {kind.name}.",
                kind.needed or "Nội dung theo Mẫu 02.",
                "Nơi cấp và số: như ghi trong kho.",
            ),
            ("Trang 2: phụ lục kèm theo (mẫu).",),
        ),
    )
    facts = Facts(
        kind=kind.pk,
        title=f"{kind.name} (mẫu)"[:300],
        number=number.format(n=filed.producer.pk),
        issuer=issuer,
        issued_on=day - timedelta(days=120),
        valid_until=day + timedelta(days=245) if kind.key == "test_reports" else day + timedelta(days=700),
    )
    return add_evidence(by=filed.user, producer=filed.producer, facts=facts, file=file)
