"""The commune's desk: completeness item by item, returns, the four local matters (Mẫu 03), the request to the
province (Điều 7.2, Quyết định 26/2026/QĐ-TTg). The commune never scores.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.accounts.queries import users_with
from ocop.accounts.roles import Role, Scope
from ocop.audit.actions import record
from ocop.base.dates import local_date
from ocop.base.errors import NotAllowed, NotReady, ReasonMissing, Refused
from ocop.base.text import nfc
from ocop.dossiers.actions.supplements import Returned, ask_completion
from ocop.dossiers.actions.telling import tell_commune, tell_person, tell_producer, tell_province
from ocop.dossiers.checks.desk import MATTERS, papers_signed
from ocop.dossiers.flows import FLOW
from ocop.dossiers.models import CommuneReport, Dossier, ItemCheck
from ocop.dossiers.queries.desks import latest_version
from ocop.dossiers.queries.rounds import round_taking


@transaction.atomic
def check_item(*, by: User, dossier: Dossier, item: str, is_ok: bool, note: str = "") -> ItemCheck:
    """Write the commune's finding on one item of the submitted version; what is not in order needs a note."""
    _ask(by, "dossiers.check_items", dossier)
    if not is_ok and not note.strip():
        raise ReasonMissing("Hãy ghi mục này thiếu gì để chủ thể biết mà bổ sung.")
    row, _ = ItemCheck.objects.update_or_create(
        dossier=dossier,
        item=item,
        defaults={
            "is_ok": is_ok,
            "note": note.strip(),
            "version": latest_version(dossier),
            "by": by,
            "at": timezone.now(),
        },
    )
    record("dossiers.check_item", by=by, subject=dossier, data={"item": item, "ok": is_ok, "note": note.strip()})
    return row


@transaction.atomic
def check_items(*, by: User, dossier: Dossier, found: Mapping[str, tuple[bool, str]]) -> int:
    """Write several findings at once, item → (in order, note); how many were written."""
    for item, (is_ok, note) in found.items():
        check_item(by=by, dossier=dossier, item=item, is_ok=is_ok, note=note)
    return len(found)


@transaction.atomic
def return_to_producer(
    *, by: User, dossier: Dossier, reason: str, items: Iterable[Returned], due_on: date | None = None
) -> Dossier:
    """Send single items back with the reason of each; only those reopen."""
    ask_completion(by=by, dossier=dossier, move="commune_return", reason=reason, items=items, due_on=due_on)
    return dossier


@transaction.atomic
def write_report(
    *,
    by: User,
    dossier: Dossier,
    matters: Mapping[str, str],
    meeting_on: date | None = None,
    meeting_note: str = "",
) -> CommuneReport:
    """Write the four local matters of Mẫu 03 and the consultation meeting, where one was held."""
    _ask(by, "dossiers.check_items", dossier)
    texts = {key: matters.get(key, "").strip() for key in MATTERS}
    facts = {
        **texts,
        "meeting_on": meeting_on,
        "meeting_note": meeting_note.strip(),
        "written_by": by,
        "written_at": timezone.now(),
    }
    report, _ = CommuneReport.objects.update_or_create(dossier=dossier, defaults=facts)
    record("dossiers.write_report", by=by, subject=dossier, data={**texts, "meeting_on": meeting_on})
    return report


@transaction.atomic
def prepare(*, by: User, dossier: Dossier) -> Dossier:
    """Put the checked dossier and Mẫu 03 before the commune's leader."""
    FLOW.move(dossier, "commune_prepare", by=by)
    name = dossier.product.name
    body = f"Công chức đã kiểm tra xong hồ sơ “{name}” và soạn Mẫu 03. Mời lãnh đạo xem và duyệt."
    tell_commune(dossier, "dossiers.commune_prepare", f"Chờ duyệt: {name}", body, Role.COMMUNE_LEADER)
    tell_producer(dossier, "commune_prepare")
    record("dossiers.commune_prepare", by=by, subject=dossier)
    return dossier


@transaction.atomic
def send_back(*, by: User, dossier: Dossier, reason: str) -> Dossier:
    """The leader wants the officer to look again."""
    FLOW.move(dossier, "commune_send_back", by=by, reason=reason)
    subject = f"Lãnh đạo yêu cầu xem lại: {dossier.product.name}"
    tell_commune(dossier, "dossiers.commune_send_back", subject, f"Lý do: {reason.strip()}")
    record("dossiers.commune_send_back", by=by, subject=dossier, data={"reason": reason.strip()})
    return dossier


@transaction.atomic
def forward(
    *,
    by: User,
    dossier: Dossier,
    report_no: str,
    request_no: str,
    signed_on: date | None,
    at: datetime | None = None,
) -> Dossier:
    """The leader approves Mẫu 03 and asks the province to evaluate; a dossier in no round joins the one that takes
    proposals on that day."""
    findings = papers_signed(report_no, request_no, signed_on is not None)
    if findings:
        raise NotReady(findings)
    moment = at or timezone.now()
    if signed_on is not None and signed_on > local_date(moment):
        raise Refused("Ngày ký không được sau hôm nay.")
    FLOW.move(dossier, "commune_forward", by=by, at=moment, facts=_round_facts(dossier, moment))
    facts = {"report_no": nfc(report_no), "request_no": nfc(request_no), "signed_on": signed_on}
    CommuneReport.objects.filter(dossier=dossier).update(**facts, approved_by=by, approved_at=moment)
    name = dossier.product.name
    place = dossier.commune.full_name
    tell_province(dossier, "dossiers.commune_forward", f"{place} đề nghị: {name}", f"Số văn bản: {nfc(request_no)}.")
    tell_producer(dossier, "commune_forward")
    record("dossiers.commune_forward", by=by, subject=dossier, data=facts)
    return dossier


@transaction.atomic
def assign_officer(*, by: User, dossier: Dossier, officer: User | None) -> Dossier:
    """Name the officer in charge; None leaves the dossier to everyone at the desk."""
    _ask(by, "dossiers.assign_commune_officer", dossier)
    if officer is not None and officer not in users_with(Role.COMMUNE_OFFICER, Scope.COMMUNE, dossier.commune_id):
        raise Refused("Người được chọn không phải công chức của xã này.")
    dossier.commune_officer = officer
    dossier.save(update_fields=["commune_officer"])
    if officer is not None and officer.pk != by.pk:
        subject = f"Bạn được giao hồ sơ {dossier.product.name}"
        tell_person(officer, dossier, "dossiers.assign_commune_officer", subject, f"Người giao: {by}.")
    data = {"officer": str(officer) if officer else ""}
    record("dossiers.assign_commune_officer", by=by, subject=dossier, data=data)
    return dossier


def _round_facts(dossier: Dossier, moment: datetime) -> dict[str, object]:
    """The round to set with the move, where the dossier has none."""
    if dossier.round_id is not None or dossier.commune.province_id is None:
        return {}
    at_district = dossier.district_id if dossier.level == "district" else None
    taking = round_taking(dossier.commune.province_id, local_date(moment), at_district)
    return {"round": taking} if taking is not None else {}


def _ask(by: User, permission: str, dossier: Dossier) -> None:
    """Refuse whoever may not. The state is read anew and held: what was opened before the leader signed is not
    written after."""
    dossier.state = Dossier.objects.select_for_update().values_list("state", flat=True).get(pk=dossier.pk)
    if not by.has_perm(permission, dossier):
        raise NotAllowed("Bạn không có quyền xử lý hồ sơ này.")
