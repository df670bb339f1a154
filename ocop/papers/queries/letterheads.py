"""How an agency writes: what the office set, over what follows from the map."""

from dataclasses import dataclass

from django.db.models import Q

from ocop.papers.models import Letterhead, Template
from ocop.papers.spec import Issuer, Kind
from ocop.places.models import Unit

_COUNCIL = "Hội đồng đánh giá,\nphân hạng sản phẩm OCOP"
_TEAM = "Tổ tư vấn đánh giá,\nphân hạng sản phẩm OCOP"
_FIELDS = ("parent_name", "name", "symbol", "place", "authority", "signer", "recipients")


@dataclass(frozen=True)
class Head:
    """The settings that hold for one kind of paper of an agency."""

    parent_name: str = ""
    name: str = ""
    symbol: str = ""
    place: str = ""
    authority: str = ""
    signer: str = ""
    recipients: str = ""


def default_head(issuer: Issuer, unit: Unit) -> Head:
    """What holds until the office says otherwise."""
    people = f"Ủy ban nhân dân\n{unit.full_name}"
    if issuer == Issuer.COMMUNE:
        return Head("", people, "UBND", unit.name, "TM. Ủy ban nhân dân\nChủ tịch")
    if issuer in (Issuer.PROVINCE, Issuer.DISTRICT):
        return Head("", people, "UBND", unit.name, "TM. Ủy ban nhân dân\nChủ tịch")
    if issuer == Issuer.OFFICE:
        return Head(people, "Sở Nông nghiệp\nvà Môi trường", "SNNMT", unit.name, "Giám đốc")
    if issuer == Issuer.COUNCIL:
        return Head(people, _COUNCIL, "HĐOCOP", unit.name, "TM. Hội đồng\nChủ tịch")
    if issuer == Issuer.TEAM:
        return Head(people, _TEAM, "TTV", unit.name, "TM. Tổ tư vấn")
    return Head("", "", "", unit.name, "Đại diện chủ thể")


def head_for(issuer: Issuer, unit: Unit, kind: str = "") -> Head:
    """Default, then the agency's own, then those of the kind; an empty field is not set."""
    rows = {row.kind: row for row in Letterhead.objects.filter(unit=unit, issuer=issuer, kind__in=["", kind])}
    base = default_head(issuer, unit)
    found = {name: getattr(base, name) for name in _FIELDS}
    for key in ("", kind):
        if key in rows:
            found |= {name: value for name in _FIELDS if (value := getattr(rows[key], name))}
    return Head(**found)


def letterhead_of(issuer: str, unit: Unit, kind: str) -> Letterhead | None:
    """The row as it is stored, to edit."""
    return Letterhead.objects.filter(unit=unit, issuer=issuer, kind=kind).first()


def templates_of(unit: Unit) -> list[Template]:
    """Every template of an agency's place, newest first."""
    rows = Template.objects.filter(unit=unit).select_related("file", "uploaded_by")
    return list(rows.order_by("kind", "-version"))


def template_for(kind: Kind, unit: Unit) -> Template | None:
    """The template in use for a kind; none: the standard layout. A commune uses the province's where it has none."""
    places = Q(unit=unit) | (Q(unit=unit.parent_id) if unit.parent_id else Q(pk__in=[]))
    used = Template.objects.filter(places, kind=kind.key, taken_at__isnull=False, retired_at=None)
    rows = used.select_related("file")
    found = sorted(rows, key=lambda row: (row.unit_id == unit.pk, row.version), reverse=True)
    return found[0] if found else None
