"""Acts on the record of producers: written down, corrected. The commune's word on them stands on the floor above
(`ocop.accounts.actions.producers`), where people are known.

`add_producer` trusts its caller, who has asked the permission or checked a self-registration.
"""

from dataclasses import asdict, fields, replace
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from ocop.audit.actions import record
from ocop.base.dates import local_date
from ocop.base.errors import Conflict, NotAllowed, NotReady, ReasonMissing, Refused
from ocop.base.findings import Finding
from ocop.base.flow import Asker
from ocop.base.text import nfc
from ocop.parties import checks
from ocop.parties.models import Agency, LegalForm, Placement, Producer, Representative, Site
from ocop.parties.queries import choices_after, registered
from ocop.parties.spec import (
    IDENTITY,
    ProducerFacts,
    RepresentativeFacts,
    SiteFacts,
    tidy_phone,
    tidy_registration_no,
)
from ocop.parties.states import ProducerState
from ocop.places.models import Level, Unit
from ocop.places.queries import unit_today

TAKEN = "Số đăng ký kinh doanh này đã có trong hệ thống."
_TITLES = {"name": "tên chủ thể", "address": "địa chỉ trụ sở"}


@transaction.atomic
def add_producer(*, by: Asker | None, facts: ProducerFacts, is_sample: bool = False) -> Producer:
    """Write down a producer that waits for its commune. Raises NotReady or Conflict (number known)."""
    facts = _tidy(facts)
    _refuse_faults(facts)
    if registered(facts.registration_no) is not None:
        raise Conflict(TAKEN)
    producer = Producer(is_sample=is_sample, **_columns(facts))
    _save(producer)
    record("parties.add_producer", by=by, subject=producer, data={"registration_no": producer.registration_no})
    return producer


@transaction.atomic
def update_producer(*, by: Asker, producer: Producer, facts: ProducerFacts) -> Producer:
    """Correct the facts. Once confirmed, what the commune vouched for is changed by the commune alone."""
    _ask(by, "parties.edit_producer", producer)
    producer = Producer.objects.select_for_update().get(pk=producer.pk)
    facts = _tidy(facts)
    _refuse_faults(facts)
    if producer.commune_id != facts.commune.pk and unit_today(producer.commune).pk == facts.commune.pk:
        producer.commune = facts.commune  # merged meanwhile: the same place under today's name
    before = {field.name: getattr(producer, field.name) for field in fields(facts)}
    after = _columns(facts)
    changed = [name for name in before if before[name] != after[name]]
    _refuse_identity(by, producer, changed)
    if "commune" in changed and producer.state == ProducerState.CONFIRMED:
        raise NotReady([Finding("parties.move", "", "Chủ thể đã xác nhận thì không đổi xã ở đây.", "commune")])
    if changed:
        for name in changed:
            setattr(producer, name, after[name])
        _save(producer)
        change = {name: [str(before[name] or ""), str(after[name] or "")] for name in changed}
        record("parties.edit_producer", by=by, subject=producer, data={"changed": change})
    return producer


@transaction.atomic
def place_producer(*, by: Asker, producer: Producer, new: Unit, reason: str) -> Placement:
    """Decide to which successor of its parted commune a producer belongs; it may also stay."""
    _ask(by, "parties.place_producer", producer)
    producer = Producer.objects.select_for_update(of=("self",)).select_related("commune").get(pk=producer.pk)
    old = producer.commune
    if not reason.strip():
        raise ReasonMissing("Hãy ghi căn cứ: địa chỉ thuộc thôn, tổ nào sau sắp xếp.")
    if Placement.objects.filter(producer=producer, old=old).exists():
        raise Conflict("Chủ thể này đã được xác định xã mới.")
    if new.pk not in {unit.pk for unit in choices_after(old)}:
        raise Refused(f"{new.full_name} không phải nơi kế thừa của {old.full_name} tính đến hôm nay.")
    placement = Placement.objects.create(
        producer=producer, old=old, new=new, reason=nfc(reason), decided_at=timezone.now()
    )
    producer.commune = new
    producer.save(update_fields=["commune"])
    data = {"old": old.full_name, "new": new.full_name, "reason": placement.reason}
    record("parties.place_producer", by=by, subject=producer, data=data)
    return placement


