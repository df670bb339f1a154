"""A dossier: its overview and the screens of the form."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ocop.accounts.actions.personal import read_representative
from ocop.base.dates import HANOI
from ocop.base.errors import NotAllowed, Refused
from ocop.dossiers.actions.drafting import discard_dossier, resolve_conflict, save_answers
from ocop.dossiers.queries.content import reopened_items, values_of, written_answers
from ocop.dossiers.queries.overview import latest_snapshot
from ocop.dossiers.queries.selfscore import score_of
from ocop.dossiers.spec import is_open, page, pages_for, title_of
from ocop.dossiers.spec.values import fault, show
from ocop.evaluation.queries.published import published_conclusion
from ocop.web.door import NOT_FOUND, attempt, door
from ocop.web.producer.forms import page_form, typed_values
from ocop.web.producer.frame import dossier_frame, part_url, shown_findings, where_url
from ocop.web.producer.loading import dossier_of
from ocop.web.producer.tokens import mark, pack, unpack

CLASH = "Máy khác vừa ghi khác ở mục này. Cả hai đều được giữ; tải lại trang để chọn."


@door("dossiers.view", load=dossier_of, methods=("GET",))
def overview(request: HttpRequest, dossier: Any, **kwargs: Any) -> HttpResponse:
    """Where the dossier stands, what is missing, who holds it, what comes next."""
    frame = dossier_frame(request, dossier)
    course = frame["course"]
    context = {
        **frame,
        "entries": course.entries(),
        "score": score_of(dossier),
        "snapshot": latest_snapshot(dossier),
        "missing": shown_findings(dossier, frame["lacks"]),
        "doubts": shown_findings(dossier, [f for f in frame["findings"] if not f.blocking]),
        "items": [
            {"title": item.title or title_of(item.item), "reason": item.reason, "url": where_url(dossier, item.item)}
            for item in (course.open_supplement.items.all() if course.open_supplement else ())
        ],
        "has_result": published_conclusion(dossier.pk) is not None,
        "may_withdraw": request.user.has_perm("dossiers.withdraw", dossier),
        "may_discard": request.user.has_perm("dossiers.discard", dossier),
        "part_rows": [{"part": part, "url": part_url(dossier, part.key)} for part in frame["parts"]],
    }
    return render(request, "producer/dossier.html", context)


@door("dossiers.view", load=dossier_of)
def form_page(request: HttpRequest, dossier: Any, key: str, **kwargs: Any) -> HttpResponse:
    """One screen of the form; saved as it is typed, and by its button without scripts."""
    try:
        shape = page(dossier.kind, key)
    except KeyError as error:
        raise Http404(NOT_FOUND) from error
    if request.method == "POST":
        return _save_page(request, dossier, shape)
    frame = dossier_frame(request, dossier, key)
    values = _values_for(request, dossier, shape)
    written = written_answers(dossier)
    closed = {
        item.key
        for item in shape.fields
        if not frame["may_edit"] or (item.typed and not is_open(frame["reopened"], item.item))
    }
    who = {k: row.by for k, row in written.items() if row.by_id != request.user.pk}
    form = page_form(shape, values, closed, who)
    context = {
        **frame,
        "page_shape": shape,
        "form": form,
        "sections": [_section(section, form, values) for section in shape.sections],
        "token": pack({k: (row.version, row.value) for k, row in written.items()}),
        "profile_url": reverse("producer_page", args=[dossier.product.producer_id]),
        "typed": any(item.typed for item in shape.fields),
        "editable": any(item.typed and item.key not in closed for item in shape.fields),
        **_neighbours(dossier, key),
    }
    return render(request, "producer/form_page.html", context)


def _values_for(request: HttpRequest, dossier: Any, shape: Any) -> dict[str, Any]:
    """The values of the screen; personal data only for whoever may read them, with a trace."""
    values = values_of(dossier)
    if any(item.personal for item in shape.fields):
        try:
            read_representative(by=request.user, producer=dossier.product.producer)
        except NotAllowed:
            values |= {item.key: None for item in shape.fields if item.personal}
    return values


def _section(section: Any, form: Any, values: dict[str, Any]) -> dict[str, Any]:
    facts = [(item.label, show(item, values.get(item.key))) for item in section.fields if not item.typed]
    fields = [form[name] for item in section.fields if item.typed for name in _names(item, form)]
    return {"title": section.title, "intro": section.intro, "facts": facts, "fields": fields}


def _names(item: Any, form: Any) -> list[str]:
    return [name for name in (item.key, f"{item.key}__text") if name in form.fields]


def _neighbours(dossier: Any, key: str) -> dict[str, str]:
    keys = [*(shape.key for shape in pages_for(dossier.kind)), "tu-cham"]
    place = keys.index(key)
    return {
        "next_url": part_url(dossier, keys[place + 1]),
        "back_url": part_url(dossier, keys[place - 1]) if place else "",
    }


def _save_page(request: HttpRequest, dossier: Any, shape: Any) -> HttpResponse:
    """Keep what this person changed; what is not in order is kept as typed, with its sentence."""
    quiet = request.headers.get("X-Autosave") == "1"
    known = unpack(request.POST.get("version", ""))
    reopened = reopened_items(dossier)
    # what is closed was sent back disabled, which a browser leaves out
    values = {k: v for k, v in typed_values(shape, request.POST).items() if is_open(reopened, f"field:{k}")}
    changed = {key: value for key, value in values.items() if _is_changed(request, key, value, known)}
    seen = {key: known[key][0] for key in changed if key in known}
    try:
        saved = save_answers(by=request.user, dossier=dossier, values=changed, seen=seen)
    except NotAllowed:
        raise
    except Refused as error:
        if quiet:
            return JsonResponse({"message": str(error)}, status=409)
        messages.error(request, str(error))
        return redirect("my_dossier", dossier.pk)
    if quiet:
        return JsonResponse(_answer(dossier, shape, saved))
    if saved.conflicts:
        messages.warning(request, "Máy khác vừa ghi khác ở vài mục. Cả hai nội dung đều được giữ, hãy chọn.")
        return redirect("my_page", dossier.pk, shape.key)
    messages.success(request, "Đã lưu.")
    return redirect(_neighbours(dossier, shape.key)["next_url"] if "next" in request.POST else request.path)


def _is_changed(request: HttpRequest, key: str, value: Any, known: dict[str, tuple[int, str]]) -> bool:
    """Touched on this page: as the script says, or because it is not what the page was opened with."""
    told = request.POST.getlist("_changed")
    if told:
        return key in told or f"{key}__text" in told
    if key not in request.POST and f"{key}__text" not in request.POST and key not in known:
        return False
    return mark(value) != (known[key][1] if key in known else mark(None))


def _answer(dossier: Any, shape: Any, saved: Any) -> dict[str, Any]:
    rows = written_answers(dossier)
    errors = {}
    for item in shape.fields:
        wrong = fault(item, rows[item.key].value) if item.key in rows and item.typed else ""
        if wrong:
            errors[item.key] = [wrong]
    errors |= {key: [CLASH] for key in saved.conflicts}
    return {
        "version": pack({key: (row.version, row.value) for key, row in rows.items()}),
        "saved_at": timezone.now().astimezone(HANOI).strftime("%H:%M"),
        "errors": errors,
    }


@door("dossiers.edit", load=dossier_of, methods=("POST",))
def settle(request: HttpRequest, dossier: Any, conflict: int, **kwargs: Any) -> HttpResponse:
    """Choose between what two devices wrote."""
    take_it = request.POST.get("take") == "there"
    item = attempt(
        request, resolve_conflict, dossier=dossier, conflict_id=conflict, take_it=take_it, success="Đã chọn."
    )
    return redirect(where_url(dossier, item) if item else "my_dossier", *([] if item else [dossier.pk]))


@door("dossiers.discard", load=dossier_of)
def discard(request: HttpRequest, dossier: Any, **kwargs: Any) -> HttpResponse:
    """Delete a draft, asked once more."""
    if request.method == "POST":
        product = dossier.product_id
        if attempt(request, discard_dossier, dossier=dossier, success="Đã xóa bản soạn."):
            return redirect("my_product", product)
    return render(request, "producer/discard.html", dossier_frame(request, dossier, "xoa"))
