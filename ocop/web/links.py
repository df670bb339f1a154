"""Where the page of a thing is, for whoever asks: used by notices, which know no addresses."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

# kind of thing -> (permission that opens the page, view, name of its argument), the first that the user may open wins
PAGES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "dossiers.dossier": (("dossiers.edit", "my_dossier", "pk"), ("dossiers.examine", "office_dossier", "dossier")),
    "dossiers.round": (("dossiers.view_rounds", "office_round", "round"),),
    "evaluation.council": (("evaluation.view_council", "council_page", "council_id"),),
    "evaluation.session": (("evaluation.view_session", "council_session", "session_id"),),
    "evaluation.agendaitem": (("evaluation.view_review", "council_review", "item_id"),),
    "recognition.proposal": (("recognition.view_proposal", "proposal", "pk"),),
    "recognition.certificate": (("recognition.view_certificate", "certificate", "pk"),),
    "recognition.ministryrequest": (("recognition.view_ministry", "ministry_request", "pk"),),
    "supervision.inspection": (("supervision.view_inspection", "inspection", "pk"),),
    "supervision.inspectedproduct": (("supervision.view_product", "inspected", "pk"),),
    "regulations.decision": (("regulations.view_draft", "rules_draft", "decision"),),
    "places.mapchange": (("places.view_changes", "map_change", "change"),),
    "programme.yearreport": (("programme.view_report", "year_report", "pk"),),
    "parties.producer": (("parties.view_producer", "producer_page", "pk"),),
}


def unit_asked(request: HttpRequest) -> int | None:
    """The unit of the map by which a list is to be read (`?xa=`), old or new."""
    typed = request.GET.get("xa", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 12 else None


def url_of(kind: str, key: int | None, user: Any) -> str:
    """The address of the page on thing `key` of `kind` for `user`; the notices page where there is none."""
    for permission, view, argument in PAGES.get(kind, ()):
        if user.has_perm(permission):
            try:
                return reverse(view, kwargs={argument: key})
            except NoReverseMatch:
                continue
    return reverse("notices")
