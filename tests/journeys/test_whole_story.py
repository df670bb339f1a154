"""A product from the registration of its producer to the public page of its certificate: every role in turn, in a
real browser, with a return, a second look, a missed minimum and a refusal on the way."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.story import administrator, buyer, commune, council, leader, office, producer, scoring, second
from tests.journeys.story.browser import PHONE, TABLET, Site
from tests.journeys.story.cast import (
    MEMBERS,
    OFFICER,
    OFFICIALS,
    PASSWORD,
    PRODUCER,
    PRODUCT,
    open_the_other_accounts,
    raise_the_curtain,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(browser: Browser, live_server: Any) -> Site:
    return Site(browser, live_server.url, dict.fromkeys((*OFFICIALS, "quantri", PRODUCER), PASSWORD))


def test_a_dossier_goes_from_registration_to_the_public_page_of_its_certificate(site: Site) -> None:
    for chapter in CHAPTERS:
        chapter(site)


def accounts_are_made(site: Site) -> None:
    province = raise_the_curtain()
    with site.signed_in("quantri") as page:
        temporary = administrator.opens_the_account_of_the_commune_officer(page)
        administrator.grants_the_role(page)
    administrator.first_sign_in_asks_for_a_new_password(site, OFFICER, temporary)
    open_the_other_accounts(province)


def the_province_prepares(site: Site) -> None:
    with site.signed_in("vanphong") as page:
        office.opens_a_round(page)
        office.names_the_advisory_team(page)
        office.writes_the_working_regulation(page)
        office.constitutes_the_council(page)


def the_producer_registers(site: Site) -> None:
    with site.open(PHONE) as page:
        producer.registers_itself(page)
        producer.names_its_representative(page)
    with site.signed_in(OFFICER) as page:
        commune.confirms_the_producer(page)


def the_dossier_is_filled_in_and_filed(site: Site) -> None:
    with site.signed_in(PRODUCER, PHONE) as page:
        producer.adds_the_product_with_the_finder(page)
        producer.adds_a_photo_of_the_product(page)
        producer.opens_a_dossier_that_is_plainly_not_filed(page)
        producer.is_stopped_by_what_is_missing(page, "Chưa có “Nơi bán chính”.", "Chưa tự chấm: 1.1")
        producer.takes_up_the_dossier(page)
        producer.fills_in_the_form_and_sees_it_saved(page)
    with site.signed_in(PRODUCER, PHONE) as page:
        producer.finds_on_return_what_was_typed(page)
        producer.puts_a_paper_into_the_vault(page)
        scoring.scores_every_criterion(page)
        scoring.sees_what_lifts_it_one_star(page)
        scoring.takes_that_step(page)
        producer.takes_up_the_dossier(page)
        producer.is_stopped_by_what_is_missing(page, "nhận mức tối thiểu của 4 sao nhưng chưa dẫn minh chứng")
        scoring.cites_the_paper_wherever_it_is_asked_for(page)
        producer.files_the_dossier(page)


def the_commune_sends_back_and_then_asks_the_province(site: Site) -> None:
    with site.signed_in(OFFICER) as page:
        commune.checks_the_items_and_finds_two_lacking(page)
        commune.returns_them_with_reasons(page)
    with site.signed_in(PRODUCER, PHONE) as page:
        producer.reads_why_it_came_back(page)
        producer.cannot_touch_what_was_not_asked_for(page)
        producer.completes_only_the_two_items(page)
        producer.files_the_completion(page)
    with site.signed_in(OFFICER) as page:
        commune.sees_what_changed(page)
        commune.finds_the_two_items_in_order_now(page)
        commune.writes_the_four_matters(page)
        commune.puts_it_before_the_leader(page)
    with site.signed_in("lanhdao.yenkhanh") as page:
        commune.leader_approves_and_asks_the_province(page)


def the_province_takes_it_in_and_the_team_reports(site: Site) -> None:
    with site.signed_in("vanphong") as page:
        office.takes_the_dossier_in(page)
        office.receives_five_samples(page)
    with site.signed_in("totuvan") as page:
        office.team_takes_over_what_is_proven(page)
        office.team_looks_at_every_other_criterion(page)
        office.team_surveys_the_place_with_a_photo(page)
        office.team_reports(page)


def the_council_prepares(site: Site) -> None:
    second.is_ready_for_the_council()
    with site.signed_in("thuky") as page:
        council.plans_the_session(page)
        council.takes_attendance(page)
    for username in ("chutich", "uyvien1"):
        with site.signed_in(username, TABLET) as page:
            council.declares_no_conflict(page)
    with site.signed_in("uyvien2", TABLET) as page:
        council.declares_a_conflict_with_the_second(page)
        council.sees_nothing_of_the_second(page, second.agenda_item().pk)


def the_members_score_in_secret(site: Site) -> None:
    item = second.agenda_item(PRODUCT).pk
    with site.signed_in("chutich", TABLET) as page:
        council.opens_session_and_scoring(page)
        council.scores_on_a_tablet(page, "chutich")
        council.sends_the_sheet(page)
        council.may_not_see_the_others_yet(page, item)
    with site.signed_in("thuky") as page:
        council.secretary_sees_only_progress(page, item, "Đã gửi 1 / 3 phiếu", "Lê Quốc Bảo")
    for username in ("uyvien1", "uyvien2"):
        second.begins_a_sheet(username, PRODUCT, leaving=MEMBERS[username])
        with site.signed_in(username, TABLET) as page:
            council.scores_what_is_seen_otherwise(page, username)
            council.may_not_see_the_others_yet(page, item)
            council.sends_the_sheet(page)


def the_council_looks_again_and_concludes(site: Site) -> None:
    second.members_agree_with_the_team("chutich", "uyvien1")
    with site.signed_in("chutich", TABLET) as page:
        council.may_not_conclude_before_everyone_looked_again(page)
        council.keeps_the_marks_with_a_reason(page)
    with site.signed_in("uyvien2", TABLET) as page:
        council.scores_again_with_a_reason(page)
    with site.signed_in("uyvien1", TABLET) as page:
        council.proposes_to_knock_out_the_second(page)
    with site.signed_in("chutich") as page:
        council.concludes_three_stars_for_a_missed_minimum(page)
        council.drops_the_knock_out_and_concludes(page)
        council.closes_and_publishes(page)


def the_leader_decides(site: Site) -> None:
    with site.signed_in("vanphong") as page:
        leader.office_proposes(page)
    with site.signed_in("lanhdao.tinh") as page:
        leader.approves_the_first_and_refuses_the_second(page)
        leader.issues_the_decision(page)
        issued = leader.opens_the_certificate(page)
    with site.open(PHONE, scripts=False) as page:
        buyer.scans_the_code(page, issued)
        buyer.types_the_code(page, issued)
        buyer.is_told_what_is_made_up(page, issued)
        buyer.finds_only_what_was_recognised(page)
    with site.signed_in(PRODUCER, PHONE) as page:
        producer.reads_result_and_certificate(page, issued.number)


CHAPTERS = (
    accounts_are_made,
    the_province_prepares,
    the_producer_registers,
    the_dossier_is_filled_in_and_filed,
    the_commune_sends_back_and_then_asks_the_province,
    the_province_takes_it_in_and_the_team_reports,
    the_council_prepares,
    the_members_score_in_secret,
    the_council_looks_again_and_concludes,
    the_leader_decides,
)
