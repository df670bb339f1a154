"""Results under 148/QĐ-TTg, from paper minutes or from a council."""

from datetime import date, datetime
from itertools import count

from ocop.accounts.models import User
from ocop.dossiers.models import Round
from ocop.dossiers.states import DossierState
from ocop.evaluation.models import Conclusion
from ocop.products.models import Product
from ocop.recognition.actions.old_results import OldFacts, save_old_result
from ocop.recognition.models import OldResult
from ocop.regulations.models import CriteriaSet
from ocop.regulations.queries import criteria_sheet
from ocop.regulations.ruleset import plain
from tests.factories.dossiers import make_dossier, make_round
from tests.factories.products import make_product
from tests.factories.recognition import make_result, marks_for, office_of

OLD = "148/QĐ-TTg"
_numbers = count(1)


def old_set(no: int = 6) -> CriteriaSet:
    """A set of the earlier law."""
    return CriteriaSet.objects.select_related("decision").get(decision__number=OLD, no=no)


def old_facts(product: Product | None = None, stars: int = 3, no: int = 6, **fields: object) -> OldFacts:
    """What a paper of that rank says: all its minima and a total in the middle of the band."""
    chosen = old_set(no)
    marks = {code: plain(points) for code, points in marks_for(criteria_sheet(chosen), stars).items()}
    given = {
        "criteria_set": chosen,
        "stars": stars,
        "decision_no": f"{next(_numbers)}/QĐ-UBND",
        "decided_on": date(2024, 12, 20),
        "marks": marks,
        "product": product,
    } | fields
    return OldFacts(**given)


def make_old_result(
    product: Product | None = None, stars: int = 3, *, by: User | None = None, **fields: object
) -> OldResult:
    """A result entered by the provincial office."""
    product = product or make_product()
    by = by or office_of(product.producer.commune.parent)
    return save_old_result(by=by, facts=old_facts(product, stars, **fields))


def make_judged(
    stars: int = 3, *, product: Product | None = None, round: Round | None = None, at: datetime | None = None
) -> Conclusion:
    """A council's published result under the earlier law."""
    product = product or make_product()
    round = round or make_round(province=product.producer.commune.parent)
    dossier = make_dossier(product=product, round=round)
    dossier.criteria_set = old_set(product.criteria_set.no)
    dossier.state = DossierState.RECOGNISED
    dossier.submitted_at, dossier.receipt_no = dossier.created_at, f"01/PĐK-{next(_numbers)}"
    dossier.save()
    return make_result(stars, dossier=dossier, round=round, at=at)
