"""Taking in the official file of a decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from ocop.base.errors import NotAllowed, Refused
from ocop.regulations.actions import import_decision
from ocop.regulations.queries.drafting import counted
from ocop.regulations.spec.files import MOST_BYTES
from ocop.web.door import door
from ocop.web.rules.forms import UploadForm
from ocop.web.rules.receiving import CountedUpload

TOO_LARGE = (
    f"Tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB, không phải là văn bản của một quyết định. Hãy chọn tệp khác."
)


@csrf_exempt  # the token is read with the form below, once the size of the file is watched over
@door("regulations.draft")
def upload(request: HttpRequest) -> HttpResponse:
    """A file with its number and days becomes a draft; what is wrong stands beside its field."""
    counter = CountedUpload(MOST_BYTES)
    request.upload_handlers.insert(0, counter)
    return _upload(request, counter)


@csrf_protect
def _upload(request: HttpRequest, counter: CountedUpload) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if counter.too_large:
            form.fields["file"].required = False
        if form.is_valid() and not counter.too_large:
            draft = _imported(request, form)
            if draft is not None:
                found = counted(draft)
                messages.success(request, f"Đã đọc {found.sets} bộ, {found.criteria} tiêu chí.")
                return redirect("rules_draft", draft.pk)
        elif counter.too_large:
            form.add_error("file", TOO_LARGE)
        if "file" not in form.errors:
            form.add_error("file", "Hãy chọn lại tệp rồi gửi; trình duyệt không giữ tệp đã chọn.")
    context = {"form": form, "crumbs": [("Quy định", reverse("office_law")), ("Nhập quyết định", "")]}
    return render(request, "rules/upload.html", context)


def _imported(request: HttpRequest, form: UploadForm) -> Any:
    typed = dict(form.cleaned_data)
    file = typed.pop("file")
    try:
        return import_decision(by=request.user, content=file.read(), file_name=file.name, **typed)
    except NotAllowed:
        raise
    except Refused as error:
        form.add_error(getattr(error, "field", None), str(error))
    return None
