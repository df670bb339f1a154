"""The law changes: an officer takes the next decision over from its official file, a second person puts it in force,
and the next dossier is filed, scored and printed under it, in the words of the decision.

The file is the invented one of the tests, dated today. OCOP_OFFICIAL_FILE names another (HTML) to walk with: its
number and its days are put in the place of the invented ones.
"""

import os
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from ocop.accounts.models import User
from ocop.dossiers.actions.drafting import open_dossier
from ocop.dossiers.actions.filing import submit_dossier
from ocop.dossiers.models import Dossier
from ocop.dossiers.states import DossierState
from ocop.evaluation.actions import meeting, sheets
from ocop.products.models import Product
from ocop.regulations.models import CriteriaSet, Criterion, Decision
from ocop.regulations.queries import criteria_sheet, current_decision
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.dossiers import fill, make_dossier
from tests.factories.evaluation import all_present, fill_sheet, make_hall, make_session
from tests.factories.parties import make_producer
from tests.factories.places import make_commune, make_province
from tests.factories.products import make_product
from tests.journeys.story.browser import Site, press, reads, write
from tests.regulations.official import DATED, as_html
from tests.regulations.official import NUMBER as INVENTED

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NUMBER, LAW = "77/2026/QĐ-TTg", "26/2026/QĐ-TTg"
REASON = "Đã đối chiếu bản ký"
OFFICER, LEADER, CHAIR, PRODUCER = "chuongtrinh", "lanhdao.tinh", "chutich", "chuthe"


@dataclass
class Story:
    """What the chapters hand on."""

    site: Site
    file: Path
    before: Dossier
    filed: Dossier | None = None
    item: int = 0


def said(day: date) -> str:
    return f"ngày {day:%d} tháng {day.month} năm {day.year}"


def the_file(folder: Path) -> Path:
    """The official file as it would read had it been signed yesterday, in force today."""
    today = timezone.localdate()
    other = os.environ.get("OCOP_OFFICIAL_FILE")
    text = Path(other).read_text("utf-8") if other else as_html().decode()
    text = text.replace(LAW, NUMBER).replace(INVENTED, NUMBER).replace(DATED, said(today - timedelta(days=1)))
    text = re.sub(r"ngày\s+22\s+tháng\s+5\s+năm\s+2026", said(today - timedelta(days=1)), text)
    in_force = r"(có hiệu lực thi hành(?:\s|<[^>]*>)+từ(?:\s|<[^>]*>)+)ngày\s+\d+\s+tháng\s+\d+\s+năm\s+\d{4}"
    path = folder / "quyet-dinh.html"
    path.write_text(re.sub(in_force, rf"\g<1>{said(today)}", text), "utf-8")
    return path


@pytest.fixture
def story(browser: Browser, live_server: Any, tmp_path: Path) -> Story:
    """An empty system with its first people, and one dossier filed under the law of yesterday."""
    province = make_province()
    for username, role in ((OFFICER, "programme_officer"), (LEADER, "signing_leader")):
        make_user(username, username=username, password=PASSWORD, roles=[(role, "province", province.pk)])
    names = (OFFICER, LEADER, CHAIR, PRODUCER)
    before = make_dossier(state=DossierState.AT_COMMUNE)
    return Story(Site(browser, live_server.url, dict.fromkeys(names, PASSWORD)), the_file(tmp_path), before)


def test_the_next_law_is_loaded_put_in_force_and_lived_under(story: Story) -> None:
    for chapter in CHAPTERS:
        chapter(story)


def the_officer_loads_the_file(story: Story) -> None:
    today = timezone.localdate()
    with story.site.signed_in(OFFICER) as page:
        press(page, "Quy định")
        press(page, "Nhập quyết định")
        write(page, number=NUMBER, dated=(today - timedelta(days=1)).isoformat(), in_force_from=today.isoformat())
        page.locator("[name=file]").set_input_files(story.file)
        press(page, "Đọc tệp")
        reads(page, f"Bản nháp Quyết định {NUMBER}", "chưa áp dụng")
        settles_every_place(page)
        ends_the_law_before(page)
    draft = Decision.objects.get(number=NUMBER)
    assert not draft.import_findings.filter(settled_at=None).exists()
    assert {row.settled_by.username for row in draft.import_findings.all()} == {OFFICER}


def settles_every_place(page: Page) -> None:
    """Ten on a page: each ticked with the key of a tick, one reason, one press."""
    page.get_by_role("link", name="Kết luận chỗ chưa rõ").click()
    pages = 0
    while page.locator("[name^=chon-]").count():
        for box in page.locator("[name^=chon-]").all():
            box.press("Space")
        page.locator("[name=ly-do-chung]").fill(REASON)
        page.locator("[name=ly-do-chung]").press("Enter")
        expect(page.locator("#messages")).to_contain_text("Đã kết luận")
        pages += 1
        assert pages < 12, page.locator(".errors").all_inner_texts()
    reads(page, "Không còn chỗ nào")
    press(page, "Về bản nháp")


