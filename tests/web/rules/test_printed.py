"""The sheet as it is printed: each person's own, in the words of the decision, else in ours."""

import pytest
from django.test import Client
from django.urls import reverse

from ocop.regulations.models import CriteriaSet
from ocop.regulations.queries.printed import official_words, printed_form
from tests.factories.accounts import make_user
from tests.factories.evaluation import criteria, open_hall, send

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def answer(user, item):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client.get(reverse("council_sheet_print", args=[item.pk]))


def test_a_member_prints_the_own_sheet_and_nobody_elses():
    hall = open_hall(3)
    send(hall.chair, hall.item, {"1.1": 1})
    page = answer(hall.chair, hall.item).content.decode()
    row = criteria(hall.item)["1.1"]
    chosen = next(option for option in row.options.all() if option.points == 1)
    assert f'☑<span class="sr"> đã chọn:</span> {chosen.label}' in page
    assert str(hall.chair) in page
    assert page.count("☑") == len(criteria(hall.item))
    other = hall.members[2]
    assert answer(other, hall.item).status_code == 404, "has no sheet yet, and never reads that of the chair"
    for user in (hall.secretary, hall.office, make_user(roles=[("auditor", "province", hall.province.pk)])):
        assert answer(user, hall.item).status_code == 404


def test_where_the_words_of_the_decision_are_not_known_ours_are_printed_with_the_stars():
    row = CriteriaSet.objects.get(decision__number="26/2026/QĐ-TTg", no=6)
    lines = printed_form(row)
    assert official_words(row) == {}
    assert [line.code for line in lines[:3]] == ["A", "1", "1.1"]
    assert [line.depth for line in lines[:3]] == [0, 1, 2]
    assert sum(len(line.options) for line in lines) == 106
    starred = [option.text for line in lines for option in line.options if option.text.endswith("***")]
    assert len(starred) == 26
    assert sum(line.criterion_id is not None for line in lines) == 32
