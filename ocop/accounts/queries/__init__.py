"""Reads of people: who holds what, who helps whom, which producers someone may see."""

from ocop.accounts.queries.people import has_sample_accounts, users_with

__all__ = ["has_sample_accounts", "users_with"]
