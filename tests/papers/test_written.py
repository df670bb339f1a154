"""Papers of opinions taken in writing: a slip and a summary; of a meeting: invitation, attendance, minutes."""

import pytest
from django.test import Client
from django.urls import reverse

from ocop.documents.spec import plain_text
from ocop.evaluation.actions import conclusions, meeting
from ocop.evaluation.models import AgendaItem
from ocop.papers.papers import make
from ocop.papers.queries.subjects import about, kinds_about
from ocop.papers.spec import KINDS
from tests.factories.evaluation import make_hall, make_session, make_writing, open_writing, send_all

pytestmark = pytest.mark.django_db
MEETING = {"invitation", "agenda", "attendance", "minutes"}
WRITTEN = {"opinion_slip", "opinion_summary"}


def test_minutes_belong_to_a_meeting_and_the_summary_to_written_opinions() -> None:
    hall = make_hall(5)
    make_session(hall)
    writing = make_writing(5)
    for session, shown, hidden in ((hall.session, MEETING, WRITTEN), (writing.session, WRITTEN, MEETING)):
        thing = about("session", session.pk)  # type: ignore[union-attr]
        assert thing is not None
        keys = {kind.key for kind in kinds_about(thing)}
        assert shown <= keys
        assert not hidden & keys
    client = Client()
    client.force_login(writing.chair)
    for kind, status in (("opinion_slip", 200), ("minutes", 404), ("attendance", 404)):
        address = reverse("paper_draft", args=["session", writing.session.pk, kind])  # type: ignore[union-attr]
        assert client.get(address).status_code == status


def test_the_summary_tells_who_answered_and_the_results() -> None:
    hall = open_writing(5, 2)
    first, second = hall.items
    meeting.declare_conflict(by=hall.members[4], item=second, has_conflict=True, reason="Góp vốn")
    for item, silent in ((first, []), (second, [hall.members[4]])):
        send_all(hall, item, but=silent)
        conclusions.conclude_item(by=hall.chair, item=AgendaItem.objects.get(pk=item.pk))
    thing = about("session", hall.session.pk)  # type: ignore[union-attr]
    assert thing is not None
    kind = KINDS["opinion_summary"]
    assert not hall.fresh(hall.members[4]).has_perm("papers.view_opinion_summary", thing)
    assert hall.fresh(hall.chair).has_perm("papers.view_opinion_summary", thing)
    assert make(kind, thing).not_yet
    meeting.close_session(by=hall.chair, session=hall.session)  # type: ignore[arg-type]
    thing = about("session", hall.session.pk)  # type: ignore[union-attr]
    assert thing is not None
    made = make(kind, thing)
    assert not made.not_yet
    text = plain_text(made.text.blocks)
    assert "05 (năm) thành viên gửi phiếu" in text
    assert "xung đột lợi ích" in text
    assert "họp trực tiếp" not in text
    assert [gap.code for gap in made.gaps if gap.code in {field.name for field in kind.fields}] == []
