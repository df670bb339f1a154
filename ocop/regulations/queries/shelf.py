"""The rules as officials read them: decisions in force now or once, a criteria set with what is to be checked."""

from collections.abc import Sequence
from dataclasses import dataclass

from ocop.regulations.models import CriteriaSet, Criterion, Decision, SourceFault
from ocop.regulations.queries.decisions import set_criteria, source_faults


@dataclass(frozen=True)
class Sheet:
    """A criteria set: its sections with their criteria, in the order of the form, and the doubts on each criterion.

    `faults` are those on the set as a whole.
    """

    criteria_set: CriteriaSet
    sections: Sequence[tuple[str, Sequence[Criterion]]]
    faults: Sequence[SourceFault]
    doubts: dict[str, list[SourceFault]]


def frozen_decisions() -> list[Decision]:
    """Every frozen decision, newest first."""
    return list(Decision.objects.frozen().order_by("-in_force_from", "-version"))


def decision_by_id(pk: int) -> Decision | None:
    """A frozen decision."""
    return Decision.objects.frozen().filter(pk=pk).first()


def faults_by_set(decision: Decision) -> dict[int | None, int]:
    """number of set (None: the decision itself) → how many places are to be checked against the signed paper."""
    found: dict[int | None, int] = {}
    for fault in source_faults(decision):
        number = fault.criteria_set.no if fault.criteria_set else None
        found[number] = found.get(number, 0) + 1
    return found


def sheet_of(decision: Decision, number: int) -> Sheet | None:
    """The criteria set with this number; a constant number of queries."""
    row = CriteriaSet.objects.filter(decision=decision, no=number).select_related("group__category").first()
    if row is None:
        return None
    sections: dict[str, list[Criterion]] = {}
    for criterion in set_criteria(row):
        sections.setdefault(f"{criterion.section_code}. {criterion.section_name}", []).append(criterion)
    doubts: dict[str, list[SourceFault]] = {}
    whole = []
    for fault in source_faults(decision).filter(criteria_set=row):
        if fault.criterion_code:
            doubts.setdefault(fault.criterion_code, []).append(fault)
        else:
            whole.append(fault)
    return Sheet(row, list(sections.items()), whole, doubts)
