"""Everything a producer declares, as plain data to be frozen. No floats: points are text, dates ISO."""

from typing import Any

from ocop.documents.models import StoredFile
from ocop.dossiers.models import Citation, Dossier, Evidence, SelfMark
from ocop.dossiers.queries.content import chosen_points, citations_of, kind_title, marks_of, sheet_of, values_of
from ocop.dossiers.spec import fields_for, page_of
from ocop.dossiers.spec.frozen import FORMAT
from ocop.dossiers.spec.values import show
from ocop.regulations.ruleset import CriterionRule, plain
from ocop.regulations.scoring import self_result


def content_of(dossier: Dossier) -> dict[str, Any]:
    """What is frozen at a submission. Personal data are in it and flagged: papers and pages leave them out or log."""
    sheet, marks, cited = sheet_of(dossier), marks_of(dossier), citations_of(dossier)
    result = self_result(sheet, chosen_points(marks))
    papers = {row.evidence_id: row.evidence for rows in cited.values() for row in rows}
    producer = dossier.product.producer
    return {
        "format": FORMAT,
        "dossier": dossier.pk,
        "kind": dossier.kind,
        "kind_title": kind_title(dossier.kind),
        "decision": {"number": sheet.decision, "hash": sheet.decision_hash},
        "set": {"no": sheet.set_no, "name": sheet.name},
        "producer": {"id": producer.pk, "name": producer.name, "registration_no": producer.registration_no},
        "product": {"id": dossier.product_id, "name": dossier.product.name},
        "commune": {"id": dossier.commune_id, "code": dossier.commune.code, "name": dossier.commune.address},
        "fields": _fields(dossier),
        "criteria": [_criterion(rule, marks.get(rule.code), cited.get(rule.code, [])) for rule in sheet],
        "evidence": [_paper(papers[key]) for key in sorted(papers)],
        "photos": [_file(row.file) for row in dossier.product.photos.select_related("file")],
        "total": plain(result.total),
        "stars": result.stars,
    }


def _fields(dossier: Dossier) -> list[dict[str, Any]]:
    values = values_of(dossier)
    return [
        {
            "key": item.key,
            "page": page_of(item.key).key,
            "label": item.label,
            "value": values.get(item.key),
            "shown": show(item, values.get(item.key)),
            "personal": item.personal,
            "sensitive": item.sensitive,
        }
        for item in fields_for(dossier.kind).values()
    ]


def _criterion(rule: CriterionRule, mark: SelfMark | None, cited: list[Citation]) -> dict[str, Any]:
    option = mark.option if mark else None
    return {
        "code": rule.code,
        "name": rule.name,
        "part": rule.part,
        "max": plain(rule.max_points),
        "points": None if mark is None else plain(option.points if option else 0),
        "label": option.label if option else ("Không đạt mức nào" if mark else ""),
        "option": option.order if option else None,
        "star": option.star_minimum if option else None,
        "note": mark.note if mark else "",
        "cited": [{"evidence": row.evidence_id, "pages": row.pages, "note": row.note} for row in cited],
    }


def _paper(evidence: Evidence) -> dict[str, Any]:
    return {
        "id": evidence.pk,
        "kind": evidence.kind.key,
        "kind_name": evidence.kind.name,
        "title": evidence.title,
        "number": evidence.number,
        "issuer": evidence.issuer,
        "issued_on": evidence.issued_on.isoformat() if evidence.issued_on else None,
        "valid_until": evidence.valid_until.isoformat() if evidence.valid_until else None,
        "file": _file(evidence.file),
    }


def _file(stored: StoredFile) -> dict[str, Any]:
    return {
        "id": stored.pk,
        "name": stored.name,
        "content_type": stored.content_type,
        "size": stored.size,
        "pages": stored.pages,
        "sha256": stored.sha256,
    }
