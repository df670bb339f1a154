"""Commune, province and advisory team at work on a sample dossier. Every step is an action."""

from datetime import date, timedelta

from ocop.demo.clock import on
from ocop.demo.filing import Filed
from ocop.demo.papers import picture
from ocop.demo.province import Province
from ocop.dossiers.actions import commune, province
from ocop.dossiers.actions.supplements import Returned
from ocop.dossiers.models import Dossier, Round
from ocop.dossiers.queries.desks import checklist
from ocop.evaluation.actions import assessment
from ocop.evaluation.queries.assessment import criteria_of
from ocop.regulations.models import Criterion, Option
from ocop.regulations.ruleset import plain

MATTERS = {
    "local_material": "Khoảng 80% nguyên liệu mua của các hộ trong xã, có sổ thu mua từng vụ.",
    "local_labour": "15 trong 18 lao động thường trú tại xã.",
    "idea_origin": "Nghề truyền thống của làng; chủ thể cải tiến bao bì và cách bảo quản.",
    "local_identity": "Cách làm thủ công được giữ; câu chuyện sản phẩm gắn với lễ hội của làng.",
}


def check_at_commune(home: Province, filed: Filed, day: date) -> None:
    """The officer looks at every item, writes Mẫu 03 and puts it before the leader."""
    officer = home.officer(filed.story.commune)
    with on(day, 9):
        commune.assign_officer(by=officer, dossier=filed.dossier, officer=officer)
        found = {line.item: (True, "") for line in checklist(filed.dossier)}
        commune.check_items(by=officer, dossier=filed.dossier, found=found)
        commune.write_report(by=officer, dossier=filed.dossier, matters=MATTERS)
        commune.prepare(by=officer, dossier=_fresh(filed))


def return_at_commune(home: Province, filed: Filed, day: date) -> None:
    """The officer sends two items back."""
    officer = home.officer(filed.story.commune)
    reasons = {
        "field:markets": ("Nơi bán chính", "Ghi tên cửa hàng, đại lý cụ thể; hiện mới nêu chung."),
        "criterion:1.1": ("Tiêu chí 1.1", "Hợp đồng thu mua thiếu trang ký; tải lại bản đủ trang."),
    }
    items = [Returned(item, title, reason) for item, (title, reason) in reasons.items()]
    with on(day, 10):
        commune.return_to_producer(
            by=officer, dossier=filed.dossier, reason="Hồ sơ cơ bản đủ, cần rõ hơn hai mục.", items=items
        )


def forward_to_province(home: Province, filed: Filed, day: date, number: int) -> None:
    """The leader approves Mẫu 03 and asks the province."""
    leader = home.leader(filed.story.commune)
    with on(day, 15):
        commune.forward(
            by=leader,
            dossier=_fresh(filed),
            report_no=f"{number:02d}/BC-UBND",
            request_no=f"{number + 10:02d}/UBND-KT",
            signed_on=day,
        )


def accept(home: Province, filed: Filed, day: date, round_: Round) -> None:
    """The office takes the dossier in and gives it to a member of the team; the samples have come."""
    office, reviewer = home.users["vanphong"], home.users["totuvan"]
    with on(day, 9, 30):
        province.accept(by=office, dossier=_fresh(filed), round=round_, reviewer=reviewer, officer=office)
        if filed.dossier.criteria_set.needs_samples:
            assessment.receive_samples(by=office, dossier=_fresh(filed), count=5, received_on=day, note="Nguyên hộp")


def return_at_province(home: Province, filed: Filed, day: date) -> None:
    """The team asks for a newer test report."""
    with on(day, 11):
        province.return_for_completion(
            by=home.users["totuvan"],
            dossier=_fresh(filed),
            reason="Phiếu kiểm nghiệm thiếu chỉ tiêu kim loại nặng.",
            items=[Returned("criterion:1.2", "1.2", "Bổ sung chứng nhận còn hiệu lực của vùng nguyên liệu.")],
        )


def begin_review(home: Province, filed: Filed, day: date) -> None:
    """The team assesses the first criteria."""
    with on(day, 14):
        _assess(home, filed, limit=9)


def review(home: Province, filed: Filed, day: date) -> None:
    """The team assesses every criterion, visits the place and reports."""
    member = home.users["totuvan"]
    with on(day, 8):
        assessment.record_survey(
            by=member,
            dossier=_fresh(filed),
            surveyed_on=day,
            place=f"{filed.producer.address}, {filed.producer.commune.full_name}",
            participants="Tổ tư vấn, công chức xã, đại diện chủ thể",
            findings="Xưởng gọn, có khu sơ chế riêng; nguyên liệu đúng như khai.",
            photos=[(f"khao-sat-{filed.story.key}.jpg", picture(filed.producer.pk + 20))],
        )
    with on(day + timedelta(days=1), 14):
        _assess(home, filed)
        assessment.write_report(
            by=member,
            dossier=_fresh(filed),
            summary="Minh chứng đầy đủ, khớp với khảo sát thực tế.",
            proposal="Đủ điều kiện trình Hội đồng.",
        )
        assessment.finish(by=member, dossier=_fresh(filed))


def _assess(home: Province, filed: Filed, limit: int | None = None) -> None:
    """The team grants what is claimed, except that every seventh criterion carries one step less."""
    dossier = _fresh(filed)
    criteria = {row.code: row for row in Criterion.objects.filter(criteria_set=dossier.criteria_set)}
    options = {row.pk: row for row in Option.objects.filter(criterion__criteria_set=dossier.criteria_set)}
    for place, work in enumerate(criteria_of(dossier)[:limit]):
        levels = [option for option in work.rule.options if plain(option.points) == (work.claimed or "0")]
        chosen = levels[0] if levels else None
        lower = place % 7 == 6 and chosen is not None and chosen.order > work.rule.options[0].order
        if lower and chosen is not None:
            chosen = work.rule.options[work.rule.options.index(chosen) - 1]
        assessment.assess_criterion(
            by=home.users["totuvan"],
            dossier=dossier,
            criterion=criteria[work.rule.code],
            option=options[chosen.id or 0] if chosen else None,
            note="Minh chứng chỉ chứng minh được mức này." if lower else "",
        )


def _fresh(filed: Filed) -> Dossier:
    """The dossier as it stands now."""
    filed.dossier = Dossier.objects.get(pk=filed.dossier.pk)
    return filed.dossier
