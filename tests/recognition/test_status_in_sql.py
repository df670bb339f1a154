"""The status column says what the rule says, and the published past is loaded as it is."""

from datetime import timedelta
from random import Random

import pytest

from ocop.recognition.actions.published import DATA, load_published
from ocop.recognition.models import Certificate, CertificateEvent, PublishedRecognition
from ocop.recognition.queries.certificates import standing, today, with_status
from tests.factories.recognition import make_certificate

pytestmark = pytest.mark.django_db
KINDS = ("extended", "suspended", "restored", "revoked", "replaced")


@pytest.mark.slow
def test_sql_and_rule_agree_on_every_day() -> None:
    """200 histories made by chance, each looked at on several days."""
    certificate, chance = make_certificate(), Random(26)  # noqa: S311 - no secret hangs on it
    start, until = certificate.issued_on, certificate.valid_until
    length = (until - start).days
    for _ in range(200):
        CertificateEvent.objects.all().delete()
        for kind in chance.sample(KINDS, chance.randrange(4)):
            on = start + timedelta(days=chance.randrange(length + 30))
            last = until + timedelta(days=chance.randrange(180)) if kind == "extended" else None
            if kind == "suspended" and chance.random() < 0.4:
                last = on + timedelta(days=chance.randrange(200))
            CertificateEvent.objects.create(
                certificate=certificate,
                kind=kind,
                effective_on=on,
                until=last,
                decision_no="1",
                reason="x",
                basis="Kết luận kiểm tra",
                signed_on=on,
                signer_title="Chủ tịch",
                by=certificate.issued_by,
            )
        row = Certificate.objects.prefetch_related("events").get()
        for offset in (0, length // 3, length, length + 1, length + 100, length + 400):
            day = start + timedelta(days=offset)
            worth = standing(row, day)
            assert worth is not None
            found = with_status(Certificate.objects.all(), day).get()
            assert (found.status, day) == (worth.status, day)


def test_the_status_of_today_is_that_of_viet_nam() -> None:
    certificate = make_certificate()
    assert with_status(Certificate.objects.all()).get().status == "valid"
    assert standing(certificate).until == certificate.valid_until
    assert standing(certificate, today() - timedelta(days=1)) is None


def test_the_published_past_is_loaded_once_and_kept_as_published() -> None:
    assert (load_published(), load_published()) == (95, 95)
    assert PublishedRecognition.objects.count() == 95
    row = PublishedRecognition.objects.get(row=1)
    assert (row.product_name, row.stars, row.producer_name, row.year, row.decision) == (
        "Giò trứng Nộn Khê",
        None,
        "",
        None,
        "",
    )
    assert row.source.startswith("http")
    assert Certificate.objects.count() == 0


def test_a_row_taken_from_the_file_goes_from_the_table(tmp_path) -> None:
    load_published()
    shorter = tmp_path / "published.csv"
    shorter.write_text("\n".join(DATA.read_text("utf-8").splitlines()[:4]) + "\n", "utf-8")
    assert load_published(path=shorter) == 3
    assert list(PublishedRecognition.objects.order_by("row").values_list("row", flat=True)) == [1, 2, 3]
