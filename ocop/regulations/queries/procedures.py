"""Procedures as rules: which one takes a file, what each level does, when an old one ends.

They are frozen and few, so a process reads them once; nothing here costs a list page a query.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ocop.regulations.models import Procedure, RoundTemplate, Term
from ocop.regulations.queries.decisions import decision_by_number
from ocop.regulations.spec.procedure import Rules, Transition, read_procedure


@dataclass(frozen=True)
class ProcedureCard:
    """A procedure with the figures that stand in the decision whose sheets it uses: what a page shows of it."""

    rules: Rules
    content_hash: str
    terms: tuple[Term, ...]
    rounds: tuple[RoundTemplate, ...]


def procedures() -> list[Rules]:
    """Every procedure, the latest first."""
    return list(_loaded())


def procedure_cards() -> list[ProcedureCard]:
    """Every procedure as the rules pages show it, the latest first."""
    cards = []
    for row in Procedure.objects.all():
        decision = decision_by_number(row.criteria)
        terms = tuple(decision.terms.all()) if decision else ()
        rounds = tuple(decision.rounds.all()) if decision else ()
        cards.append(ProcedureCard(read_procedure(row.content), row.content_hash, terms, rounds))
    return cards


def procedure_by_number(number: str) -> Rules | None:
    """The procedure of a decision."""
    return next((rules for rules in _loaded() if rules.number == number), None)


def has_district_level() -> bool:
    """Whether some procedure has a district between commune and province."""
    return any(rules.has_district for rules in _loaded())


def procedure_taking(day: date, criteria: str = "") -> Rules | None:
    """The procedure under which a file lodged on `day` is evaluated. Of several, the one made for the sheets of the
    decision `criteria`; a decision taken over later goes by the latest procedure until it has one of its own."""
    found = [rules for rules in _loaded() if rules.takes(day)]
    return next((rules for rules in found if rules.criteria == criteria), found[0] if found else None)


def knows_criteria(number: str) -> bool:
    """Whether some procedure was made for the sheets of this decision."""
    return any(rules.criteria == number for rules in _loaded())


def transition_for(rules: Rules, filed: date, kind: str) -> Transition | None:
    """Until when a file under an older procedure must be finished, by the one that came after (Điều 12.2)."""
    later = [other for other in _loaded() if other.in_force_from > rules.in_force_from]
    found = [row for other in later for row in other.transitions if kind in row.kinds and filed < row.filed_before]
    return min(found, key=lambda row: row.last_day, default=None)


def _loaded() -> tuple[Rules, ...]:
    rows = _read()
    if not rows:
        _read.cache_clear()  # asked before they were loaded
    return rows


@lru_cache(maxsize=1)
def _read() -> tuple[Rules, ...]:
    return tuple(read_procedure(row.content) for row in Procedure.objects.all())
