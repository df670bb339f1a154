"""`{% load council %}`: points as the council writes them."""

from fractions import Fraction

from django import template

from ocop.evaluation import wording

register = template.Library()


@register.filter
def points(value: Fraction | int | str | None) -> str:
    """As short as exact, with a comma; a dash where nothing was given."""
    return "–" if value is None else wording.comma(value)


@register.filter
def points1(value: Fraction | int | str) -> str:
    """To one decimal."""
    return wording.comma(value, 1)


@register.filter
def signed(value: Fraction) -> str:
    """A difference with its sign, to one decimal."""
    return wording.signed(value)


@register.filter
def get(mapping: dict, key: object) -> object:
    """The entry of a dictionary."""
    return mapping.get(key)
