"""What a grant reaches, found by kind and key."""

from dataclasses import dataclass

from ocop.accounts.roles import Scope
from ocop.parties.queries import producer_by_id
from ocop.places.models import Level, Unit
from ocop.places.queries import province_today, unit_by_id


@dataclass(frozen=True)
class ScopeTarget:
    """A scope with its name and the scopes that cover it; permissions are asked on it."""

    kind: Scope
    pk: int
    name: str
    covering: tuple[tuple[str, int], ...]

    def access_scopes(self) -> tuple[tuple[str, int], ...]:
        """The scopes of a grant that cover this one."""
        return self.covering

    @property
    def province_id(self) -> int | None:
        """The province in which it lies."""
        return dict(self.covering).get(Scope.PROVINCE)


def scope_target(kind: str, pk: int) -> ScopeTarget | None:
    """The unit or producer with this key; none for the scopes of floors above or unknown keys."""
    if kind == Scope.PRODUCER:
        return _producer_target(pk)
    unit = unit_by_id(pk) if kind in (Scope.PROVINCE, Scope.DISTRICT, Scope.COMMUNE) else None
    return unit_target(unit) if unit is not None and unit.level == Level(kind) else None


def unit_target(unit: Unit) -> ScopeTarget | None:
    """A province, district or commune as a scope; none for the other tiers."""
    covering = covering_scopes(unit)
    if unit.level == Level.DISTRICT and unit.parent_id is not None:
        # its province may have been merged since: the administrators of today's look after its people
        covering = (*covering, (Scope.PROVINCE, province_today(unit.parent_id)))
    return ScopeTarget(Scope(unit.level), unit.pk, unit.full_name, covering) if covering else None


def covering_scopes(unit: Unit) -> tuple[tuple[str, int], ...]:
    """The scopes of a grant that cover a unit: its own and those above it, as they were in its day."""
    if unit.level == Level.PROVINCE:
        return ((Scope.PROVINCE, unit.pk),)
    if unit.level not in (Level.DISTRICT, Level.COMMUNE):
        return ()
    above = covering_scopes(unit.parent) if unit.parent else ((Scope.PROVINCE, 0),)
    return ((Scope(unit.level), unit.pk), *above)


def _producer_target(pk: int) -> ScopeTarget | None:
    producer = producer_by_id(pk)
    if producer is None:
        return None
    covering = tuple((str(kind), key) for kind, key in producer.access_scopes())
    return ScopeTarget(Scope.PRODUCER, producer.pk, producer.name, covering)
