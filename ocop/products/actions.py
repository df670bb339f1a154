"""Verbs on products: add, change, photos; codes taken and voided."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import IO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.dates import local_date
from ocop.base.errors import NotAllowed, NotReady, ReasonMissing, Refused
from ocop.base.findings import Finding
from ocop.base.text import nfc
from ocop.documents.actions.files import store_file
from ocop.documents.actions.numbering import take_number
from ocop.documents.models import StoredFile
from ocop.parties.models import Producer
from ocop.places.models import Unit
from ocop.products.models import Product, ProductCode, ProductPhoto
from ocop.products.queries.finder import set_in_force

TEXTS = ("description", "specification", "story")
MAX_PHOTOS = 12


@transaction.atomic
def create_product(*, by: User, producer: Producer, name: str, criteria_set: int | None = None,
                   texts: Mapping[str, str] | None = None) -> Product:  # fmt: skip
    """Add a product to `producer`; the set may be found later."""
    if not by.has_perm("products.create", producer):
        raise NotAllowed("Bạn không có quyền thêm sản phẩm.")
    product = Product(producer=producer)
    _write(product, name, criteria_set, texts or {})
    record("products.create", by=by, subject=product, data={"name": product.name})
    return product


@transaction.atomic
def edit_product(*, by: User, product: Product, name: str, criteria_set: int | None = None,
                 texts: Mapping[str, str] | None = None) -> Product:  # fmt: skip
    """Change a product. An open dossier keeps its set; its draft shows the new words, a filed one its frozen ones.

    The name is fixed while a code stands for it, so that desk, council, leader and certificate speak of one thing.
    """
    _ask_edit(by, product)
    code = product.codes.filter(void_at=None).first()
    if code is not None and nfc(name) != product.name:
        words = f"Tên đã nộp cùng mã {code.code} nên không đổi được. Muốn đổi, rút hồ sơ hoặc thêm sản phẩm mới."
        raise NotReady([Finding("name_is_filed", "Mẫu 01, Phụ lục III", words, "name")])
    _write(product, name, criteria_set, texts or {})
    record("products.edit", by=by, subject=product, data={"name": product.name, "set": criteria_set})
    return product


@transaction.atomic
def add_photos(*, by: User, product: Product, files: Sequence[tuple[str, IO[bytes]]] = (),
               stored: Sequence[StoredFile] = ()) -> list[ProductPhoto]:  # fmt: skip
    """Add pictures, new or already uploaded by `by`."""
    _ask_edit(by, product)
    kept = [*stored, *(store_file(by=by, name=name, content=content) for name, content in files)]
    if any(not file.content_type.startswith("image/") for file in kept):
        raise Refused("Ảnh sản phẩm phải là tệp JPG hoặc PNG.")
    if product.photos.count() + len(kept) > MAX_PHOTOS:
        raise Refused(f"Mỗi sản phẩm có nhiều nhất {MAX_PHOTOS} ảnh.")
    last = product.photos.order_by("-order").values_list("order", flat=True).first() or 0
    photos = [
        ProductPhoto.objects.create(product=product, file=file, order=last + index)
        for index, file in enumerate(kept, start=1)
    ]
    record("products.add_photos", by=by, subject=product, data={"files": [file.sha256 for file in kept]})
    return photos


@transaction.atomic
def remove_photo(*, by: User, product: Product, photo_id: int) -> None:
    """Take a picture off the product; frozen versions keep its file."""
    _ask_edit(by, product)
    photo = product.photos.filter(pk=photo_id).first()
    if photo is None:
        return
    record("products.remove_photo", by=by, subject=product, data={"file": photo.file.sha256})
    photo.delete()


@transaction.atomic
def assign_code(
    *, by: User, product: Product, commune: Unit, year: int, at: datetime | None = None, of_district: bool = False
) -> ProductCode:
    """Take the next code (T)-(X)-(STT)-(năm) of `commune` in `year`, or (T)-(H)-(STT)-(năm) of its district; called by
    the submission, which asks the right.

    The serial comes from a locked row, so two submissions never share it and a failed one gives it back.
    """
    place = commune.district_code if of_district else commune.code
    serial = take_number("product_code", f"{commune.province_code}-{place}", year)
    return ProductCode.objects.create(
        product=product,
        province_code=commune.province_code,
        commune_code=commune.code,
        district_code=commune.district_code if of_district else "",
        serial=serial,
        year=year,
        code=f"{commune.province_code}-{place}-{serial:03d}-{year}",
        assigned_at=at or timezone.now(),
    )


@transaction.atomic
def void_code(*, by: User, code: ProductCode, reason: str) -> ProductCode:
    """Take a code out of use for good, with its reason; called by the withdrawal, which asks the right."""
    if not reason.strip():
        raise ReasonMissing("Hãy ghi lý do hủy mã sản phẩm.")
    if code.void_at is None:
        code.void_at, code.void_reason = timezone.now(), nfc(reason)
        code.save(update_fields=["void_at", "void_reason"])
        record("products.void_code", by=by, subject=code, data={"reason": code.void_reason})
    return code


def _ask_edit(by: User, product: Product) -> None:
    if not by.has_perm("products.edit", product):
        raise NotAllowed("Bạn không có quyền sửa sản phẩm này.")


def _write(product: Product, name: str, set_id: int | None, texts: Mapping[str, str]) -> None:
    chosen = set_in_force(set_id, local_date(timezone.now())) if set_id else None
    if set_id and chosen is None and set_id != product.criteria_set_id:
        raise NotReady([Finding("set_in_force", "Phụ lục I", "Hãy chọn bộ sản phẩm đang áp dụng.", "criteria_set")])
    product.name = nfc(name)
    if chosen is not None:
        product.criteria_set = chosen
    for key in TEXTS:
        if key in texts:
            setattr(product, key, texts[key].strip())
    try:
        product.full_clean(exclude=["folded", "sort_key"])
    except ValidationError as error:
        found = [
            Finding("product", "", text, field) for field, texts_ in error.message_dict.items() for text in texts_
        ]
        raise NotReady(found) from error
    product.save()
