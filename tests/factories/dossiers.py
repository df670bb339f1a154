"""Dossiers in any state, made directly: what tests of other floors start from. Worlds go through the actions."""

from datetime import date
from itertools import count

from django.utils import timezone

from ocop.accounts.models import User
from ocop.dossiers.models import (
    Citation,
    Dossier,
    Evidence,
    Round,
    SelfMark,
    Snapshot,
    SupplementItem,
    SupplementRequest,
)
from ocop.dossiers.models.content import Answer
from ocop.dossiers.queries.content import loaded
from ocop.dossiers.queries.freezing import content_of
from ocop.dossiers.spec import DECLARATION, digest, fields_for
from ocop.dossiers.spec.shapes import Kind
from ocop.dossiers.states import DossierState, RoundState
from ocop.parties.models import Producer, Representative
from ocop.places.models import Unit
from ocop.products.models import Product, ProductCode
from ocop.regulations.models import EvidenceKind
from ocop.regulations.queries import set_criteria
from tests.factories.accounts import make_user
from tests.factories.documents import make_stored_file
from tests.factories.parties import make_representative
from tests.factories.places import make_province
from tests.factories.products import criteria_set, make_product

_numbers = count(1)


def make_round(
    *, province: Unit | None = None, year: int = 2026, number: int | None = None, **fields: object
) -> Round:
    """An open round of the whole year, unless said otherwise."""
    given = {
        "name": f"Đợt {number or 1} năm {year}",
        "opens_on": date(year, 1, 1),
        "communes_propose_by": date(year, 12, 20),
        "finish_by": date(year, 12, 29),
        "state": RoundState.OPEN.value,
    } | fields
    return Round.objects.create(
        province=province or make_province(),
        decision=criteria_set(1).decision,
        year=year,
        number=number or next(_numbers),
        **given,
    )


def make_dossier(
    *,
    product: Product | None = None,
    state: str = DossierState.DRAFT,
    round: Round | None = None,
    by: User | None = None,
    filled: bool = False,
    **fields: object,
) -> Dossier:
    """A dossier in `state`; a filed one has its receipt, code and first frozen version. `filled` answers all."""
    product = product or make_product()
    by = by or make_user(roles=[("producer", "producer", product.producer_id)])
    dossier = Dossier.objects.create(
        product=product,
        criteria_set=product.criteria_set or criteria_set(),
        commune=product.producer.commune,
        round=round,
        created_by=by,
        **fields,
    )
    if filled:
        fill(dossier, by)
    if state != DossierState.DRAFT:
        _file(dossier, by, str(state))
    return dossier


def fill(dossier: Dossier, by: User) -> None:
    """Every typed field answered, the best option of every criterion, one paper cited wherever one is usual."""
    producer: Producer = dossier.product.producer
    producer.phone, producer.registered_on = "0229 3000 001", date(2020, 3, 2)
    producer.save()
    if not Representative.objects.filter(producer=producer).exists():
        make_representative(producer, residence="Thôn Đông")
    now = timezone.now()
    Answer.objects.bulk_create(
        Answer(dossier=dossier, field=item.key, value=sample_value(item.kind, item), by=by, at=now)
        for item in fields_for(dossier.kind).values()
        if item.typed
    )
    paper = make_evidence(producer, by=by)
    for criterion in set_criteria(dossier.criteria_set):
        best = max(criterion.options.all(), key=lambda option: option.points)
        SelfMark.objects.create(dossier=dossier, criterion=criterion, option=best, by=by, at=now)
        if criterion.evidence_kinds.all():
            Citation.objects.create(dossier=dossier, criterion=criterion, evidence=paper, pages="1")


def sample_value(kind: Kind, item: object) -> object:
    """A value that the rules accept for a field of this kind."""
    if kind in (Kind.CHOICE, Kind.CHOICES):
        first = item.choices[0][0]  # type: ignore[attr-defined]
        return [first] if kind is Kind.CHOICES else first
    values = {Kind.NUMBER: "5", Kind.MONEY: "1250000", Kind.PERCENT: "60", Kind.DATE: "2024-02-05"}
    return values.get(kind, {"changed": False, "text": ""} if kind is Kind.CHANGE else "Nội dung mẫu.")


def make_evidence(
    producer: Producer, *, by: User | None = None, kind: str = "business_registration", **fields: object
) -> Evidence:
    """A paper in the vault of `producer`."""
    by = by or make_user()
    given = {"title": f"Giấy tờ mẫu {next(_numbers)}", "number": "01/GCN", "issuer": "Sở Nông nghiệp"} | fields
    return Evidence.objects.create(
        producer=producer,
        kind=EvidenceKind.objects.get(decision=criteria_set(1).decision, key=kind),
        file=given.pop("file", None) or make_stored_file(by),
        added_by=by,
        **given,
    )


def make_supplement(
    dossier: Dossier,
    *items: str,
    by: User | None = None,
    desk: str = "commune",
    reason: str = "Cần làm rõ",
    moved: bool = False,
) -> SupplementRequest:
    """An open request for completion of `items`; `moved` adds the row of the move that sent it."""
    by = by or make_user()
    if moved:
        here, now = dossier.state, timezone.now()
        dossier.moves.create(move=f"{desk}_return", from_state=here, to_state=here, at=now, by=by, reason=reason)
    request = SupplementRequest.objects.create(
        dossier=dossier,
        desk=desk,
        by=by,
        at=timezone.now(),
        reason=reason,
        base_version=dossier.snapshots.count(),
    )
    for item in items:
        SupplementItem.objects.create(request=request, item=item, title=item, reason="Chưa rõ")
    return request


def _file(dossier: Dossier, by: User, state: str) -> None:
    number, year = next(_numbers), 2026
    codes = dossier.commune.province_code, dossier.commune.code
    dossier.code = ProductCode.objects.create(
        product=dossier.product,
        province_code=codes[0],
        commune_code=codes[1],
        serial=number,
        year=year,
        code=f"{codes[0]}-{codes[1]}-{number:03d}-{year}",
        assigned_at=timezone.now(),
    )
    dossier.submitted_at = timezone.now()
    dossier.receipt_no = f"{number:02d}/PĐK-{codes[0]}-{codes[1]}-{year}"
    dossier.state = state
    dossier.save()
    dossier.moves.create(
        move="submit", from_state="draft", to_state="at_commune", at=dossier.submitted_at, by=by, reason=""
    )
    content = content_of(loaded(dossier.pk))
    Snapshot.objects.create(
        dossier=dossier,
        version=1,
        at=dossier.submitted_at,
        by=by,
        content=content,
        sha256=digest(content),
        declaration=DECLARATION,
    )
