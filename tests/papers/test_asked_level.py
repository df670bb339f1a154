"""The commune's papers and words name the level that its dossier's procedure asks next."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ocop.documents.spec import plain_text
from ocop.dossiers.models import CommuneReport, Dossier
from ocop.dossiers.queries.procedure import asked_level
from ocop.dossiers.states import DossierState, words_of
from ocop.papers.papers import make
from ocop.papers.queries.subjects import about
from ocop.papers.spec import KINDS
from tests.factories.accounts import make_user
from tests.factories.desks import make_desk, write_matters
from tests.factories.levels import make_ground, make_old_dossier

pytestmark = pytest.mark.django_db


def under(number: str) -> Dossier:
    """A dossier at its commune under one of the three decisions."""
    if number == "148/QĐ-TTg":
        ground = make_ground()
        return make_old_dossier(ground, ground.here, DossierState.COMMUNE_SIGNING)
    desk = make_desk(DossierState.AT_COMMUNE)
    write_matters(desk)
    Dossier.objects.filter(pk=desk.dossier.pk).update(procedure=number, state=DossierState.COMMUNE_SIGNING)
    return Dossier.objects.get(pk=desk.dossier.pk)


@pytest.mark.parametrize(
    ("number", "asked", "law"),
    [
        pytest.param("148/QĐ-TTg", "huyện", "148/QĐ-TTg ngày 24 tháng 02 năm 2023", id="148 ba cấp"),
        pytest.param("1489/QĐ-TTg", "tỉnh", "1489/QĐ-TTg ngày 06 tháng 7 năm 2025", id="1489 hai cấp"),
        pytest.param("26/2026/QĐ-TTg", "tỉnh", "26/2026/QĐ-TTg ngày 22 tháng 5 năm 2026", id="26/2026 Điều 7.2"),
    ],
)
def test_the_commune_asks_the_next_level_of_its_procedure(number: str, asked: str, law: str) -> None:
    dossier = under(number)
    written = {"local_material": "Có", "written_by": make_user(), "written_at": timezone.now()}
    CommuneReport.objects.get_or_create(dossier=dossier, defaults=written)
    assert asked_level(dossier) == asked
    assert words_of("commune_forward", dossier.level)[0] == f"Duyệt và đề nghị {asked}"
    thing = about("dossier", dossier.pk)
    assert thing is not None
    other = "cấp huyện" if asked == "tỉnh" else "cấp tỉnh"
    made = make(KINDS["mau_03"], thing)
    text = f"{plain_text(made.text.blocks)} {made.text.recipients}"
    assert f"cấp {asked} tổ chức đánh giá" in text
    assert f"Cơ quan tham mưu OCOP cấp {asked};" in text
    assert other not in text
    request = plain_text(make(KINDS["commune_request"], thing).text.blocks)
    assert law in request
    leader = make_user("Lãnh Đạo Xã", roles=[("commune_leader", "commune", dossier.commune_id)])
    client = Client()
    client.force_login(leader)
    page = client.get(reverse("office_dossier", kwargs={"dossier": dossier.pk})).content.decode()
    assert f"Duyệt và đề nghị {asked}" in page
    printed = client.get(reverse("office_report_print", kwargs={"dossier": dossier.pk})).content.decode()
    assert f"cơ quan tham mưu cấp {asked} tổ chức" in printed
