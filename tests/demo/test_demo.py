"""The sample province is built through actions, is plainly invented, and touches no real producer."""

import re
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.queries import verify_chain
from ocop.demo.marks import reaching
from ocop.demo.people import COUNCIL, OFFICIALS, PASSWORD, SEASON_OFFICIALS
from ocop.demo.stories import AGAIN, SEASON, STAGES, STORIES
from ocop.dossiers.models import Dossier
from ocop.evaluation.models import Conclusion
from ocop.papers.models import Paper
from ocop.parties.models import Producer
from ocop.programme.models import YearReport
from ocop.programme.queries.content import content_of
from ocop.recognition.models import Certificate, CertificateEvent, PublishedRecognition
from ocop.recognition.queries.certificates import with_status
from ocop.regulations.queries import sheets_by_number
from ocop.regulations.scoring import self_result, verify_proof
from ocop.signing.models import Signature
from ocop.supervision.models import Inspection
from tests.sample import load_sample


@pytest.fixture(scope="module")
def province(django_db_setup: None, django_db_blocker: object, shared_folder: Path) -> object:
    """The whole sample province for this module, taken away again."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        load_sample(shared_folder)
        yield
        call_command("flush", interactive=False, verbosity=0)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("province")
class TestWholeProvince:
    def test_there_is_a_dossier_at_every_desk(self) -> None:
        states = set(Dossier.objects.values_list("state", flat=True))
        assert states == {
            "draft", "at_commune", "commune_signing", "at_province", "in_review", "ready", "at_council", "proposed",
            "recognised", "not_ranked", "at_ministry", "refused", "concluded",
        }  # fmt: skip

    def test_the_season_of_2024_went_through_its_three_levels(self) -> None:
        season = Dossier.objects.filter(procedure="148/QĐ-TTg")
        found = {row.product.name: (row.state, row.level, row.code.code) for row in season}
        assert found == {
            "Miến dong (mẫu)": ("recognised", "district", "37-375-001-2024"),
            "Gạo bắc thơm (mẫu)": ("recognised", "province", "37-375-002-2024"),
            "Chả cá (mẫu)": ("recognised", "province", "37-375-003-2024"),
            "Mứt bí (mẫu)": ("not_ranked", "district", "37-375-004-2024"),
        }
        authorities = season.exclude(certificate=None).values_list("certificate__decision__authority", flat=True)
        assert sorted(authorities) == ["district", "ministry", "province"]
        lapsed = {row[0] for row in SEASON_OFFICIALS}
        assert [name for name in lapsed if User.objects.get(username=name).active_grants] == []

    def test_the_reports_of_2024_were_sent_in_time_and_this_years_is_begun(self) -> None:
        papers = {row.kind: row for row in Paper.objects.filter(subject_type="report")}
        district, department = papers["district_report"], papers["department_report"]
        assert (district.number, district.dated_on < date(2024, 12, 1)) == ("01/BC-UBND", True)
        assert (department.number, department.dated_on < date(2024, 12, 20)) == ("01/BC-SNN", True)
        told = ("filed", "evaluated", "recognised", "recognised_5")
        assert [district.data["tom_tat"][key] for key in (*told, "sent_up")] == [4, 4, 2, 0, 2]
        assert [department.data["tom_tat"][key] for key in (*told, "asked")] == [4, 4, 2, 0, 1]
        asked = next(table for table in department.data["bang"] if table["key"] == "asked")
        assert asked["rows"][0][-1] == "Chưa có kết quả", "the ministry answered in February 2025"
        draft = YearReport.objects.get(year=timezone.localdate().year)
        assert draft.texts["tap_huan"]
        held = content_of(draft).value("in_force")
        assert held == with_status(Certificate.objects.all()).filter(status="valid").count()
        inspection = Inspection.objects.get()
        seen = inspection.products.count() if inspection.concluded_on.year == draft.year else 0
        assert content_of(draft).value("inspected") == seen

    def test_everybody_and_everything_is_marked_as_sample(self) -> None:
        assert Producer.objects.filter(is_sample=False).count() == 0
        assert User.objects.filter(is_sample=False).count() == 0
        assert [name for name in Producer.objects.values_list("name", flat=True) if not name.endswith("(mẫu)")] == []

    def test_no_invented_dossier_bears_the_name_of_a_real_producer(self) -> None:
        real = set(PublishedRecognition.objects.exclude(producer_name="").values_list("producer_name", flat=True))
        assert PublishedRecognition.objects.count() == 95
        invented = {re.sub(r" \(mẫu\)$", "", name) for name in Producer.objects.values_list("name", flat=True)}
        assert invented & real == set()

    def test_the_certificates_carry_the_stars_of_their_stories(self) -> None:
        stars = dict(Certificate.objects.values_list("product_name", "stars"))
        assert stars == {
            "Trà sen ướp xổi (mẫu)": 4,
            "Cốm làng (mẫu)": 3,
            "Miến dong (mẫu)": 3,
            "Gạo bắc thơm (mẫu)": 4,
            "Chả cá (mẫu)": 5,
        }

    def test_an_inspection_is_over_and_explains_the_suspension(self) -> None:
        inspection = Inspection.objects.get(state="concluded")
        outcomes = {str(row): row.conclusion.outcome for row in inspection.products.select_related("conclusion")}
        assert outcomes == {
            "Gạo bắc thơm (mẫu)": "keeps",
            "Trà sen ướp xổi (mẫu)": "remedy",
            "Cốm làng (mẫu)": "suspend",
        }
        event = CertificateEvent.objects.get(kind="suspended")
        assert f"Kết luận kiểm tra số {inspection.conclusion_no}" in event.basis
        assert event.signed_on >= inspection.concluded_on
        papers = Paper.objects.filter(kind__startswith="inspection_")
        assert papers.count() == 1 + 3 + 1
        assert Signature.objects.filter(paper__original__in=papers.values("file")).count() == 5 + 2

    def test_a_missed_minimum_costs_a_star(self) -> None:
        conclusion = Conclusion.objects.get(item__dossier__product__name="Tương nếp (mẫu)")
        assert (conclusion.band, conclusion.stars) == (4, 3)

    def test_every_conclusion_recomputes_from_its_own_proof(self) -> None:
        faults = [verify_proof(conclusion.proof) for conclusion in Conclusion.objects.all()]
        assert faults == [[]] * (7 + 6 + 1)

    def test_the_record_of_acts_is_whole(self) -> None:
        assert verify_chain().intact

    def test_nothing_happens_in_the_future(self) -> None:
        late = Dossier.objects.filter(moves__at__gt=timezone.now() + timedelta(hours=12))
        assert list(late.values_list("product__name", flat=True)) == []

    def test_a_second_run_builds_nothing_twice(self) -> None:
        before = Dossier.objects.count()
        call_command("demo", stdout=StringIO())
        assert Dossier.objects.count() == before == len(STORIES) + len(AGAIN) + len(SEASON)

    @pytest.mark.parametrize("username", [person.username for person in OFFICIALS] + [row[0] for row in COUNCIL])
    def test_every_printed_account_signs_in(self, username: str) -> None:
        assert User.objects.get(username=username).check_password(PASSWORD)


def test_the_accounts_are_printed_with_their_roles() -> None:
    out = StringIO()
    call_command("demo", "--accounts", stdout=out)
    printed = out.getvalue()
    assert PASSWORD in printed
    assert [person.username for person in OFFICIALS if person.username not in printed] == []


def test_production_gets_no_sample_province(settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="bản trình diễn"):
        call_command("demo")


def test_every_stage_has_a_story() -> None:
    assert STAGES == ("intake", "review", "council", "recognised")


@pytest.mark.django_db
@pytest.mark.parametrize("set_no", range(1, 27))
@pytest.mark.parametrize("stars", [3, 4])
def test_sample_marks_reach_the_wanted_rank(set_no: int, stars: int) -> None:
    sheet = (sheets_by_number("26/2026/QĐ-TTg") or {})[set_no]
    assert self_result(sheet, reaching(sheet, stars)).stars == stars
