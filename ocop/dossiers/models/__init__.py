"""Tables of the dossier, by subject."""

from ocop.dossiers.models.content import Answer, AnswerConflict, Citation, Evidence, SelfMark
from ocop.dossiers.models.desk import CommuneReport, ItemCheck, SupplementItem, SupplementRequest
from ocop.dossiers.models.dossier import Dossier, DossierMove, Passage, Snapshot
from ocop.dossiers.models.round import Round, RoundMove

__all__ = [
    "Answer",
    "AnswerConflict",
    "Citation",
    "CommuneReport",
    "Dossier",
    "DossierMove",
    "Evidence",
    "ItemCheck",
    "Passage",
    "Round",
    "RoundMove",
    "SelfMark",
    "Snapshot",
    "SupplementItem",
    "SupplementRequest",
]
