"""Reads of people: who holds what, who helps whom, which producers someone may see."""

from ocop.accounts.queries.people import users_with

__all__ = ["users_with"]
