"""A draft is its producer's alone: officials get the answer of a page that is not there."""

import pytest
from django.test import Client
from django.urls import reverse

from ocop.dossiers.states import DossierState
from tests.factories.desks import make_desk

pytestmark = pytest.mark.django_db
PAGES = ("office_dossier", "office_assessment", "office_timeline", "office_changes", "office_report", "office_return")


def test_no_desk_opens_a_draft() -> None:
    desk = make_desk(DossierState.DRAFT, in_round=True)
    found = {}
    for who in ("officer", "leader", "office", "member", "auditor"):
        client = Client()
        client.force_login(getattr(desk, who), backend="allauth.account.auth_backends.AuthenticationBackend")
        found[who] = {client.get(reverse(page, args=[desk.dossier.pk])).status_code for page in PAGES}
    assert set.union(*found.values()) == {404}
