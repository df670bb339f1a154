"""Issuing a certificate: once, with its number, bytes and hash. Internal: the deciding actions call these and have
asked the permission."""

from datetime import date
from io import BytesIO

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import Refused
from ocop.documents.actions.files import store_file
from ocop.documents.actions.numbering import hold_series, take_number
from ocop.documents.models import StoredFile
from ocop.documents.typeset import render, version
from ocop.dossiers.models import Dossier
from ocop.recognition.checks import last_day
from ocop.recognition.codes import make_token
from ocop.recognition.models import Certificate, CertificateEvent, RecognitionDecision
from ocop.recognition.papers import certificate_data, words_of
from ocop.recognition.queries.certificates import in_force
from ocop.recognition.wording import certificate_number, replaced_by
from ocop.regulations.queries import deadline

LAYOUT, TERM = "certificate", "certificate_validity"


def issue_certificate(*, by: User, dossier: Dossier, decision: RecognitionDecision, stars: int) -> Certificate:
    """The certificate of a dossier under a decision of the province (district); a second call gives the one issued.

    Runs within the transaction of the decision: number, paper and row come together or not at all.
    """
    issued = Certificate.objects.filter(dossier=dossier).first()
    if issued is not None:
        return issued
    code, until = _code(dossier), validity_end(dossier, decision.signed_on)
    series, year = _series(decision)
    serial = take_number("certificate", series, year)
    number = certificate_number(serial, series, year)
    token = make_token(code, stars, until)
    words = words_of(dossier, decision.signed_on)
    paper = render(
        LAYOUT,
        certificate_data(words, decision, number=number, code=code, token=token, stars=stars, valid_until=until),
    )
    stored = store_file(by=by, name=f"giay-chung-nhan-{code}.pdf", content=BytesIO(paper))
    return _store(by, dossier, decision, number=number, stars=stars, until=until, token=token, file=stored)


def record_national_certificate(
    *, by: User, dossier: Dossier, decision: RecognitionDecision, number: str, file: StoredFile | None = None
) -> Certificate:
    """The Minister's 5-star certificate, as it came: its own number, a scan where there is one."""
    until = validity_end(dossier, decision.signed_on)
    token = make_token(_code(dossier), 5, until)
    return _store(by, dossier, decision, number=number, stars=5, until=until, token=token, file=file)


def hold_numbers(decision: RecognitionDecision) -> None:
    """Take hold of the row of numbers; before anything is written to the record, whose end others wait for: of two
    decisions at once one would hold the record and wait for the numbers, the other the reverse. Internal."""
    hold_series("certificate", *_series(decision))


def validity_end(dossier: Dossier, issued_on: date) -> date:
    """The last day of validity under the decision of the dossier's criteria (36 months, Điều 4.3)."""
    return last_day(issued_on, deadline(issued_on, TERM, dossier.criteria_set.decision))


def _store(
    by: User,
    dossier: Dossier,
    decision: RecognitionDecision,
    *,
    number: str,
    stars: int,
    until: date,
    token: str,
    file: StoredFile | None,
) -> Certificate:
    words = words_of(dossier, decision.signed_on)
    earlier = list(in_force(dossier.product_id, decision.signed_on))
    certificate = Certificate.objects.create(
        dossier=dossier,
        product=dossier.product,
        decision=decision,
        number=number,
        code=_code(dossier),
        stars=stars,
        issued_on=decision.signed_on,
        valid_until=until,
        product_name=words.product,
        producer_name=words.producer,
        commune_name=words.commune,
        province_name=words.province,
        set_name=words.set_name,
        group_name=words.group_name,
        token=token,
        file=file,
        template_version="" if stars == 5 else version(LAYOUT),
        is_sample=words.is_sample,
        issued_by=by,
    )
    for old in earlier:
        CertificateEvent.objects.create(
            certificate=old,
            kind="replaced",
            effective_on=decision.signed_on,
            decision_no=decision.number,
            reason=replaced_by(number),
            by=by,
        )
    data = {"number": number, "stars": stars, "until": until, "sha256": file.sha256 if file else ""}
    record("recognition.issue_certificate", by=by, subject=certificate, data=data)
    return certificate


def _series(decision: RecognitionDecision) -> tuple[str, int]:
    """Whose row of numbers, and the year."""
    code = decision.province.code
    return f"{code}-{decision.district.code}" if decision.district else code, decision.signed_on.year


def _code(dossier: Dossier) -> str:
    if dossier.code is None:
        raise Refused(f"Hồ sơ của “{dossier.product.name}” chưa có mã sản phẩm.")
    return dossier.code.code