@transaction.atomic
def save_representative(*, by: Asker, producer: Producer, facts: RepresentativeFacts) -> Representative:
    """Write down who represents the producer. The record names the fields that changed, never their content."""
    _ask(by, "parties.edit_representative", producer)
    facts = replace(facts, full_name=nfc(facts.full_name), phone=tidy_phone(facts.phone))
    findings = checks.check_filled({"full_name": facts.full_name}, {"full_name": "họ và tên người đại diện"})
    if findings := findings + checks.check_phone(facts.phone):
        raise NotReady(findings)
    representative = Representative.objects.select_for_update().filter(producer=producer).first()
    representative = representative or Representative(producer=producer)
    values = asdict(facts)
    changed = [name for name, value in values.items() if getattr(representative, name) != value]
    for name in changed:
        setattr(representative, name, values[name])
    representative.save()
    record("parties.edit_representative", by=by, subject=producer, data={"fields": changed})
    return representative


@transaction.atomic
def add_site(*, by: Asker, producer: Producer, facts: SiteFacts) -> Site:
    """Write down a place of production, growing or sale."""
    _ask(by, "parties.edit_producer", producer)
    titles = {"purpose": "địa điểm dùng để làm gì", "address": "địa chỉ"}
    findings = checks.check_filled({"purpose": facts.purpose, "address": facts.address}, titles)
    if findings := findings + _commune_findings(facts.commune):
        raise NotReady(findings)
    site = Site.objects.create(
        producer=producer, purpose=nfc(facts.purpose), commune=facts.commune, address=nfc(facts.address)
    )
    record("parties.add_site", by=by, subject=producer, data={"site": str(site)})
    return site


@transaction.atomic
def remove_site(*, by: Asker, producer: Producer, site: Site) -> None:
    """Strike a place off; the record keeps what it was."""
    _ask(by, "parties.edit_producer", producer)
    if site.producer_id != producer.pk:
        raise NotAllowed("Địa điểm này không phải của chủ thể.")
    told = str(site)
    site.delete()
    record("parties.remove_site", by=by, subject=producer, data={"site": told})


@transaction.atomic
def save_agency(*, by: Asker | None, unit: Unit, name: str, short_name: str, symbol: str, parent_name: str) -> Agency:
    """Set how the office of a unit is called and numbers its papers; loading and administration call this."""
    agency, _ = Agency.objects.update_or_create(
        unit=unit,
        defaults={"name": nfc(name), "short_name": short_name, "symbol": symbol, "parent_name": parent_name},
    )
    record("parties.save_agency", by=by, subject=agency)
    return agency


def _ask(by: Asker, permission: str, producer: Producer) -> None:
    if not by.has_perm(permission, producer):
        raise NotAllowed("Bạn không có quyền với chủ thể này.")


def _refuse_identity(by: Asker, producer: Producer, changed: list[str]) -> None:
    """What the commune vouched for stays, unless the commune itself changes it."""
    fixed = [name for name in changed if name in IDENTITY]
    if producer.state != ProducerState.CONFIRMED or not fixed or by.has_perm("parties.edit_identity", producer):
        return
    titles = [str(getattr(Producer._meta.get_field(name), "verbose_name", name)) for name in fixed]
    message = f"Xã đã xác nhận: {', '.join(titles)}. Muốn đổi, hãy đề nghị UBND xã, phường."
    raise NotReady([Finding("parties.identity", "", message, fixed[0])])


def _tidy(facts: ProducerFacts) -> ProducerFacts:
    return replace(
        facts,
        name=nfc(facts.name),
        address=nfc(facts.address),
        registration_no=tidy_registration_no(facts.registration_no),
        phone=tidy_phone(facts.phone),
    )


def _refuse_faults(facts: ProducerFacts) -> None:
    findings = [
        *checks.check_filled({"name": facts.name, "address": facts.address}, _TITLES),
        *checks.check_legal_form(facts.legal_form, LegalForm.values),
        *checks.check_registration_no(facts.registration_no),
        *checks.check_registered_on(facts.registered_on, local_date(timezone.now())),
        *checks.check_phone(facts.phone),
        *_commune_findings(facts.commune),
    ]
    if findings:
        raise NotReady(findings)


def _commune_findings(commune: Unit | None) -> list[Finding]:
    is_commune = commune is not None and commune.level == Level.COMMUNE
    in_force = commune is not None and bool(commune.covers(local_date(timezone.now())))
    return checks.check_commune(is_commune, in_force)


def _columns(facts: ProducerFacts) -> dict[str, Any]:
    return {field.name: getattr(facts, field.name) for field in fields(facts)}


def _save(producer: Producer) -> None:
    """Save; two people who register one number at once meet the constraint."""
    try:
        with transaction.atomic():
            producer.save()
    except IntegrityError as error:
        raise Conflict(TAKEN) from error
