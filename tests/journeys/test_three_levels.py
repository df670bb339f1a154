"""A dossier of 2024 under 148/QĐ-TTg: commune, council of the district, its decision, council of the province, its
decision, the ministry. Marks and acts go through the actions on their day; between them the people of each level
look at their pages in a browser."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page

from ocop.accounts.models import Grant, User
from ocop.demo import season
from ocop.demo.clock import on, one_hash
from ocop.demo.filing import Filed
from ocop.demo.people import PASSWORD
from ocop.demo.province import Province, settle
from ocop.demo.stories import SEASON
from ocop.dossiers.models import Dossier
from ocop.places.actions import load_places
from ocop.recognition.models import Certificate, MinistryRequest, Proposal
from tests.browser import AXE
from tests.journeys.story.browser import Site, is_hidden_from, reads

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

STORY = next(story for story in SEASON if story.scores == 5)
OFFICE, LEADER = "vanphong.yk", "lanhdao.yk"


@dataclasses.dataclass
class Stage:
    """Where the story is played."""

    home: Province
    low: season.Season
    high: season.Season


@pytest.fixture
def stage() -> Stage:
    """The people of 2024, whose roles are still in force for the length of the story."""
    load_places()
    with one_hash():
        home = settle("37", timezone.localdate())
        commune, district = season._unit(season.COMMUNE, "commune"), season._unit(season.DISTRICT, "district")
        old = district.parent
        assert old is not None
        with on(season.BEGAN, 8):
            people = season._people(home, commune, district, old)
            low = season._level(home, people, old, district, commune)
            high = season._level(home, people, old, None, commune)
    Grant.objects.filter(until=season.LAST_DAY).update(until=timezone.localdate() + timedelta(days=30))
    return Stage(home, low, high)


def test_a_dossier_goes_through_district_province_and_ministry(
    browser: Browser, live_server: Any, stage: Stage
) -> None:
    names = User.objects.values_list("username", flat=True)
    site = Site(browser, live_server.url, dict.fromkeys([*names, "chuthe21"], PASSWORD))
    with one_hash():
        filed = season._file(stage.low, STORY, 21)
    the_district_has_it(site, filed)
    season._district(stage.low, [filed])
    the_district_has_sent_it_up(site, filed)
    season._province(stage.high, [filed])
    the_province_has_asked_the_ministry(site, filed)
    season._ministry(stage.high)
    it_has_five_stars(site, filed)


def the_district_has_it(site: Site, filed: Filed) -> None:
    dossier = Dossier.objects.get(pk=filed.dossier.pk)
    assert (dossier.state, dossier.level, dossier.code.code) == ("ready", "district", "37-375-001-2024")
    with site.signed_in(OFFICE) as page:
        reads(page, "Cơ quan tham mưu cấp huyện")
        shows(page, "office_dossier", dossier.pk, "Cấp huyện", "Sẵn sàng trình · huyện", "Số tiếp nhận của huyện")
        shows(page, "office_timeline", dossier.pk, "Duyệt và đề nghị huyện", "Tổ tư vấn của huyện")
        shows(page, "office_content", (dossier.pk, "tu-cham"), "1.a. Nguồn nguyên liệu")
        shows(page, "office_assessment", dossier.pk, "1.a. Nguồn nguyên liệu")
        shows(page, "office_intake", None, "Tiếp nhận ở huyện")
        shows(page, "office_rounds", None, "Đợt 1 năm 2024, huyện Yên Khánh")
        is_hidden_from(page, reverse("office_calendar"))
    with site.signed_in("chuthe21") as page:
        shows(page, "my_home", None, STORY.product, "Chờ Hội đồng họp")


def the_district_has_sent_it_up(site: Site, filed: Filed) -> None:
    dossier, proposal = Dossier.objects.get(pk=filed.dossier.pk), Proposal.objects.get()
    assert (dossier.state, dossier.level) == ("at_province", "province")
    assert not Certificate.objects.exists()
    with site.signed_in(LEADER) as page:
        reads(page, "Lãnh đạo UBND cấp huyện")
        shows(page, "proposals", None, "lãnh đạo UBND huyện", "huyện Yên Khánh")
        shows(page, "proposal", proposal.pk, "chuyển lên tỉnh đánh giá", "Chủ tịch UBND huyện")
        shows(page, "proposal_item", proposal.items.get().pk, "Cấp đánh giá", "Cấp huyện", "5 sao")
    with site.signed_in("vanphong") as page:
        reads(page, "Tiếp nhận 1 hồ sơ")
        shows(page, "office_intake", None, STORY.product)
        shows(page, "office_dossier", dossier.pk, "Cấp tỉnh", "Tiếp nhận ở tỉnh", "huyện Yên Khánh")


def the_province_has_asked_the_ministry(site: Site, filed: Filed) -> None:
    dossier, request = Dossier.objects.get(pk=filed.dossier.pk), MinistryRequest.objects.get()
    assert dossier.state == "at_ministry"
    high = Proposal.objects.get(district=None)
    with site.signed_in("lanhdao.tinh") as page:
        shows(page, "proposal", high.pk, "đề nghị Bộ đánh giá 5 sao")
        shows(page, "ministry_request", request.pk, STORY.product)
    with site.signed_in(LEADER) as page:
        is_hidden_from(page, reverse("proposal", args=[high.pk]))
        is_hidden_from(page, reverse("ministry_request", args=[request.pk]))
    with site.signed_in("kiemtoan") as page:
        shows(page, "office_assessment", dossier.pk, "Cấp huyện", "Cấp tỉnh")
        reviewed = {row.session.council.level: row.pk for row in dossier.agenda_items.all()}
        for level in ("district", "province"):
            shows(page, "council_review", reviewed[level], STORY.product)


def it_has_five_stars(site: Site, filed: Filed) -> None:
    certificate = Certificate.objects.get(dossier=filed.dossier.pk)
    assert (certificate.stars, certificate.code) == (5, "37-375-001-2024")
    with site.open() as page:
        page.goto(f"/c/{certificate.code}/")
        reads(page, "5 sao", "cấp quốc gia", "Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn")
    with site.signed_in("vanphong") as page:
        shows(page, "office_timeline", filed.dossier.pk, "Chuyển lên tỉnh", "Cơ quan tham mưu cấp huyện", "Công nhận")
        shows(page, "certificate", certificate.pk, "Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn")


def shows(page: Page, view: str, key: object, *texts: str) -> None:
    """The page opens, says so, and axe finds nothing serious."""
    args = [] if key is None else list(key) if isinstance(key, tuple) else [key]
    answer = page.goto(reverse(view, args=args))
    assert answer is not None
    assert answer.status == 200, page.url
    reads(page, *texts)
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run().then(result => result.violations)")
    assert [row["id"] for row in found if row["impact"] in ("serious", "critical")] == []