def ends_the_law_before(page: Page) -> None:
    page.get_by_role("link", name="Văn bản và mã sản phẩm").click()
    row = page.locator("fieldset", has_text=f"Quyết định {LAW}")
    row.locator("[name$=last_day]").fill((timezone.localdate() - timedelta(days=1)).isoformat())
    row.locator("[name$=clause]").fill("Điều 11.2")
    write(page, reason=REASON)
    press(page, "Lưu và xác nhận")
    reads(page, "Đã lưu và xác nhận: Văn bản và mã sản phẩm.")


def a_second_person_puts_it_in_force(story: Story) -> None:
    with story.site.signed_in(OFFICER) as page:
        page.goto(f"/quy-dinh/ban-nhap/{Decision.objects.get(number=NUMBER).pk}/chot/")
        reads(page, "Sẵn sàng để chốt")
        assert page.get_by_role("button", name="Chốt quyết định").count() == 0
    with story.site.signed_in(LEADER) as page:
        press(page, "Quy định")
        page.get_by_role("link", name=f"Bản nháp Quyết định {NUMBER}").click()
        page.get_by_role("link", name="Chốt, đưa vào áp dụng").click()
        reads(page, f"Quyết định {LAW}: hết hiệu lực sau ngày")
        page.locator("[name=hieu]").check()
        press(page, "Chốt quyết định")
        frozen = Decision.objects.get(number=NUMBER)
        reads(page, f"Đã chốt Quyết định {NUMBER}.", frozen.content_hash, "đang áp dụng")
    assert (frozen.is_frozen, frozen.frozen_by.username) == (True, LEADER)
    assert current_decision(timezone.localdate()) == frozen


def what_was_filed_stays_on_its_own_law(story: Story) -> None:
    law = Decision.objects.get(number=LAW)
    story.before.refresh_from_db()
    assert story.before.criteria_set.decision == law
    assert law.in_force_to == timezone.localdate() - timedelta(days=1)


def the_next_dossier_is_filed_under_it(story: Story) -> None:
    new = CriteriaSet.objects.get(decision__number=NUMBER, no=1)
    producer = make_producer("Hợp tác xã Bánh Đa (mẫu)", commune=make_commune("Gia Vân"))
    user = make_user(username=PRODUCER, password=PASSWORD, roles=[("producer", "producer", producer.pk)])
    product = make_product("Bánh đa nướng (mẫu)", producer=producer, set_no=None)
    Product.objects.filter(pk=product.pk).update(criteria_set=new)
    dossier = open_dossier(by=user, product=Product.objects.get(pk=product.pk))
    assert dossier.criteria_set == new
    fill(dossier, user)
    submit_dossier(by=user, dossier=dossier, declared=True)
    story.filed = Dossier.objects.get(pk=dossier.pk)
    rule = first_rule(new)
    with story.site.signed_in(PRODUCER) as page:
        page.goto(f"/chu-the/ho-so/{dossier.pk}/ban-in/")
        reads(page, NUMBER, rule.official_text, best(rule))


def first_rule(criteria_set: CriteriaSet) -> Any:
    return criteria_sheet(criteria_set).criteria[0]


def best(rule: Any) -> str:
    """The official words of its best option, without the box."""
    option = max(rule.options, key=lambda option: option.points)
    assert option.official_text, "the words of the decision"
    return option.official_text.lstrip("□ ")


def it_is_scored_and_the_sheet_is_printed(story: Story) -> None:
    assert story.filed is not None
    hall = make_hall(3)
    User.objects.filter(pk=hall.chair.pk).update(username=CHAIR)
    chair = User.objects.get(pk=hall.chair.pk)
    chair.set_password(PASSWORD)
    chair.save()
    # commune, province and advisory team have their own journey
    Dossier.objects.filter(pk=story.filed.pk).update(state=DossierState.READY, round=hall.round)
    make_session(hall, [Dossier.objects.get(pk=story.filed.pk)])
    all_present(hall)
    meeting.open_session(by=hall.chair, session=hall.session)
    for user in [*hall.members, hall.secretary]:
        meeting.declare_none(by=user, session=hall.session)
    meeting.open_item(by=hall.chair, item=hall.item)
    fill_sheet(hall.chair, hall.item)
    sheets.send_sheet(by=hall.chair, item=hall.item)
    rule = first_rule(story.filed.criteria_set)
    with story.site.signed_in(CHAIR) as page:
        page.goto(f"/hoi-dong/muc/{hall.item.pk}/phieu/gui/")
        press(page, "Bản in của phiếu")
        reads(page, "Phiếu đánh giá, phân hạng sản phẩm OCOP", NUMBER, rule.official_text, f"☑ đã chọn: {best(rule)}")
        criteria = Criterion.objects.filter(criteria_set=story.filed.criteria_set)
        assert page.locator("tr.print-option").count() == sum(row.options.count() for row in criteria)
        reads(page.locator("tr", has_text="TỔNG CỘNG"), "100")


CHAPTERS = (
    the_officer_loads_the_file,
    a_second_person_puts_it_in_force,
    what_was_filed_stays_on_its_own_law,
    the_next_dossier_is_filed_under_it,
    it_is_scored_and_the_sheet_is_printed,
)
