"""Correspondences of two decisions: reading, proposing, confirming row by row, freezing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.regulations.actions.correspondence import (
    confirm_row,
    confirm_same,
    freeze_correspondence,
    propose_correspondence,
)
from ocop.regulations.queries import decision_sheets
from ocop.regulations.queries.correspondence import (
    correspondence_by_id,
    correspondences,
    row_by_id,
    rows_of,
    set_pairs,
)
from ocop.regulations.queries.shelf import decision_by_id, frozen_decisions
from ocop.regulations.ruleset import plain
from ocop.regulations.spec.correspondence import KINDS, NARROWER, NONE, PARTLY, SAME
from ocop.web.door import NOT_FOUND, attempt, door
from ocop.web.switch.forms import RowForm

EDIT = "regulations.edit_correspondence"
TAGS = {SAME: "leaf", NARROWER: "lacquer", PARTLY: "gold", NONE: "plain"}


@door("regulations.view", methods=("GET",))
def listing(request: HttpRequest) -> HttpResponse:
    """All correspondences; two decisions to begin another one."""
    context = {
        "rows": correspondences(),
        "decisions": frozen_decisions(),
        "may_edit": request.user.has_perm(EDIT),
    }
    return render(request, "switch/tables.html", context)


@door(EDIT, methods=("POST",))
def propose(request: HttpRequest) -> HttpResponse:
    """A draft for the two decisions chosen."""
    before, after = (_decision(request.POST.get(name, "")) for name in ("truoc", "sau"))
    if before is None or after is None:
        messages.error(request, "Hãy chọn hai quyết định.")
        return redirect("correspondences")
    made = attempt(request, propose_correspondence, success="Đã lập bản nháp.", before=before, after=after)
    return redirect("correspondence", pk=made.pk) if made else redirect("correspondences")


@door("regulations.view", methods=("GET",))
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """One correspondence with its pairs of sets."""
    found = _found(pk)
    pairs = set_pairs(found)
    context = {
        "found": found,
        "pairs": pairs,
        "open": sum(pair.open for pair in pairs),
        "doubts": sum(pair.doubts for pair in pairs),
        "all": sum(pair.rows for pair in pairs),
        "may_edit": request.user.has_perm(EDIT) and not found.is_frozen,
    }
    return render(request, "switch/table.html", context)


@door(EDIT, methods=("POST",))
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a draft for ever."""
    attempt(request, freeze_correspondence, success="Đã chốt bảng đối chiếu.", correspondence=_found(pk))
    return redirect("correspondence", pk=pk)


@door("regulations.view", methods=("GET",))
def pair(request: HttpRequest, pk: int, before: int, after: int) -> HttpResponse:
    """The rows of one pair of sets."""
    found = _found(pk)
    rows = rows_of(found, before, after)
    if not rows:
        raise Http404(NOT_FOUND)
    context = {
        "found": found,
        "rows": [{"row": row, "kind": KINDS[row.kind], "tag": TAGS[row.kind], "boxes": _boxes(row)} for row in rows],
        "set_before": rows[0].set_before,
        "set_after": rows[0].set_after,
        "may_edit": request.user.has_perm(EDIT) and not found.is_frozen,
        "easy": sum(row.kind == SAME and not row.doubt and row.confirmed_at is None for row in rows),
    }
    return render(request, "switch/pair.html", context)


@door(EDIT, methods=("POST",))
def same(request: HttpRequest, pk: int, before: int, after: int) -> HttpResponse:
    """Confirm at once the rows that are the same on both sides."""
    reason = request.POST.get("reason", "")
    attempt(
        request, confirm_same, success="Đã xác nhận các dòng như nhau.", correspondence=_found(pk),
        before_no=before, after_no=after, reason=reason,
    )  # fmt: skip
    return redirect("correspondence_pair", pk=pk, before=before, after=after)


@door(EDIT)
def row(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle one row; ?tu= names another criterion of the earlier law."""
    found = row_by_id(pk)
    if found is None or found.correspondence.is_frozen:
        raise Http404(NOT_FOUND)
    old = decision_sheets(found.correspondence.before)[found.set_before.no]
    new = decision_sheets(found.correspondence.after)[found.set_after.no]
    chosen = request.GET.get("tu", found.before.code if found.before else "")
    before = old.criterion(chosen) if chosen in old.codes else None
    after = new.criterion(found.after.code) if found.after else None
    kept = found.options if before and found.before and before.code == found.before.code else {}
    initial = {
        "kind": found.kind, "reason": found.note, "doubt": found.doubt,
        **{f"m{place}": [str(other) for other in others] for place, others in kept.items()},
    }  # fmt: skip
    form = RowForm(request.POST or None, before=before, after=after, initial=initial)
    if form.is_valid():
        typed = form.cleaned_data
        saved = attempt(
            request, confirm_row, success="Đã xác nhận.", row=found, kind=typed["kind"], options=form.options(),
            before_code=before.code if before else "", reason=typed["reason"], doubt=typed["doubt"],
        )  # fmt: skip
        if saved:
            where = {"pk": found.correspondence_id, "before": found.set_before.no, "after": found.set_after.no}
            return redirect("correspondence_pair", **where)
    context = {"row": found, "form": form, "before": before, "after": after, "criteria": list(old), "chosen": chosen}
    return render(request, "switch/row.html", context)


def _found(pk: int) -> Any:
    found = correspondence_by_id(pk)
    if found is None:
        raise Http404(NOT_FOUND)
    return found


def _decision(typed: str) -> Any:
    return decision_by_id(int(typed)) if typed.isdecimal() and len(typed) < 12 else None


def _boxes(row: Any) -> list[tuple[str, str]]:
    """(box before, boxes after) in words; "chưa biết" where the old mark tells nothing."""
    if not row.before or not row.after:
        return []
    after = {0: "không đạt", **{box.order: f"{_points(box)} – {box.label}" for box in row.after.options.all()}}
    found = []
    if "0" in row.options and row.options["0"] != [0]:
        found.append(("không đạt mức nào", " hoặc ".join(after[place] for place in row.options["0"])))
    for box in row.before.options.all():
        others = row.options.get(str(box.order))
        told = " hoặc ".join(after[place] for place in others) if others else "chưa biết"
        found.append((f"{_points(box)} – {box.label}", told))
    return found


def _points(box: Any) -> str:
    return f"{plain(box.points).replace('.', ',')} điểm"
