"""The official papers of the sample province: who signs, and the set of the session that is over."""

from datetime import date

from ocop.accounts.models import User
from ocop.demo.clock import on
from ocop.demo.filing import Filed
from ocop.demo.province import Province
from ocop.evaluation.models import Session
from ocop.papers.actions.issue import issue_paper
from ocop.papers.actions.settings import set_letterhead
from ocop.papers.queries.letterheads import Head
from ocop.papers.queries.subjects import about
from ocop.papers.spec import KINDS, Issuer
from ocop.recognition.models import MinistryRequest, Proposal

COMMUNE = ("mau_03", "commune_request")
AT_SESSION = ("invitation", "agenda", "attendance")
AFTER_SESSION = ("score_summary", "minutes", "council_report")


def set_signers(home: Province) -> None:
    """Names for the signatures, as the offices would type them once."""
    office = home.users["vanphong"]
    signers = {
        Issuer.OFFICE: "Đặng Thị Vân (mẫu)",
        Issuer.PROVINCE: "Trần Đức Thành (mẫu)",
        Issuer.TEAM: "Bùi Quang Huy (mẫu)",
    }
    with on(home.today, 7):
        for issuer, name in signers.items():
            set_letterhead(by=office, unit=home.unit, issuer=issuer, kind="", head=Head(signer=name))
        for code in ("14560", "14743", "14488"):
            leader = home.leader(code)
            head = Head(signer=str(leader))
            set_letterhead(by=leader, unit=home.commune(code), issuer=Issuer.COMMUNE, kind="", head=head)


def issue_commune(home: Province, filed: Filed, day: date) -> None:
    """What the commune sends the province with a dossier: its report and its request."""
    leader = home.leader(filed.story.commune)
    with on(day, 15):
        for kind in COMMUNE:
            issue(leader, kind, "dossier", filed.dossier.pk)


def issue_session(home: Province, session: Session, day: date) -> None:
    """What the secretary issues around a session that is published."""
    secretary = home.users["thuky"]
    with on(day, 17):
        for kind in (*AT_SESSION, *AFTER_SESSION):
            issue(secretary, kind, "session", session.pk)


def issue_written(home: Province, session: Session, day: date) -> None:
    """What the secretary issues around opinions taken in writing."""
    with on(day, 17):
        for kind in ("opinion_slip", "opinion_summary"):
            issue(home.users["thuky"], kind, "session", session.pk)


def issue_decision(home: Province, proposal: Proposal, day: date) -> None:
    """What the office issues around a decision: proposal, decision, notices, the request to the ministry."""
    office = home.users["vanphong"]
    with on(day, 17):
        issue(office, "to_trinh", "proposal", proposal.pk)
        issue(office, "decision", "proposal", proposal.pk)
        for item in proposal.items.select_related("conclusion__item"):
            issue(office, "result_notice", "dossier", item.conclusion.item.dossier_id)
        for request in MinistryRequest.objects.filter(decision__proposal=proposal):
            issue(office, "ministry_request", "request", request.pk)


def issue(by: User, kind: str, subject: str, pk: int) -> None:
    """One paper."""
    thing = about(subject, pk)
    assert thing is not None, (subject, pk)
    issue_paper(by=by, kind=KINDS[kind], about=thing)
