"""Telling producers and communes that the time to file a re-evaluation has come or has passed."""

from datetime import date

from django.db import transaction

from ocop.accounts.models import User
from ocop.accounts.queries import users_with
from ocop.accounts.roles import Role, Scope
from ocop.base.dates import show
from ocop.notices.actions import notify
from ocop.notices.queries import already_told
from ocop.recognition.checks.renewal import Stage
from ocop.recognition.models import Certificate
from ocop.recognition.queries.renewals import Renewal, renewals


@transaction.atomic
def tell_renewals(*, day: date) -> int:
    """Tell about every certificate once when its window opens and once when it has closed; how many were told of.
    System act, run daily by the command `remind`."""
    found = renewals(Certificate.objects.all(), day)
    told = {stage: already_told(_kind(stage)) for stage in (Stage.OPEN, Stage.LATE)}
    due = [row for row in found if row.certificate.pk not in told[row.stage]]
    for row in due:
        subject, body = _words(row)
        notify(to=_people(row.certificate), kind=_kind(row.stage), subject=subject, body=body, about=row.certificate)
    return len(due)


def _kind(stage: Stage) -> str:
    return f"recognition.renewal_{stage}"


def _people(certificate: Certificate) -> list[User]:
    producer = certificate.product.producer
    holders = users_with(Role.PRODUCER, Scope.PRODUCER, producer.pk)
    return [*holders, *users_with(Role.COMMUNE_OFFICER, Scope.COMMUNE, producer.commune_id)]


def _words(row: Renewal) -> tuple[str, str]:
    certificate, window = row.certificate, row.window
    ends = f"Giấy chứng nhận {certificate.number} hết hạn ngày {show(window.ends)}."
    if row.stage == Stage.OPEN:
        body = f"{ends} Nộp hồ sơ phân hạng lại chậm nhất ngày {show(window.closes)} (Điều 7.6.a)."
        return f"Đến kỳ nộp hồ sơ phân hạng lại: {certificate.product_name}", body
    body = f"{ends} Hạn nộp hồ sơ phân hạng lại là ngày {show(window.closes)} (Điều 7.6.a); hãy nộp ngay."
    return f"Đã quá hạn nộp hồ sơ phân hạng lại: {certificate.product_name}", body
