"""A session from its constitution to publication, through the actions."""

import json
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import call_command

from ocop.dossiers.models import Dossier
from ocop.evaluation.actions import conclusions, meeting
from ocop.evaluation.models import AgendaItem, Conclusion
from ocop.evaluation.queries.proof import proof_file, verify_conclusion
from ocop.notices.models import Notice
from tests.factories.evaluation import open_hall, send_all

pytestmark = pytest.mark.django_db


def test_all_best_sheets_make_five_stars_published_with_the_session():
    hall = open_hall(5)
    item = send_all(hall)
    assert item.state == "reviewing"
    conclusion = conclusions.conclude_item(by=hall.secretary, item=item, opinion="Nhất trí.")
    assert (conclusion.average, conclusion.average_shown, conclusion.stars) == ("100", "100,0", 5)
    assert Dossier.objects.get(pk=item.dossier_id).state == "at_council"
    meeting.close_session(by=hall.chair, session=hall.session)
    meeting.publish_session(by=hall.chair, session=hall.session)
    assert Dossier.objects.get(pk=item.dossier_id).state == "concluded"
    assert Conclusion.objects.get(item=item).published_at is not None
    assert Notice.objects.filter(to=hall.office, kind="evaluation.published").count() == 1


def test_the_proof_recomputes_and_its_input_gives_the_same_result_to_the_rank_command(monkeypatch):
    hall = open_hall(5)
    item = send_all(hall)
    conclusions.conclude_item(by=hall.chair, item=item)
    conclusion = Conclusion.objects.select_related("item__dossier__criteria_set__decision").get(item=item)
    assert verify_conclusion(conclusion) == []
    handed_out = json.loads(json.dumps(proof_file(conclusion)))
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(json.dumps(handed_out["input"]).encode())))
    out = StringIO()
    call_command("rank", stdout=out)
    assert json.loads(out.getvalue()) == handed_out["result"]


def test_a_stored_proof_that_was_touched_is_found_out():
    hall = open_hall(5)
    conclusions.conclude_item(by=hall.chair, item=send_all(hall))
    conclusion = Conclusion.objects.get(item=hall.item)
    conclusion.proof["sheets"][0]["marks"]["1.1"] = "0"
    assert verify_conclusion(conclusion) == [
        "Phiếu chấm tính lại không khớp.",
        "Điểm trung bình từng tiêu chí tính lại không khớp.",
        "Kết quả tính lại không khớp.",
    ]
    assert AgendaItem.objects.get(pk=hall.item.pk).state == "concluded"
