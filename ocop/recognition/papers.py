"""What is printed on a certificate."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ocop.base.dates import show, show_long
from ocop.documents.typeset import qr_svg
from ocop.dossiers.models import Dossier
from ocop.places.models import Unit
from ocop.places.queries import heir
from ocop.recognition.codes import code_url
from ocop.recognition.models import RecognitionDecision
from ocop.recognition.wording import QR_NOTE, SAMPLE_NOTE


@dataclass(frozen=True)
class Words:
    """The words of a certificate as they stand on the paper for good."""

    product: str
    producer: str
    commune: str
    province: str
    set_name: str
    group_name: str
    is_sample: bool


def words_of(dossier: Dossier, day: date) -> Words:
    """Names as the producer filed them and the council judged them; the commune that the place is on `day`."""
    frozen = dossier.snapshots.order_by("version").last()
    content: dict[str, Any] = frozen.content if frozen else {}
    producer = dossier.product.producer
    commune = commune_on(dossier.commune, day)
    return Words(
        product=content.get("product", {}).get("name") or dossier.product.name,
        producer=content.get("producer", {}).get("name") or producer.name,
        commune=commune.full_name,
        province=commune.parent.full_name if commune.parent else "",
        set_name=dossier.criteria_set.name,
        group_name=dossier.criteria_set.group.name,
        is_sample=producer.is_sample,
    )


def commune_on(commune: Unit, day: date) -> Unit:
    """`commune`, or the one that wholly took it over by `day`."""
    unit = commune
    while not unit.covers(day) and (after := heir(unit)) is not None:
        unit = after
    return unit


def certificate_data(
    words: Words,
    decision: RecognitionDecision,
    *,
    number: str,
    code: str,
    token: str,
    stars: int,
    valid_until: date,
) -> dict[str, Any]:
    """The fields of the layout `certificate`."""
    province = decision.province
    data = {
        "number": number,
        "code": code,
        "stars": stars,
        "product": words.product,
        "producer": words.producer,
        "commune": words.commune,
        "province": words.province,
        "set_name": words.set_name,
        "issuer": f"Chủ tịch Ủy ban nhân dân {province.full_name}",
        "decision": decision.number,
        "decided_on": show_long(decision.signed_on),
        "day": decision.signed_on.isoformat(),
        "place_and_date": f"{province.name}, {show_long(decision.signed_on)}",
        "valid_from": show(decision.signed_on),
        "valid_until": show(valid_until),
        "signer_title": decision.signer_title,
        "signer": decision.signer_name,
        "qr": qr_svg(code_url(code, token)),
        "qr_note": QR_NOTE,
    }
    return data | {"sample": SAMPLE_NOTE} if words.is_sample else data
