"""Producers and what belongs to them."""

from itertools import count

from ocop.parties.models import Agency, LegalForm, Producer, Representative, Site
from ocop.parties.states import ProducerState
from ocop.places.models import Unit
from tests.factories.places import make_commune

_numbers = count(1)


def make_producer(
    name: str = "Hợp tác xã Sen Vàng",
    *,
    commune: Unit | None = None,
    state: str = ProducerState.CONFIRMED,
    legal_form: str = LegalForm.COOPERATIVE,
    registration_no: str | None = None,
    **fields: object,
) -> Producer:
    """A producer that its commune has confirmed, unless said otherwise."""
    return Producer.objects.create(
        name=name,
        legal_form=legal_form,
        registration_no=registration_no or f"27{next(_numbers):08d}",
        commune=commune or make_commune(),
        address=fields.pop("address", "Thôn Đông"),
        state=str(state),
        **fields,
    )


def make_representative(producer: Producer, full_name: str = "Trần Văn Lúa", **fields: object) -> Representative:
    """The legal representative, with the sensitive fields filled in."""
    given = {"position": "Giám đốc", "sex": "male", "ethnicity": "Mường", "phone": "0912000111"} | fields
    return Representative.objects.create(producer=producer, full_name=full_name, **given)


def make_site(producer: Producer, *, purpose: str = "Sản xuất", address: str = "Thôn Đoài") -> Site:
    """A place of production in the producer's own commune."""
    return Site.objects.create(producer=producer, purpose=purpose, commune=producer.commune, address=address)


def make_agency(unit: Unit, name: str = "UBND xã Yên Khánh", **fields: object) -> Agency:
    """An office of `unit`."""
    return Agency.objects.create(unit=unit, name=name, **fields)
