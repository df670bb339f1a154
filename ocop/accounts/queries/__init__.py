"""Reads of people: who holds what, who helps whom, which producers someone may see."""

from ocop.accounts.queries.people import users_with
from ocop.accounts.queries.producers import helping, visible_to

__all__ = ["helping", "users_with", "visible_to"]
