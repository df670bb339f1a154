"""The moves of a dossier and of a round, bound to the rules that must find nothing."""

from collections.abc import Sequence

from ocop.base.findings import Finding
from ocop.base.flow import Flow
from ocop.dossiers.checks import desk
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries import has_open_supplement, open_supplement
from ocop.dossiers.queries.content import completeness_of
from ocop.dossiers.queries.desks import checked_items, report_of
from ocop.dossiers.states import ROUND_TABLE, TABLE


def complete(dossier: Dossier) -> Sequence[Finding]:
    """Nothing that stops a submission is left."""
    return [finding for finding in completeness_of(dossier) if finding.blocking]


def supplement_answered(dossier: Dossier) -> Sequence[Finding]:
    """There is a request for completion to answer."""
    if open_supplement(dossier) is not None:
        return []
    return [Finding("supplement_answered", "Điều 7.2", "Hồ sơ không có yêu cầu bổ sung nào đang mở.")]


def no_open_supplement(dossier: Dossier) -> Sequence[Finding]:
    """The producer does not hold the dossier."""
    return desk.no_open_supplement(has_open_supplement(dossier))


def items_checked(dossier: Dossier) -> Sequence[Finding]:
    """Every item of the completeness list was looked at and is in order."""
    return desk.items_checked(checked_items(dossier))


def matters_assessed(dossier: Dossier) -> Sequence[Finding]:
    """The four local matters of Mẫu 03 are assessed."""
    report = report_of(dossier)
    return desk.matters_assessed({key: getattr(report, key, "") for key in desk.MATTERS})


FLOW = Flow(
    TABLE,
    {
        "complete": complete,
        "supplement_answered": supplement_answered,
        "no_open_supplement": no_open_supplement,
        "items_checked": items_checked,
        "matters_assessed": matters_assessed,
    },
)
ROUND_FLOW = Flow(ROUND_TABLE)
