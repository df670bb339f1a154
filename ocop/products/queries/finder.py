"""The finder of the right criteria set: the law's classification as a tree, and by everyday words."""

from dataclasses import dataclass
from datetime import date

from ocop.regulations.models import CriteriaSet
from ocop.regulations.queries import current_decision, list_sets
from ocop.regulations.queries import find_sets as sets_by_words
from ocop.regulations.queries.decisions import SetHit


@dataclass(frozen=True)
class SetTree:
    """Category → groups → sets, in the order of the law."""

    category: str
    groups: tuple[tuple[str, tuple[SetHit, ...]], ...]


def find_sets(words: str, on: date) -> list[SetHit]:
    """Sets of the decision in force that fit the words, with or without accents; best first."""
    decision = current_decision(on)
    return sets_by_words(decision, words) if decision and words.strip() else []


def set_tree(on: date) -> list[SetTree]:
    """The whole classification of the decision in force."""
    decision = current_decision(on)
    tree: dict[str, dict[str, list[SetHit]]] = {}
    for hit in list_sets(decision) if decision else []:
        tree.setdefault(hit.category, {}).setdefault(hit.group, []).append(hit)
    return [
        SetTree(category, tuple((group, tuple(hits)) for group, hits in groups.items()))
        for category, groups in tree.items()
    ]


def set_in_force(pk: int, on: date) -> CriteriaSet | None:
    """The set, if it belongs to the decision in force."""
    decision = current_decision(on)
    return CriteriaSet.objects.filter(pk=pk, decision=decision).first() if decision else None


def hit_of(pk: int, on: date) -> SetHit | None:
    """One set of the decision in force as the finder shows it."""
    decision = current_decision(on)
    return next((hit for hit in list_sets(decision) if hit.id == pk), None) if decision else None
