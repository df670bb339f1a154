"""Products: adding, changing, photos, the finder, and codes without silent gaps."""

import threading
from datetime import date
from io import BytesIO

import pytest
from django.db import connections, transaction

from ocop.base.errors import NotAllowed, NotReady, ReasonMissing, Refused
from ocop.products.actions import add_photos, assign_code, create_product, edit_product, remove_photo, void_code
from ocop.products.models import ProductCode
from ocop.products.queries import code_gaps, find_sets, set_tree, visible_to
from tests.factories.accounts import make_user
from tests.factories.documents import pdf_bytes, picture_bytes
from tests.factories.parties import make_producer
from tests.factories.places import make_commune
from tests.factories.products import criteria_set, make_product

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)


def maker(producer):
    return make_user(roles=[("producer", "producer", producer.pk)])


def test_a_producer_adds_a_product_with_its_set() -> None:
    producer = make_producer()
    product = create_product(
        by=maker(producer), producer=producer, name="  Cơm   cháy ", criteria_set=criteria_set(6).pk
    )
    assert (product.name, product.criteria_set.no, product.folded) == ("Cơm cháy", 6, "com chay")


def test_the_same_name_twice_is_refused_beside_the_field() -> None:
    product = make_product("Cơm cháy")
    with pytest.raises(NotReady, match="đã có sản phẩm mang tên này"):
        create_product(by=maker(product.producer), producer=product.producer, name="Cơm cháy")


def test_a_stranger_adds_and_changes_nothing() -> None:
    product, stranger = make_product(), maker(make_producer())
    with pytest.raises(NotAllowed):
        create_product(by=stranger, producer=product.producer, name="Khác")
    with pytest.raises(NotAllowed):
        edit_product(by=stranger, product=product, name="Khác")
    assert not visible_to(stranger).filter(pk=product.pk).exists()


def test_photos_are_pictures_and_at_most_twelve() -> None:
    product = make_product()
    user = maker(product.producer)
    (photo,) = add_photos(by=user, product=product, files=[("a.jpg", BytesIO(picture_bytes()))])
    with pytest.raises(Refused, match="JPG hoặc PNG"):
        add_photos(by=user, product=product, files=[("a.pdf", BytesIO(pdf_bytes()))])
    with pytest.raises(Refused, match="nhiều nhất 12"):
        add_photos(by=user, product=product, files=[(f"{n}.jpg", BytesIO(picture_bytes())) for n in range(12)])
    remove_photo(by=user, product=product, photo_id=photo.pk)
    assert product.photos.count() == 0


@pytest.mark.parametrize(
    ("words", "first"),
    [("com chay", 5), ("mây tre", 21), ("bánh đa", 6), ("khong co that", None)],
)
def test_the_finder_knows_everyday_words_with_and_without_accents(words: str, first: int | None) -> None:
    hits = find_sets(words, DAY)
    assert first in [hit.no for hit in hits] if first else hits == []


def test_the_tree_holds_every_set_once() -> None:
    numbers = [hit.no for branch in set_tree(DAY) for _, hits in branch.groups for hit in hits]
    assert sorted(numbers) == list(range(1, 27))


def test_codes_count_within_commune_and_year_and_every_gap_is_explained() -> None:
    commune, other = make_commune(), make_commune("Kim Sơn")
    product = make_product()
    user = make_user()
    codes = [assign_code(by=user, product=product, commune=commune, year=2026) for _ in range(3)]
    assert codes[0].code == f"37-{commune.code}-001-2026"
    assert assign_code(by=user, product=product, commune=commune, year=2027).serial == 1
    assert assign_code(by=user, product=product, commune=other, year=2026).serial == 1
    void_code(by=user, code=codes[1], reason="Chủ thể rút hồ sơ")
    assert [(gap.serial, gap.reason, gap.explained) for gap in code_gaps(commune, 2026)] == [
        (2, "Chủ thể rút hồ sơ", True)
    ]
    codes[0].delete()
    assert [(gap.serial, gap.explained) for gap in code_gaps(commune, 2026)] == [(1, False), (2, True)]


def test_a_code_is_voided_only_with_a_reason() -> None:
    code = assign_code(by=make_user(), product=make_product(), commune=make_commune(), year=2026)
    with pytest.raises(ReasonMissing):
        void_code(by=make_user(), code=code, reason=" ")


def take_and_fail(product, commune) -> None:
    with transaction.atomic():
        assign_code(by=make_user(), product=product, commune=commune, year=2026)
        raise RuntimeError


def test_a_submission_that_fails_gives_its_number_back() -> None:
    commune, product = make_commune(), make_product()
    with pytest.raises(RuntimeError):
        take_and_fail(product, commune)
    assert assign_code(by=make_user(), product=product, commune=commune, year=2026).serial == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_share_a_serial() -> None:
    commune, product, user = make_commune(), make_product(), make_user()
    faults: list[BaseException] = []

    def take() -> None:
        try:
            for _ in range(5):
                assign_code(by=user, product=product, commune=commune, year=2026)
        except BaseException as fault:  # shown by the assertion below
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert sorted(ProductCode.objects.values_list("serial", flat=True)) == list(range(1, 21))


def test_a_filed_name_stays_what_it_is_until_its_code_is_void() -> None:
    product = make_product("Nem chua (mẫu)")
    owner = maker(product.producer)
    code = assign_code(by=owner, product=product, commune=product.producer.commune, year=2026)
    with pytest.raises(NotReady, match="không đổi được"):
        edit_product(by=owner, product=product, name="Nem nắm (mẫu)")
    assert edit_product(by=owner, product=product, name="Nem chua (mẫu)", texts={"story": "Mới"}).story == "Mới"
    void_code(by=owner, code=code, reason="Rút hồ sơ")
    assert edit_product(by=owner, product=product, name="Nem nắm (mẫu)").name == "Nem nắm (mẫu)"
