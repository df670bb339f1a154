"""The window of 180 to 120 days before a certificate ends (Điều 7.6.a): who is told, when, once; what the first page
shows to whom."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command

from ocop.notices.models import Notice
from ocop.recognition.actions.renewals import tell_renewals
from ocop.recognition.checks.renewal import Stage, Window
from ocop.recognition.models import Certificate
from ocop.recognition.queries.renewals import kinds_offered, renewals, renewals_of
from ocop.web.leader.todo import todo
from tests.factories.accounts import make_user
from tests.factories.dossiers import make_dossier
from tests.factories.places import make_commune
from tests.factories.products import make_product
from tests.factories.recognition import make_certificate

END = date(2029, 6, 30)
WINDOW = Window(date(2029, 1, 1), date(2029, 3, 2), END)


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        pytest.param(date(2028, 12, 31), Stage.EARLY, id="Điều 7.6.a: 181 days before"),
        pytest.param(date(2029, 1, 1), Stage.OPEN, id="Điều 7.6.a: 180 days before"),
        pytest.param(date(2029, 3, 2), Stage.OPEN, id="Điều 7.6.a: 120 days before"),
        pytest.param(date(2029, 3, 3), Stage.LATE, id="Điều 7.6.a: 119 days before"),
        pytest.param(END, Stage.LATE, id="the last day of the certificate"),
        pytest.param(date(2029, 7, 1), Stage.OVER, id="after it"),
    ],
)
def test_the_window_at_its_edges(day: date, stage: Stage) -> None:
    assert WINDOW.stage(day) == stage


@pytest.fixture
def certificate(db) -> Certificate:
    return make_certificate(4)


def before(certificate: Certificate, days: int) -> date:
    return certificate.valid_until - timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "stage"), [(181, None), (180, "open"), (120, "open"), (119, "late"), (0, "late"), (-1, None)]
)
def test_the_list_agrees_with_the_window(certificate: Certificate, days: int, stage: str | None) -> None:
    found = renewals(Certificate.objects.all(), before(certificate, days))
    assert [row.stage for row in found] == ([stage] if stage else [])


def test_a_dossier_under_way_ends_the_asking(certificate: Certificate) -> None:
    day = before(certificate, 150)
    make_dossier(product=certificate.product, kind="again", state="withdrawn")
    assert len(renewals(Certificate.objects.all(), day)) == 1
    make_dossier(product=certificate.product, kind="again")
    assert renewals(Certificate.objects.all(), day) == []


@pytest.mark.parametrize(
    ("days", "kinds"), [(181, ("upgrade", "again")), (180, ("again", "upgrade")), (-1, ("again", "upgrade"))]
)
def test_a_recognised_product_is_not_offered_a_first_evaluation(
    certificate: Certificate, days: int, kinds: tuple[str, ...]
) -> None:
    with time_machine.travel(f"{before(certificate, days)}T08:00+07:00", tick=False):
        assert kinds_offered(certificate.product_id) == kinds


def test_a_product_without_a_certificate_begins_with_the_first_evaluation(db) -> None:
    assert kinds_offered(make_product().pk) == ("first", "upgrade", "again")


def people(certificate: Certificate):
    producer = certificate.product.producer
    return (
        make_user("Chủ thể", roles=[("producer", "producer", producer.pk)]),
        make_user("Công chức", roles=[("commune_officer", "commune", producer.commune_id)]),
        make_user("Nơi khác", roles=[("commune_officer", "commune", make_commune().pk)]),
    )


def test_producer_and_commune_are_told_once_at_the_opening_and_once_after_the_close(
    certificate: Certificate,
) -> None:
    owner, officer, stranger = people(certificate)
    told = Notice.objects.filter(about_id=certificate.pk, kind__startswith="recognition.renewal")
    assert tell_renewals(day=before(certificate, 181)) == 0
    for _ in range(2):
        tell_renewals(day=before(certificate, 180))
    assert {row.to for row in told if row.kind.endswith("open")} >= {owner, officer}
    assert told.filter(to=owner).count() == 1
    tell_renewals(day=before(certificate, 119))
    assert told.filter(to=owner).count() == 2
    assert not told.filter(to=stranger).exists()


def test_the_first_page_shows_it_to_those_who_act(certificate: Certificate) -> None:
    owner, officer, stranger = people(certificate)
    day = before(certificate, 130)
    assert [len(renewals_of(user, day)) for user in (owner, officer, stranger)] == [1, 1, 0]
    Certificate.objects.update(valid_until=date.today() + timedelta(days=100))
    assert [row.action for row in todo(owner)] == ["Quá hạn nộp"]
    assert todo(stranger) == []


def test_the_list_costs_the_same_for_one_and_for_three(certificate: Certificate, django_assert_num_queries) -> None:
    day = before(certificate, 150)
    with django_assert_num_queries(3):
        renewals(Certificate.objects.all(), day)
    for _ in range(2):
        make_certificate(3)
    with django_assert_num_queries(3):
        assert len(renewals(Certificate.objects.all(), day)) == 3


@pytest.mark.django_db
def test_the_daily_command_says_what_it_did(capsys) -> None:
    call_command("remind")
    assert "Đã nhắc 0 giấy chứng nhận và 0 thành viên" in capsys.readouterr().out
