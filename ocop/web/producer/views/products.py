"""A product: what it is, the finder of its set, photos, opening a dossier."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ocop.base.dates import local_date
from ocop.base.errors import NotAllowed, NotReady, Refused
from ocop.base.text import whole
from ocop.documents.actions.uploads import taken_files
from ocop.dossiers.actions.drafting import open_dossier
from ocop.dossiers.queries.content import kind_title
from ocop.dossiers.queries.overview import own_dossiers, producer_ids
from ocop.dossiers.queries.timeline import courses
from ocop.dossiers.spec.shapes import KIND_HELP
from ocop.parties.queries import producers
from ocop.products.actions import add_photos, create_product, edit_product, remove_photo
from ocop.products.queries import codes_of, find_sets, set_tree
from ocop.products.queries.finder import hit_of
from ocop.recognition.queries.renewals import kinds_offered
from ocop.web.door import attempt, door, say_refusal
from ocop.web.producer.forms import ProductForm
from ocop.web.producer.frame import state_title
from ocop.web.producer.loading import product_of
from ocop.web.serving import serve


@door("products.create")
def add(request: HttpRequest) -> HttpResponse:
    """A new product of one of my producers."""
    mine = list(producers().filter(pk__in=producer_ids(request.user)))
    chosen = next((row for row in mine if str(row.pk) == request.POST.get("producer", "")), None)
    producer = chosen or (mine[0] if len(mine) == 1 else None)
    form = ProductForm(request.POST or None, initial={"criteria_set": request.GET.get("bo")})
    if request.method == "POST" and producer is None:
        form.add_error(None, "Hãy chọn chủ thể của sản phẩm.")
    if request.method == "POST" and form.is_valid() and producer is not None:
        product = _write(form, create_product, by=request.user, producer=producer)
        if product is not None:
            return redirect("my_product", product.pk)
    context = {"form": form, "producers": mine, "producer": producer, "title": "Thêm sản phẩm"}
    return render(request, "producer/product_form.html", context | _set_context(request, form, None))


@door("products.edit", load=product_of)
def edit(request: HttpRequest, product: Any, **kwargs: Any) -> HttpResponse:
    """Change a product."""
    initial = {name: getattr(product, name) for name in ("name", "description", "specification", "story")}
    form = ProductForm(
        request.POST or None, initial={**initial, "criteria_set": request.GET.get("bo") or product.criteria_set_id}
    )
    sent = request.method == "POST" and form.is_valid()
    if sent and _write(form, edit_product, by=request.user, product=product) is not None:
        return redirect("my_product", product.pk)
    context = {"form": form, "product": product, "title": "Sửa sản phẩm"}
    return render(request, "producer/product_form.html", context | _set_context(request, form, product))


@door("products.view", load=product_of, methods=("GET",))
def show(request: HttpRequest, product: Any, **kwargs: Any) -> HttpResponse:
    """One product: facts, photos, its dossiers, the codes it has had."""
    rows = courses(own_dossiers(request.user).filter(product=product))
    dossiers = [{"course": row, "dossier": row.dossier, "state": state_title(row)} for row in rows]
    context = {
        "product": product,
        "dossiers": dossiers,
        "open": next((row for row in dossiers if row["dossier"].state not in CLOSED), None),
        "codes": codes_of(product),
        "kinds": [(kind, kind_title(kind), KIND_HELP[kind]) for kind in kinds_offered(product.pk)],
        "may_edit": request.user.has_perm("products.edit", product),
        "crumbs": [("Sản phẩm của tôi", reverse("my_home")), (product.name, "")],
    }
    return render(request, "producer/product.html", context)


CLOSED = ("recognised", "not_ranked", "refused", "withdrawn")


@door("products.create", methods=("GET",))
def finder(request: HttpRequest) -> HttpResponse:
    """Which set is mine? By everyday words, or down the tree of the law."""
    words = request.GET.get("q", "")[:100]
    today = local_date(timezone.now())
    back = request.GET.get("ve", "")
    context = {
        "words": words,
        "hits": find_sets(words, today),
        "tree": [] if words.strip() else set_tree(today),
        "back": whole(back),
    }
    return render(request, "producer/finder.html", context)


@door("products.edit", load=product_of, methods=("POST",))
def photos(request: HttpRequest, product: Any, **kwargs: Any) -> HttpResponse:
    """Add pictures, or take one off."""
    taken_off = whole(request.POST.get("remove", ""))
    if taken_off is not None:
        attempt(request, remove_photo, product=product, photo_id=taken_off, success="Đã bỏ ảnh.")
        return redirect("my_product", product.pk)
    try:
        stored = taken_files(by=request.user, keys=request.POST.getlist("upload"))
        files = [(file.name, file) for file in request.FILES.getlist("file")]
        if stored or files:
            attempt(
                request, add_photos, product=product, files=files, stored=stored, success="Đã thêm ảnh."
            )  # fmt: skip
    except Refused as error:
        say_refusal(request, error)
    return redirect("my_product", product.pk)


@door("products.view", load=product_of, methods=("GET",))
def photo(request: HttpRequest, product: Any, photo: int, **kwargs: Any) -> Any:
    """A picture of the product."""
    row = product.photos.select_related("file").filter(pk=photo).first()
    if row is None:
        raise NotAllowed("Không có ảnh này.")
    return serve(request, row.file)


@door("dossiers.open_dossier", load=product_of, methods=("POST",))
def begin(request: HttpRequest, product: Any, **kwargs: Any) -> HttpResponse:
    """Open a dossier for the product."""
    dossier = attempt(request, open_dossier, product=product, kind=request.POST.get("kind", ""))
    if dossier is None:
        return redirect("my_product", product.pk)
    return redirect("my_dossier", dossier.pk)


def _write(form: ProductForm, action: Any, **given: Any) -> Any:
    """Run a writing action; its findings go beside their fields."""
    data = form.cleaned_data
    texts = {name: data[name] for name in ("description", "specification", "story")}
    try:
        return action(name=data["name"], criteria_set=data["criteria_set"], texts=texts, **given)
    except NotReady as error:
        for finding in error.findings:
            form.add_error(finding.where if finding.where in form.fields else None, finding.message)
        return None


def _set_context(request: HttpRequest, form: ProductForm, product: Any) -> dict[str, Any]:
    value = whole(str(form["criteria_set"].value() or ""))
    hit = hit_of(value, local_date(timezone.now())) if value is not None else None
    return {"set": hit, "finder_url": reverse("my_finder") + (f"?ve={product.pk}" if product else "")}
