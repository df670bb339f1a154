"""What is sent from a page that was opened before the dossier went on: nothing is written after the fact."""

from datetime import date

import pytest

from ocop.base.errors import NotAllowed
from ocop.dossiers.actions import commune, province
from ocop.dossiers.models import CommuneReport, Dossier
from ocop.dossiers.queries.content import loaded
from ocop.dossiers.states import DossierState
from ocop.evaluation.actions import assessment
from ocop.evaluation.models import TeamAssessment
from tests.factories.desks import check_everything, make_desk, write_matters

pytestmark = pytest.mark.django_db


def test_the_officer_does_not_change_the_report_that_the_leader_has_signed() -> None:
    desk = make_desk()
    check_everything(desk)
    write_matters(desk)
    before = loaded(desk.dossier.pk)
    commune.prepare(by=desk.officer, dossier=desk.dossier)
    commune.forward(
        by=desk.leader, dossier=desk.dossier, report_no="1/BC", request_no="2/TTr", signed_on=date(2026, 7, 1)
    )
    signed = CommuneReport.objects.values().get()
    with pytest.raises(NotAllowed):
        commune.write_report(by=desk.officer, dossier=before, matters={})
    assert CommuneReport.objects.values().get() == signed


def test_the_team_does_not_write_after_it_has_reported() -> None:
    desk = make_desk(DossierState.IN_REVIEW)
    before = loaded(desk.dossier.pk)
    Dossier.objects.filter(pk=desk.dossier.pk).update(state=DossierState.READY)
    with pytest.raises(NotAllowed):
        assessment.write_report(by=desk.member, dossier=before, summary="Khác", proposal="Khác")
    assert TeamAssessment.objects.filter(summary="Khác").count() == 0


def test_the_office_does_not_reassign_what_the_council_has_taken() -> None:
    desk = make_desk(DossierState.READY)
    before = loaded(desk.dossier.pk)
    Dossier.objects.filter(pk=desk.dossier.pk).update(state=DossierState.AT_COUNCIL)
    with pytest.raises(NotAllowed):
        province.assign_people(by=desk.office, dossier=before, officer=desk.office, reviewer=None)
