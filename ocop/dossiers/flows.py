"""The moves of a dossier and of a round, bound to the rules that must find nothing."""

from collections.abc import Sequence

from ocop.base.findings import Finding
from ocop.base.flow import Flow
from ocop.dossiers.models import CommuneReport, Dossier
from ocop.dossiers.queries import has_open_supplement, open_supplement
from ocop.dossiers.queries.content import completeness_of
from ocop.dossiers.states import ROUND_TABLE, TABLE

MATTERS = {
    "local_material": "nguồn nguyên liệu địa phương",
    "local_labour": "sử dụng lao động địa phương",
    "idea_origin": "nguồn gốc ý tưởng sản phẩm",
    "local_identity": "bản sắc, trí tuệ địa phương",
}


def complete(dossier: Dossier) -> Sequence[Finding]:
    """Nothing that stops a submission is left."""
    return [finding for finding in completeness_of(dossier) if finding.blocking]


def supplement_answered(dossier: Dossier) -> Sequence[Finding]:
    """There is a request for completion to answer."""
    if open_supplement(dossier) is not None:
        return []
    return [Finding("supplement_answered", "Điều 7.2", "Hồ sơ không có yêu cầu bổ sung nào đang mở.")]


def no_open_supplement(dossier: Dossier) -> Sequence[Finding]:
    """The producer does not hold the dossier."""
    if not has_open_supplement(dossier):
        return []
    return [Finding("no_open_supplement", "Điều 7.2", "Hồ sơ đang chờ chủ thể bổ sung.")]


def items_checked(dossier: Dossier) -> Sequence[Finding]:
    """No item that the commune looked at is left as not in order."""
    bad = dossier.item_checks.filter(is_ok=False).order_by("pk")
    return [Finding("items_checked", "Điều 7.2", f"Mục chưa đạt: {row.note or row.item}", row.item) for row in bad]


def matters_assessed(dossier: Dossier) -> Sequence[Finding]:
    """The four local matters of Mẫu 03 are assessed."""
    report = CommuneReport.objects.filter(dossier=dossier).first()
    return [
        Finding("matters_assessed", "Điều 7.2, Mẫu 03", f"Chưa đánh giá {title}.", f"matter:{key}")
        for key, title in MATTERS.items()
        if report is None or not getattr(report, key).strip()
    ]


FLOW = Flow(
    TABLE,
    {
        "complete": complete,
        "supplement_answered": supplement_answered,
        "no_open_supplement": no_open_supplement,
        "items_checked": items_checked,
        "matters_assessed": matters_assessed,
    },
)
ROUND_FLOW = Flow(ROUND_TABLE)
