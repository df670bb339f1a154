"""Versions of the working regulation: their words, what changes, and which one a session follows."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from ocop.base.errors import NotAllowed, NotReady
from ocop.evaluation.actions.agenda import create_session, edit_session
from ocop.evaluation.actions.councils import create_regulation
from ocop.evaluation.actions.meeting import open_session
from ocop.evaluation.models import AgendaItem, CouncilRegulation, Session
from ocop.evaluation.queries.councils import lines_of, regulation_for, regulation_on
from ocop.evaluation.queries.seats import table_of
from ocop.evaluation.wording import COUNTS, EXACTLY_75, changed_lines, exactly_75_words, proof_lines, regulation_lines
from ocop.regulations.scoring import Regulation, regulation_data
from tests.factories.evaluation import all_present, make_hall, make_session

BASE = regulation_data(Regulation())
SETTINGS = {"counts": "members", "exactly_75": "higher", "written_opinion": True}


@pytest.mark.parametrize(
    ("changed", "label", "said"),
    [
        pytest.param({"quorum": "2/3"}, "Tỷ lệ thành viên và phiếu tối thiểu", "2/3 số thành viên", id="10.5 tỷ lệ"),
        pytest.param({"quorum_needs_chair": False}, "Chủ tịch Hội đồng", "không bắt buộc có mặt", id="10.5 chủ tịch"),
        pytest.param({"spread_limit": "12.5"}, "Chênh lệch tối đa giữa hai phiếu", "12,5 điểm", id="10.5 chênh lệch"),
        pytest.param(
            {"minimum_met_by": "all"},
            "Mức tối thiểu của một hạng được coi là đạt khi",
            "mọi phiếu hợp lệ đạt mức đó",
            id="10.2 mọi phiếu",
        ),
        pytest.param(
            {"minima_cumulative": False},
            "Mức tối thiểu của các hạng dưới",
            "không xét (mỗi hạng xét riêng)",
            id="10.2 không cộng dồn",
        ),
        pytest.param({"counts": "present"}, "Tỷ lệ thành viên tính trên", COUNTS["present"], id="ai được tính"),
        pytest.param({"exactly_75": "lower"}, "Tiêu chí có mức đúng 75%", EXACTLY_75["lower"], id="10.4 đúng 75%"),
        pytest.param(
            {"written_opinion": False},
            "Phân hạng lại khi hết hạn",
            "phải họp (Điều 7.6, Quyết định 26/2026/QĐ-TTg)",
            id="Điều 7.6 văn bản",
        ),
    ],
)
def test_each_choice_has_its_words_and_shows_as_the_one_change(changed: dict, label: str, said: str) -> None:
    before, after = regulation_lines({**BASE, **SETTINGS}), regulation_lines({**BASE, **SETTINGS, **changed})
    assert [(name, new) for name, _, new in changed_lines(before, after)] == [(label, said)]


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        pytest.param(["từ 50% đến dưới 75%", "trên 75% sản lượng"], True, id="đúng 75% không ở phương án nào"),
        pytest.param(["Từ 50% đến 75 %", "Từ 75% trở lên"], True, id="đúng 75% ở hai phương án"),
        pytest.param(["dưới 50%", "từ 75% trở lên"], False, id="chỉ một phương án nêu 75%"),
        pytest.param(["175 lao động", "75 hộ"], False, id="không phải tỷ lệ"),
    ],
)
def test_exactly_75_is_said_beside_the_criteria_where_options_meet_there(labels: list[str], shown: bool) -> None:
    assert bool(exactly_75_words(labels, "lower")) is shown
    if shown:
        assert exactly_75_words(labels, "lower") == "Đúng 75%: lấy phương án thấp hơn."


def test_a_proof_older_than_a_setting_leaves_its_line_out() -> None:
    assert proof_lines({"regulation": BASE, "about": {}}) == regulation_lines(BASE)
    assert len(proof_lines({"regulation": BASE, "about": {"settings": SETTINGS}})) == len(regulation_lines(BASE)) + 3


@pytest.mark.django_db
class TestVersions:
    def _next(self, hall, day: date, **given: object) -> CouncilRegulation:
        return create_regulation(
            by=hall.office, province=hall.council.province, title="Quy chế", in_force_from=day, **given
        )

    def test_a_session_follows_the_version_of_its_day_and_keeps_it_once_open(self, hall) -> None:
        first = hall.council.regulation
        later = self._next(hall, date(2027, 3, 1), exactly_75="lower")
        assert regulation_for(hall.council, date(2027, 2, 28)) == first
        assert regulation_for(hall.council, date(2027, 3, 1)) == later
        session = create_session(
            by=hall.office, council=hall.council, round=hall.round, title="Phiên", place="Hội trường",
            starts_at=datetime(2027, 2, 20, 2, tzinfo=UTC),
        )  # fmt: skip
        assert session.rules == first
        moved = edit_session(
            by=hall.office, session=session, title="Phiên", place="Hội trường",
            starts_at=datetime(2027, 3, 2, 2, tzinfo=UTC),
        )  # fmt: skip
        assert moved.rules == later

    def test_a_version_of_another_day_never_touches_an_older_one(self, hall) -> None:
        first = hall.council.regulation
        words = lines_of(first)
        self._next(hall, date(2027, 3, 1), counts="present", decimals_shown=2)
        first.refresh_from_db()
        assert lines_of(first) == words
        assert regulation_on(hall.council.province_id, None, date(2027, 3, 1)).version == first.version + 1

    def test_a_later_version_does_not_apply_from_an_earlier_day(self, hall) -> None:
        self._next(hall, date(2027, 3, 1))
        with pytest.raises(NotReady, match="không sớm hơn"):
            self._next(hall, date(2027, 2, 1))

    def test_only_the_office_makes_one(self, hall) -> None:
        with pytest.raises(NotAllowed):
            create_regulation(
                by=hall.chair, province=hall.council.province, title="Quy chế", in_force_from=date(2027, 3, 1)
            )

    def test_a_version_issued_before_the_opening_is_taken_at_it_and_one_after_it_is_not(self, planned) -> None:
        taken = self._next(planned, date(2026, 6, 2), spread_limit=12)
        all_present(planned)
        opened = open_session(by=planned.chair, session=planned.session)
        self._next(planned, date(2026, 6, 3), spread_limit=15)
        assert Session.objects.get(pk=opened.pk).rules == taken

    @pytest.mark.parametrize(("counts", "base"), [("members", 5), ("present", 4)])
    def test_who_counts_is_the_base_of_the_quorum(self, db, counts: str, base: int) -> None:
        hall = make_hall(5, counts=counts)
        make_session(hall, 1)
        all_present(hall, but=[hall.members[-1]])
        open_session(by=hall.chair, session=hall.session)
        assert table_of(AgendaItem.objects.get(pk=hall.item.pk)).base == base


@pytest.mark.django_db
def test_the_office_sees_a_new_version_in_words_before_it_makes_it(settings, hall) -> None:
    settings.MFA_REQUIRED = False
    client = Client()
    client.force_login(hall.office, backend="allauth.account.auth_backends.AuthenticationBackend")
    typed = {
        "title": "Quy chế", "in_force_from": "2027-03-01", "quorum": "2/3", "spread_limit": "10",
        "minimum_met_by": "majority", "decimals_shown": "1", "counts": "present", "exactly_75": "lower",
    }  # fmt: skip
    before = CouncilRegulation.objects.count()
    seen = client.post(reverse("council_regulations"), {**typed, "xem": "1"}).content.decode()
    assert "Khác với bản đang có" in seen
    assert "2/3 số thành viên" in seen
    assert CouncilRegulation.objects.count() == before
    client.post(reverse("council_regulations"), typed)
    made = CouncilRegulation.objects.latest("pk")
    assert (made.counts, made.exactly_75, made.written_opinion) == ("present", "lower", False)
    assert "chưa đến ngày" in client.get(reverse("council_regulations")).content.decode()
