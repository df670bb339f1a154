"""What a grant reaches, found by kind and key."""

from dataclasses import dataclass

from ocop.accounts.roles import Scope
from ocop.parties.queries import producer_by_id
from ocop.places.models import Level, Unit
from ocop.places.queries import unit_by_id


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
    """The province, commune or producer with this key; none for the scopes of floors above or unknown keys."""
    if kind == Scope.PRODUCER:
        return _producer_target(pk)
    unit = unit_by_id(pk) if kind in (Scope.PROVINCE, Scope.COMMUNE) else None
    return unit_target(unit) if unit is not None and unit.level == Level(kind) else None


def unit_target(unit: Unit) -> ScopeTarget | None:
    """A province or commune as a scope; none for the other tiers."""
    if unit.level == Level.PROVINCE:
        return ScopeTarget(Scope.PROVINCE, unit.pk, unit.full_name, ((Scope.PROVINCE, unit.pk),))
    if unit.level == Level.COMMUNE:
        covering = ((Scope.COMMUNE, unit.pk), (Scope.PROVINCE, unit.parent_id or 0))
        return ScopeTarget(Scope.COMMUNE, unit.pk, unit.full_name, covering)
    return None


def _producer_target(pk: int) -> ScopeTarget | None:
    producer = producer_by_id(pk)
    if producer is None:
        return None
    covering = tuple((str(kind), key) for kind, key in producer.access_scopes())
    return ScopeTarget(Scope.PRODUCER, producer.pk, producer.name, covering)
