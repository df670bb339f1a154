"""Digital signatures of the sample province: who signs with what, and the papers of the closed session that are
signed. The certificates are left to be signed together by whoever looks."""

from datetime import date, timedelta

from ocop.accounts.models import User
from ocop.demo.clock import on
from ocop.demo.filing import Filed
from ocop.demo.keys import new_keys, ring, scribble
from ocop.demo.official import COMMUNE as COMMUNE_PAPERS
from ocop.demo.people import PASSWORD
from ocop.demo.province import Province
from ocop.evaluation.models import Session
from ocop.papers.models import Paper
from ocop.papers.queries.signing import signing_facts
from ocop.papers.queries.subjects import about_paper
from ocop.places.models import Unit
from ocop.recognition.models import Proposal
from ocop.signing.actions.papers import open_paper
from ocop.signing.actions.profiles import add_profile
from ocop.signing.actions.signing import sign_paper
from ocop.signing.models import Profile
from ocop.signing.queries import get_paper
from ocop.signing.spec import Kind, Secret
from ocop.supervision.models import Inspection

Profiles = dict[str, Profile]
PERSONS = ("lanhdao.tinh", "chutich", "vanphong")
COMMUNE_LEADER, COMMUNE_CODE, COMMUNE = "lanhdao.yenkhanh", "14560", "commune"
AGENCY = "agency"


def declare(home: Province) -> Profiles:
    """Everybody who signs declares a certificate, and the office that of the agency."""
    keys, agency = new_keys(), f"UBND {home.unit.full_name} (mẫu)"
    made: Profiles = {}
    with on(home.today - timedelta(days=90), 8):
        for seed, name in enumerate(PERSONS):
            file = keys.file_for(name, str(home.users[name]), agency)
            made[name] = _profile(home, home.users[name], Kind.PERSONAL, file, scribble(seed))
        file = keys.file_for("co-quan", agency, agency)
        made[AGENCY] = _profile(home, home.users["vanphong"], Kind.AGENCY, file, ring())
        commune, leader = home.commune(COMMUNE_CODE), home.users[COMMUNE_LEADER]
        agency = f"UBND {commune.full_name} (mẫu)"
        file = keys.file_for(COMMUNE_LEADER, str(leader), agency)
        made[COMMUNE_LEADER] = _profile(home, leader, Kind.PERSONAL, file, scribble(len(PERSONS)))
        file = keys.file_for("xa", agency, agency)
        made[COMMUNE] = _profile(home, leader, Kind.AGENCY, file, ring(), commune)
    return made


def _profile(home: Province, by: User, kind: Kind, file: str, image: bytes, commune: Unit | None = None) -> Profile:
    return add_profile(
        by=by,
        province=home.unit,
        commune=commune,
        kind=kind,
        provider="pkcs12",
        reference=file,
        secret=Secret(PASSWORD),
        image=image,
    )


def sign_commune(home: Province, profiles: Profiles, filed: Filed, day: date) -> None:
    """The commune's leader signs the report and the request of a dossier and puts the commune's seal on them."""
    leader = home.users[COMMUNE_LEADER]
    with on(day, 16):
        for kind in COMMUNE_PAPERS:
            for profile in (profiles[COMMUNE_LEADER], profiles[COMMUNE]):
                _sign(kind, filed.dossier.pk, leader, profile)


def sign_session(home: Province, profiles: Profiles, session: Session, day: date) -> None:
    """The chair signs the minutes and the report of the session."""
    with on(day, 18):
        for kind in ("minutes", "council_report"):
            _sign(kind, session.pk, home.users["chutich"], profiles["chutich"])


def sign_decision(home: Province, profiles: Profiles, proposal: Proposal, day: date) -> None:
    """The leader signs the decision, then the office puts the agency's signature on it."""
    with on(day, 18):
        _sign("decision", proposal.pk, home.users["lanhdao.tinh"], profiles["lanhdao.tinh"])
        _sign("decision", proposal.pk, home.users["vanphong"], profiles[AGENCY])


def sign_inspection(home: Province, profiles: Profiles, inspection: Inspection, day: date) -> None:
    """The leader signs the decision to inspect, the head of the team the minutes, the office its conclusion."""
    office = home.users["vanphong"]
    with on(day, 18):
        _sign("inspection_decision", inspection.pk, home.users["lanhdao.tinh"], profiles["lanhdao.tinh"])
        for product in inspection.products.all():
            _sign("inspection_minutes", product.pk, office, profiles["vanphong"])
        _sign("inspection_conclusion", inspection.pk, office, profiles["vanphong"])
        for kind in ("inspection_decision", "inspection_conclusion"):
            _sign(kind, inspection.pk, office, profiles[AGENCY])


def _sign(kind: str, subject: int, by: User, profile: Profile) -> None:
    issued = Paper.objects.select_related("file", "unit").get(kind=kind, subject_id=subject)
    thing = about_paper(issued)
    assert thing is not None, issued
    opened = get_paper(open_paper(by=by, **signing_facts(issued, thing)).pk)
    assert opened is not None
    sign_paper(by=by, paper=opened, profile=profile, secret=Secret(PASSWORD))
