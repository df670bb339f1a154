"""One paper before its signer: what it is, who signed, and the panel to sign."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.base.errors import NotAllowed, Refused
from ocop.documents.actions.files import open_file
from ocop.papers.actions.previewing import read_paper
from ocop.papers.queries.register import get_paper
from ocop.papers.queries.signing import ISSUED, is_signable, signing_facts, signs
from ocop.papers.queries.subjects import about_paper
from ocop.signing.actions.papers import attach_signed, open_paper
from ocop.signing.actions.signing import sign_paper
from ocop.signing.checks.order import order_faults
from ocop.signing.queries import latest_file, paper_of_file, profiles_to_sign_with, signed_kinds
from ocop.signing.spec import Form, Kind
from ocop.signing.wording import FORMS, KINDS
from ocop.web.door import NOT_FOUND, ask_or_404, attempt, door
from ocop.web.papers.loading import found, opened
from ocop.web.signing.forms import AttachForm, SignForm
from ocop.web.signing.loading import certificate_of, paper_of


@door("signing.view", load=paper_of)
def paper(request: HttpRequest, paper: Any, pk: int) -> HttpResponse:
    """The panel; signing is a post of it."""
    profile = _profile(request, paper)
    form = None
    if profile is not None:
        form = SignForm(request.POST or None, request.FILES or None)
        form.needs(profile.provider, profile.reference)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            sign_paper(by=request.user, paper=paper, profile=profile, secret=form.secret())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.show(refusal)
        else:
            messages.success(request, "Đã ký số. Bản đã ký nằm bên dưới, bản gốc vẫn được giữ.")
            return redirect("signing_paper", pk=pk)
    return _page(request, paper, profile, form, AttachForm(), 422 if request.method == "POST" else 200)


@door("signing.attach", load=paper_of, methods=("POST",))
def attach(request: HttpRequest, paper: Any, pk: int) -> HttpResponse:
    """A version that was signed elsewhere."""
    form = AttachForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            attach_signed(
                by=request.user, paper=paper, kind=form.cleaned_data["kind"], content=form.cleaned_data["file"].read()
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            form.show(refusal)
        else:
            messages.success(request, "Đã kiểm tra chữ ký và lưu bản đã ký.")
            return redirect("signing_paper", pk=pk)
    profile = _profile(request, paper)
    empty = SignForm() if profile else None
    if empty is not None:
        empty.needs(profile.provider, profile.reference)
    return _page(request, paper, profile, empty, form, 422)


@door("signing.view", load=paper_of, methods=("GET",))
def file(request: HttpRequest, paper: Any, pk: int) -> FileResponse:
    """The latest version with all its signatures."""
    _trace(request, paper)
    return _sent(latest_file(paper))


@door("signing.view", load=paper_of, methods=("GET",))
def original(request: HttpRequest, paper: Any, pk: int) -> FileResponse:
    """The file as it was before any signature."""
    _trace(request, paper)
    return _sent(paper.original)


@door("signing.open_paper", load=certificate_of, methods=("POST",))
def from_certificate(request: HttpRequest, certificate: Any, pk: int) -> HttpResponse:
    """Bring a certificate to be signed; the second time leads to the same paper."""
    if certificate.file is None or not request.user.has_perm("recognition.view_certificate", certificate):
        raise Http404(NOT_FOUND)
    opened = attempt(request, open_paper, **certificate_facts(certificate))
    return redirect("signing_paper", pk=opened.pk) if opened else redirect("certificate", pk=pk)


@door("recognition.view_certificate", load=certificate_of, methods=("GET",))
def certificate_file(request: HttpRequest, certificate: Any, pk: int) -> FileResponse:
    """The signed certificate, for whoever may read the certificate."""
    found = paper_of_file(certificate.file_id)
    if found is None or not signed_kinds(found):
        raise Http404(NOT_FOUND)
    return _sent(latest_file(found))


@door("papers.view_papers", load=opened, methods=("POST",))
def from_issued(request: HttpRequest, issued: Any, pk: int) -> HttpResponse:
    """Bring an issued paper to be signed; the second time leads to the same paper."""
    if not signs(request.user, issued.paper):
        ask_or_404(request, f"papers.view_{issued.paper.kind}", issued.about)
    if not is_signable(issued.paper):
        raise Http404(NOT_FOUND)
    brought = attempt(request, open_paper, **signing_facts(issued.paper, issued.about))
    return redirect("signing_paper", pk=brought.pk) if brought else redirect("paper", pk=pk)


@door("papers.view_papers", load=opened, methods=("GET",))
def issued_file(request: HttpRequest, issued: Any, pk: int) -> FileResponse:
    """The signed version, for whoever may read the issued paper."""
    ask_or_404(request, f"papers.view_{issued.paper.kind}", issued.about)
    paper = read_paper(by=request.user, paper=issued.paper, about=issued.about)
    brought = paper_of_file(paper.file_id)
    if brought is None or not signed_kinds(brought):
        raise Http404(NOT_FOUND)
    return _sent(latest_file(brought))


def certificate_facts(certificate: Any) -> dict[str, Any]:
    """A certificate as the action takes it. The Minister's own paper came signed: here it is only a copy."""
    decision = certificate.decision
    return {
        "file": certificate.file,
        "province": decision.province,
        "title": f"Giấy chứng nhận {certificate.number}: {certificate.product_name}",
        "number": certificate.number,
        "signer_name": decision.signer_name,
        "form": Form.PAPER if decision.authority == "province" else Form.ATTACHMENT,
        "about": certificate,
    }


def _trace(request: HttpRequest, paper: Any) -> None:
    """A commune's paper may name a person: who reads it leaves a trace here as on its own page."""
    if paper.commune_id is not None and paper.about_type == ISSUED:
        issued = found(get_paper(paper.about_id))
        read_paper(by=request.user, paper=issued, about=found(about_paper(issued)))


def _sent(stored: Any) -> FileResponse:
    answer = FileResponse(open_file(stored), content_type=stored.content_type, filename=stored.name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _usable(request: HttpRequest, paper: Any) -> list[Any]:
    """The profiles with which this person may sign now, the one whose turn it is first."""
    done = signed_kinds(paper)
    mine = profiles_to_sign_with(request.user).filter(province=paper.province_id)
    fit = [row for row in mine if row.kind == Kind.PERSONAL or row.commune_id == paper.commune_id]
    return [row for row in fit if not order_faults(paper.form, done, row.kind)]


def _profile(request: HttpRequest, paper: Any) -> Any:
    rows = _usable(request, paper)
    wanted = request.POST.get("profile") or request.GET.get("chu-ky", "")
    chosen = next((row for row in rows if str(row.pk) == wanted), None)
    return chosen or (rows[0] if rows and not request.POST.get("profile") else None)


def _page(
    request: HttpRequest, paper: Any, profile: Any, form: Any, attach_form: AttachForm, status: int
) -> HttpResponse:
    done = signed_kinds(paper)
    wanted = [kind for kind in Kind if not order_faults(paper.form, done, kind)]
    context = {
        "paper": paper,
        "form_title": FORMS[Form(paper.form)],
        "signatures": paper.signatures.all(),
        "latest": latest_file(paper),
        "profile": profile,
        "others": [row for row in _usable(request, paper) if profile and row.pk != profile.pk],
        "form": form,
        "attach_form": attach_form,
        "attaches": wanted and request.user.has_perm("signing.attach", paper),
        "next": KINDS[wanted[0]] if wanted else "",
    }
    return render(request, "signing/paper.html", context, status=status)
