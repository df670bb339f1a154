"""Offices issue at the same moment: numbers run on, none twice, none silently left out."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections, transaction

from ocop.accounts.models import User
from ocop.papers.actions.issue import issue_paper
from ocop.papers.actions.settings import set_letterhead
from ocop.papers.models import Paper, PaperNumber
from ocop.papers.queries.letterheads import Head
from ocop.papers.queries.subjects import about
from ocop.papers.spec import KINDS, Issuer
from ocop.recognition.models import Proposal
from tests.factories.recognition import make_decided, office_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


class BrokenOffError(Exception):
    """The line was lost after the number was taken."""


def issue(by: User, dossier: int, *, breaks: bool = False) -> str:
    thing = about("dossier", dossier)
    assert thing is not None
    with transaction.atomic():
        paper = issue_paper(by=by, kind=KINDS["result_notice"], about=thing)
        if breaks:
            raise BrokenOffError
    return paper.number


def test_papers_issued_at_once_take_numbers_without_a_gap() -> None:
    proposal = make_decided(4, 3, 4, 3, 4, 3)
    office = office_of(proposal.province)
    set_letterhead(by=office, unit=proposal.province, issuer=Issuer.OFFICE, kind="", head=Head(signer="Đặng Thị Ký"))
    Proposal.objects.update(number="9/TTr-SNNMT")
    dossiers = list(proposal.items.order_by("pk").values_list("conclusion__item__dossier", flat=True))
    together = Barrier(len(dossiers) + 1)

    def act(job: tuple[int, bool]) -> str:
        dossier, breaks = job
        together.wait()
        try:
            return issue(User.objects.get(pk=office.pk), dossier, breaks=breaks)
        except BrokenOffError:
            return "broken off"
        finally:
            connections.close_all()

    # the first is asked for twice at once, the last breaks off
    jobs = [(dossiers[0], False), *((key, False) for key in dossiers[:-1]), (dossiers[-1], True)]
    with ThreadPoolExecutor(len(jobs)) as pool:
        given = list(pool.map(act, jobs))
    expected = [f"{number:02d}/TB-SNNMT" for number in range(1, len(dossiers))]
    assert given[-1] == "broken off"
    assert given[0] == given[1]
    assert sorted(given[1:-1]) == expected
    assert sorted(PaperNumber.objects.filter(series="TB").values_list("text", "state")) == [
        (text, "used") for text in expected
    ]
    assert Paper.objects.filter(kind="result_notice").count() == len(expected)
    assert issue(office, dossiers[-1]) == f"{len(dossiers):02d}/TB-SNNMT"
