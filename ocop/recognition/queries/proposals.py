"""Proposals, what may stand in them, and what the leader reads of each product."""

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.dossiers.models import Round
from ocop.dossiers.states import DossierState
from ocop.evaluation.models import Conclusion
from ocop.recognition.checks.proposal import ItemFacts
from ocop.recognition.models import Certificate, Proposal, ProposalItem
from ocop.recognition.states import ProposalState

# who reads from the first line, who once it lies before the leader, who once it is decided
DRAFT_READERS = (Role.PROVINCIAL_OFFICE, Role.AUDITOR)
LEADERS = (Role.SIGNING_LEADER,)
LATE_READERS = (Role.PROGRAMME_OFFICER, Role.INSPECTOR)

_PATHS = (
    "conclusion__item__session__council",
    "conclusion__item__dossier__product__producer",
    "conclusion__item__dossier__commune__parent",
    "conclusion__item__dossier__criteria_set__group",
    "conclusion__item__dossier__criteria_set__decision",
    "conclusion__item__dossier__code",
    "conclusion__item__dossier__district",
    "by",
)


def visible_to(user: User) -> QuerySet[Proposal]:
    """The proposals `user` may see; agrees with ``recognition.view_proposal``."""
    if not user.is_active:
        return Proposal.objects.none()
    shown = own_desk(user, *DRAFT_READERS) | overseen(user, Role.AUDITOR)
    shown |= overseen(user, *DRAFT_READERS, *LEADERS) & ~Q(state=ProposalState.DRAFT)
    shown |= overseen(user, *LATE_READERS) & Q(state=ProposalState.DECIDED)
    rows = Proposal.objects.filter(shown).select_related("round", "province", "district", "decision", "created_by")
    return rows.annotate(
        products=Count("items"),
        approved=Count("items", filter=Q(items__verdict="approved")),
        waiting=Count("items", filter=Q(items__verdict="")),
    ).order_by("-created_at", "-pk")


def own_desk(user: User, *roles: Role) -> Q:
    """Proposals and rounds of the very office, province's or district's, where `user` holds one of `roles`."""
    provinces, districts = user.scope_ids(Scope.PROVINCE, *roles), user.scope_ids(Scope.DISTRICT, *roles)
    return Q(province__in=provinces, district=None) | Q(district__in=districts)


def overseen(user: User, *roles: Role) -> Q:
    """The same with those of the districts of their province."""
    provinces, districts = user.scope_ids(Scope.PROVINCE, *roles), user.scope_ids(Scope.DISTRICT, *roles)
    return Q(province__in=provinces) | Q(district__in=districts)


def get_proposal(pk: int) -> Proposal | None:
    """One proposal, for a door to ask the permission of."""
    return (
        Proposal.objects.select_related("round", "province", "district", "decision", "created_by")
        .filter(pk=pk)
        .first()
    )


def get_item(pk: int) -> ProposalItem | None:
    """One product of a proposal with all that its page names."""
    return ProposalItem.objects.select_related("proposal__round", *_PATHS).filter(pk=pk).first()


def items_of(proposal: Proposal) -> list[ProposalItem]:
    """The products of a proposal: highest stars first, then by name the Vietnamese way."""
    rows = proposal.items.select_related(*_PATHS)
    return list(
        rows.order_by(
            F("conclusion__stars").desc(nulls_last=True), "conclusion__item__dossier__product__sort_key", "pk"
        )
    )


def rounds_to_propose(user: User) -> QuerySet[Round]:
    """Rounds with results that stand in no proposal yet and that `user` may propose; their number is `waiting`."""
    drafted = ProposalItem.objects.filter(proposal__state=ProposalState.DRAFT)
    waiting = Q(dossiers__state=DossierState.CONCLUDED) & ~Q(dossiers__in=drafted.values("conclusion__item__dossier"))
    rounds = Round.objects.filter(own_desk(user, Role.PROVINCIAL_OFFICE)).annotate(
        waiting=Count("dossiers", filter=waiting)
    )
    return rounds.filter(waiting__gt=0).order_by("-year", "-number")


def current_conclusions(round_id: int) -> QuerySet[Conclusion]:
    """Published results of the round whose dossier waits for a proposal: the last result of each dossier at the level
    that has it."""
    level = Q(item__session__council__district=None, item__dossier__level="province")
    level |= Q(item__session__council__district__isnull=False, item__dossier__level="district")
    last = Conclusion.objects.filter(level, item__dossier=OuterRef("item__dossier"), published_at__isnull=False)
    newest = Subquery(last.order_by("-published_at", "-pk").values("pk")[:1])
    found = Conclusion.objects.filter(
        item__dossier__round=round_id, item__dossier__state=DossierState.CONCLUDED, published_at__isnull=False
    )
    return found.filter(pk=newest)


def available(round_id: int) -> QuerySet[Conclusion]:
    """Results of the round that stand in no proposal being drafted."""
    drafted = ProposalItem.objects.filter(proposal__state=ProposalState.DRAFT).values("conclusion")
    rows = current_conclusions(round_id).exclude(pk__in=drafted)
    paths = (path.removeprefix("conclusion__") for path in _PATHS if path.startswith("conclusion__"))
    return rows.select_related(*paths).order_by(
        F("stars").desc(nulls_last=True), "item__dossier__product__sort_key", "pk"
    )


def item_facts(proposal: Proposal) -> list[ItemFacts]:
    """What the guards look at."""
    items = items_of(proposal)
    current = set(current_conclusions(proposal.round_id).values_list("pk", flat=True))
    return [
        ItemFacts(item.conclusion.item.dossier.product.name, item.conclusion_id in current, item.verdict)
        for item in items
    ]


def waiting_for_leader(user: User) -> QuerySet[Proposal]:
    """Proposals that lie before `user` as the signing leader."""
    rows = Proposal.objects.filter(own_desk(user, *LEADERS), state=ProposalState.SUBMITTED)
    return rows.annotate(products=Count("items")).order_by("created_at", "pk")


def drafts_of_office(user: User) -> QuerySet[Proposal]:
    """Drafts that `user` as the provincial office has still to lay before the leader."""
    rows = Proposal.objects.filter(own_desk(user, Role.PROVINCIAL_OFFICE), state=ProposalState.DRAFT)
    return rows.annotate(products=Count("items")).order_by("created_at", "pk")


def certificates_of(proposal: Proposal) -> dict[int, Certificate]:
    """dossier → the certificate issued under the decision on this proposal."""
    rows = Certificate.objects.filter(decision__proposal=proposal)
    return {row.dossier_id: row for row in rows}
