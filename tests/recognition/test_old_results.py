"""Results entered from paper: rules of the figures, correction with a record, many at once from Excel."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from ocop.accounts.models import User
from ocop.audit.models import Entry
from ocop.base.errors import NotAllowed, NotReady, Refused
from ocop.base.spreadsheet import workbook
from ocop.products.models import Product
from ocop.recognition.actions.old_results import correct_old_result, save_old_result
from ocop.recognition.actions.old_sheets import ImportFaults, import_old_results
from ocop.recognition.checks.old_result import mark_findings, stars_findings
from ocop.recognition.models import OldResult
from ocop.recognition.papers import FIXED, entry_template
from ocop.recognition.queries.old_results import old_results_visible_to, products_to_enter
from ocop.regulations.queries import criteria_sheet
from tests.factories.accounts import make_user
from tests.factories.parties import make_producer
from tests.factories.places import make_commune, make_province
from tests.factories.products import make_product
from tests.factories.recognition import office_of
from tests.factories.switch import make_old_result, old_facts, old_set

pytestmark = pytest.mark.django_db

MARKS = [
    pytest.param({"1.a": None}, "Tiêu chí 1.a chưa có điểm", id="missing"),
    pytest.param({"1.a": "2"}, "không có mức 2 điểm (các mức: 0, 1, 3, 5)", id="no-such-level"),
    pytest.param({"99": "1"}, "không có tiêu chí 99", id="unknown-criterion"),
    pytest.param({"5.a": "0", "5.b": None, "5.c": None}, None, id="without-a-story-5b-and-5c-fall-away"),
]


@pytest.mark.parametrize(("change", "said"), MARKS)
def test_points_must_be_those_of_the_form(change: dict[str, str | None], said: str | None) -> None:
    marks = {**old_facts().marks, **change}
    found = mark_findings(criteria_sheet(old_set()), {code: points for code, points in marks.items() if points})
    assert (said is None and not found) or any(said in item.message for item in found)


def test_a_total_below_the_rank_is_refused() -> None:
    facts = old_facts(stars=3)
    sheet = criteria_sheet(old_set())
    assert stars_findings(sheet, facts.marks, 3) == []
    assert "thấp hơn 5 sao" in stars_findings(sheet, facts.marks, 5)[0].message


def test_an_officer_enters_and_corrects_with_a_record() -> None:
    old = make_old_result(stars=3)
    office = office_of(old.commune.parent)
    facts = old_facts(old.product, 3, source="Biên bản ngày 20/12/2024")
    changed = replace(facts, decision_no="99/QĐ-UBND", marks={**facts.marks, "3.đ": "0"})
    with pytest.raises(Refused, match="lý do"):
        correct_old_result(by=office, old=old, facts=changed, reason=" ")
    fixed = correct_old_result(by=office, old=old, facts=changed, reason="Chép nhầm số quyết định")
    assert (fixed.decision_no, len(fixed.earlier)) == ("99/QĐ-UBND", 1)
    assert fixed.earlier[0]["decision_no"] == old.decision_no
    assert fixed.earlier[0]["reason"] == "Chép nhầm số quyết định"
    entry = Entry.objects.get(action="recognition.correct_old_result")
    assert entry.data["changed"]["decision_no"] == [old.decision_no, "99/QĐ-UBND"]
    with pytest.raises(Refused, match="Không đổi bộ"):
        correct_old_result(by=office, old=old, facts=replace(changed, criteria_set=old_set(7)), reason="x")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"decided_on": timezone.localdate() + timedelta(days=1)}, "tương lai", id="future"),
        pytest.param({"decision_no": " "}, "Hãy ghi số quyết định", id="no-decision"),
        pytest.param({"product": None}, "Hãy chọn sản phẩm", id="no-product"),
    ],
)
def test_what_a_paper_must_say(change: dict[str, object], said: str) -> None:
    product = make_product()
    facts = replace(old_facts(product), **change)
    with pytest.raises(Refused, match=said):
        save_old_result(by=office_of(product.producer.commune.parent), facts=facts)
    assert not OldResult.objects.exists()


def test_the_same_result_is_not_entered_twice() -> None:
    old = make_old_result(decision_no="5/QĐ-UBND")
    with pytest.raises(Refused, match="đã được nhập"):
        make_old_result(old.product, decision_no="5/QĐ-UBND")


def test_scope_of_officers() -> None:
    commune = make_commune()
    product = make_product(producer=make_producer(commune=commune))
    officer = make_user(roles=[("commune_officer", "commune", commune.pk)])
    far = make_user(roles=[("commune_officer", "commune", make_commune("Khác").pk)])
    for user in (far, make_user(roles=[("producer", "producer", product.producer_id)]), auditor_of(product)):
        with pytest.raises(NotAllowed):
            save_old_result(by=user, facts=old_facts(product))
    old = save_old_result(by=officer, facts=old_facts(product))
    assert list(old_results_visible_to(officer)) == [old]
    assert list(old_results_visible_to(auditor_of(product))) == [old]
    assert not old_results_visible_to(far).exists()
    with pytest.raises(NotAllowed):
        correct_old_result(by=far, old=old, facts=old_facts(product), reason="x")


def auditor_of(product: Product) -> User:
    return make_user(roles=[("auditor", "province", product.producer.commune.parent_id)])


def sheet_of(*lines: list[object], no: int = 6) -> BytesIO:
    """A filled template: what an officer uploads."""
    sheet = criteria_sheet(old_set(no))
    heads = [*FIXED, *(f"{rule.code} (…) {rule.name}" for rule in sheet)]
    return BytesIO(workbook("Kết quả cũ", heads, lines))


def line_of(product: Product | None, no: int = 6, **change: object) -> list[object]:
    facts = old_facts(product, 3, no)
    fixed = {
        "key": product.pk if product else None, "name": "Rượu quê (mẫu)", "producer": "Hộ A", "commune": "Yên Khánh",
        "stars": 3, "decision": "12/QĐ-UBND", "on": date(2024, 12, 20), "source": "",
    } | change  # fmt: skip
    return [*fixed.values(), *(float(points) for points in facts.marks.values())]


def test_many_are_entered_from_the_template() -> None:
    commune = make_commune("Yên Khánh")
    product = make_product(producer=make_producer(commune=commune))
    office = office_of(commune.parent)
    content = sheet_of(line_of(product), line_of(None, on="21/12/2024"), [None, "Chưa điền", "", ""])
    assert import_old_results(by=office, criteria_set=old_set(), content=content) == 2
    named = OldResult.objects.get(product=None)
    assert (named.product_name, named.commune, named.decided_on) == ("Rượu quê (mẫu)", commune, date(2024, 12, 21))
    assert not products_to_enter(office).exists()


FAULTS = [
    pytest.param({"stars": 2}, "Hạng sao phải là 3, 4 hoặc 5", id="stars"),
    pytest.param({"on": "mai"}, "Ngày quyết định “mai” không đúng", id="day"),
    pytest.param({"key": 987654}, "Không có sản phẩm mang mã số 987654", id="product"),
    pytest.param({"key": None, "commune": "Xã Mây"}, "Không tìm thấy xã, phường “Xã Mây”", id="commune"),
    pytest.param({"decision": ""}, "Hãy ghi số quyết định", id="decision"),
]


@pytest.mark.parametrize(("change", "said"), FAULTS)
def test_a_wrong_line_is_named_and_nothing_is_kept(change: dict[str, object], said: str) -> None:
    commune = make_commune("Yên Khánh")
    product = make_product(producer=make_producer(commune=commune))
    content = sheet_of(line_of(None), line_of(product, **change))
    with pytest.raises(ImportFaults) as caught:
        import_old_results(by=office_of(commune.parent), criteria_set=old_set(), content=content)
    assert {fault.line for fault in caught.value.faults} == {4}
    assert any(said in fault.message for fault in caught.value.faults)
    assert not OldResult.objects.exists()


def test_points_no_option_has_are_named_by_criterion() -> None:
    commune = make_commune("Yên Khánh")
    line = line_of(None)
    line[len(FIXED)] = 4
    line[len(FIXED) + 1] = "ba"
    with pytest.raises(ImportFaults) as caught:
        import_old_results(by=office_of(commune.parent), criteria_set=old_set(), content=sheet_of(line))
    assert [fault.message for fault in caught.value.faults] == ["Điểm của tiêu chí 1.b phải là số, không phải “ba”."]


def test_a_file_that_is_no_template_is_refused() -> None:
    office = office_of(make_province())
    for content in (BytesIO(b"abc"), sheet_of(no=7), BytesIO(b"x" * (5 * 1024 * 1024 + 1))):
        with pytest.raises(Refused):
            import_old_results(by=office, criteria_set=old_set(), content=content)
    with pytest.raises(Refused, match="chưa có dòng nào"):
        import_old_results(by=office, criteria_set=old_set(), content=sheet_of())
    with pytest.raises(NotAllowed):
        import_old_results(by=make_user(), criteria_set=old_set(), content=sheet_of())


def test_another_communes_product_in_the_file_is_refused() -> None:
    mine, other = make_commune("Yên Khánh"), make_commune("Kim Sơn")
    officer = make_user(roles=[("commune_officer", "commune", mine.pk)])
    foreign = make_product(producer=make_producer("Hợp tác xã xa", commune=other))
    with pytest.raises(ImportFaults, match="chưa ghi dòng nào"):
        import_old_results(by=officer, criteria_set=old_set(), content=sheet_of(line_of(foreign)))
    assert not OldResult.objects.exists()


def test_our_own_template_can_be_filled_and_read() -> None:
    product = make_product()
    content = entry_template(criteria_sheet(old_set()), [product])
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert tuple(rows[1][: len(FIXED)]) == FIXED
    assert rows[2][:3] == [product.pk, product.name, product.producer.name]
    assert rows[1][len(FIXED)].startswith("1.a (0/1/3/5)")


def test_a_result_missing_a_criterion_says_which() -> None:
    facts = old_facts(make_product())
    marks = {code: points for code, points in facts.marks.items() if code != "3.c"}
    with pytest.raises(NotReady, match=r"Tiêu chí 3\.c chưa có điểm"):
        save_old_result(by=office_of(make_province()), facts=replace(facts, marks=marks))
