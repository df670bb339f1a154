"""The proof of a conclusion as data: made, checked anew, and put into a file that anyone entitled can recompute."""

from typing import Any

from ocop.dossiers.queries.procedure import rules_of as rules_of_dossier
from ocop.evaluation import scoring, wording
from ocop.evaluation.models import AgendaItem, Conclusion
from ocop.evaluation.queries.councils import settings_of
from ocop.evaluation.queries.sheets import rules_of
from ocop.regulations.scoring import Result, proof_data, result_data, verify_proof
from ocop.regulations.spec.procedure import LEVEL_TITLES, Level


def proof_of(item: AgendaItem, result: Result) -> dict[str, Any]:
    """All that is needed to recompute the result, and what it is about."""
    regulation = item.session.rules
    dossier = item.dossier
    rules = rules_of_dossier(dossier)
    return {
        **proof_data(result),
        "about": {
            "product": str(dossier.product),
            "producer": str(dossier.product.producer),
            "code": str(dossier.code) if dossier.code_id else "",
            "dossier": dossier.receipt_no,
            "session": item.session.title,
            "council": item.session.council.name,
            "level": LEVEL_TITLES[Level(item.session.council.level)],
            "procedure": rules.number if rules else "",
            "council_decision": item.session.council.decision_no,
            "regulation": str(regulation),
            "regulation_decision": regulation.decision_no,
            "settings": settings_of(regulation),
        },
        "rank_input": scoring.rank_input(result),
    }


def verify_conclusion(conclusion: Conclusion) -> list[str]:
    """What does not agree when the proof is recomputed, also with the criteria set as published; empty when sound."""
    faults = verify_proof(conclusion.proof, rules_of(conclusion.item))
    stored = (conclusion.average, conclusion.average_shown, conclusion.band, conclusion.stars)
    result = conclusion.proof.get("result", {})
    proved = tuple(result.get(key) for key in ("average", "average_shown", "band", "stars"))
    return faults if stored == proved else [*faults, "Kết quả ghi trong kết luận khác bản chứng minh."]


def proof_file(conclusion: Conclusion) -> dict[str, Any]:
    """The file to hand out: `manage.py rank` answers `result` to `input`; `proof` says the rest."""
    proof = dict(conclusion.proof)
    request = proof.pop("rank_input")
    return {
        "about": proof["about"],
        "concluded_at": conclusion.at.isoformat(),
        "published_at": conclusion.published_at.isoformat() if conclusion.published_at else None,
        "words": wording.result_words(proof["result"], proof["bands"]),
        "regulation_words": [f"{label}: {text}" for label, text in wording.proof_lines(proof)],
        "input": request,
        "result": proof["result"],
        "proof": proof,
    }


def result_parts(result: Result) -> tuple[str, str, list[str]]:
    """A result not yet concluded in words: the rank, what it misses, each reason."""
    bands = [{"stars": band.stars, "from": str(band.minimum)} for band in result.ranker.sheet.bands]
    return wording.result_parts(result_data(result), bands)
