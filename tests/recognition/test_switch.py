"""Who keeps which star: what a run finds, who may ask, that it goes on after being killed and touches nothing else."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from python_calamine import CalamineWorkbook

from ocop.accounts.models import User
from ocop.accounts.roles import ROLES, Role, Scope
from ocop.base.dates import HANOI
from ocop.base.errors import NotAllowed, Refused
from ocop.documents.actions.files import open_file
from ocop.places.models import Succession
from ocop.recognition.actions import switch as actions
from ocop.recognition.actions.old_results import save_old_result
from ocop.recognition.models import OldResult, SwitchRow, SwitchRun
from ocop.recognition.queries import switch as queries
from ocop.recognition.queries.certificates import COMMUNES, PROVINCIALS
from ocop.recognition.tasks import run_switch
from tests.factories.accounts import make_user
from tests.factories.dossiers import make_dossier, make_round
from tests.factories.parties import make_producer
from tests.factories.places import make_commune, make_province
from tests.factories.products import make_product
from tests.factories.recognition import make_result, office_of
from tests.factories.switch import make_judged, make_old_result, old_facts

pytestmark = pytest.mark.django_db


def ran(province=None, *, by: User | None = None, commune=None, round=None) -> SwitchRun:
    """A run worked to its end."""
    province = province or make_province()
    run = actions.start_switch(by=by or office_of(province), province=province, commune=commune, round=round)
    run_switch(run.pk)
    run.refresh_from_db()
    return run


def test_results_of_councils_and_of_paper_are_reckoned() -> None:
    judged, copied = make_judged(4), make_old_result(stars=3)
    run = ran()
    assert (run.state, run.done, run.total) == ("done", 2, 2)
    rows = {row.product_id: row for row in run.rows.all()}
    assert set(rows) == {judged.item.dossier.product_id, copied.product_id}
    four = rows[judged.item.dossier.product_id]
    assert (four.stars, four.set_no) == (4, 6)
    assert four.worst_stars <= four.best_stars
    # bilingual label, certified area, output contracts: 148 tells nothing of them
    assert {"1.5", "3.5"} <= {need["code"] for need in four.needs}
    assert all(need["option"] and need["points"] for need in four.needs)
    assert sum(sum(row.values()) for row in queries.totals_of(run).values()) == 2


def test_the_page_of_one_product_says_the_same_as_the_run() -> None:
    judged = make_judged(4)
    product = judged.item.dossier.product_id
    row = ran().rows.get()
    correspondence = queries.latest_correspondence()
    found = queries.outlook_of(
        queries.scored_products([product], correspondence)[product], queries.Switches(correspondence)
    )
    assert (found.verdict, found.worst_stars, found.best_stars) == (row.verdict, row.worst_stars, row.best_stars)
    assert [queries.need_data(need) for need in found.needs] == row.needs


@pytest.mark.parametrize(
    ("day", "stars", "source"), [(date(2023, 9, 1), 3, "council"), (date(2026, 11, 23), 4, "minutes")]
)
def test_the_newer_of_two_results_counts(day: date, stars: int, source: str) -> None:
    product = make_judged(3, at=datetime(2024, 12, 20, 9, tzinfo=HANOI)).item.dossier.product
    make_old_result(product, 4, decided_on=day)
    found = queries.scored_products([product.pk], queries.latest_correspondence())[product.pk]
    assert (found.stars, found.source) == (stars, source)


def test_a_product_ranked_under_the_new_law_since_is_left_out() -> None:
    old = make_old_result(stars=3)
    make_old_result(stars=3)
    make_result(3, dossier=None, name="Sản phẩm khác")
    dossier = make_dossier(product=old.product, round=make_round(), state="concluded")
    make_result(3, dossier=dossier)
    run = ran()
    assert old.product_id not in {row.product_id for row in run.rows.all()}
    assert run.rows.count() == 1


def test_scope_of_a_commune_and_of_a_round() -> None:
    here, there = make_commune("Yên Mô"), make_commune("Yên Khánh")
    mine = make_product(producer=make_producer(commune=here))
    other = make_product(producer=make_producer("Hợp tác xã khác", commune=there))
    make_old_result(mine)
    make_old_result(other)
    assert [row.product_id for row in ran(commune=here).rows.all()] == [mine.pk]
    round = make_round(number=7)
    judged = make_judged(3, round=round)
    assert [row.product_id for row in ran(round=round).rows.all()] == [judged.item.dossier.product_id]


def test_a_product_that_is_not_in_the_system_is_reckoned_by_its_names() -> None:
    commune = make_commune("Kim Sơn")
    make_old_result_alone(commune)
    row = ran().rows.get()
    assert (row.product, row.product_name, row.commune) == (None, "Rượu Kim Sơn (mẫu)", commune)


def make_old_result_alone(commune) -> OldResult:
    facts = old_facts(None, 3, 14, commune=commune, product_name="Rượu Kim Sơn (mẫu)", producer_name="Hộ Trần Văn A")
    return save_old_result(by=office_of(commune.parent), facts=facts)


def test_a_killed_run_goes_on_from_its_last_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        make_old_result()
    make_old_result_alone(make_commune("Kim Sơn"))
    run = actions.start_switch(by=office_of(make_province()), province=make_province())
    monkeypatch.setattr(actions, "BATCH", 2)
    batch, calls = actions._batch, []

    def killed(run_id, switches):
        if len(calls) == 2:
            raise KeyboardInterrupt
        calls.append(run_id)
        return batch(run_id, switches)

    monkeypatch.setattr(actions, "_batch", killed)
    with pytest.raises(KeyboardInterrupt):
        run_switch(run.pk)
    run.refresh_from_db()
    kept = list(run.rows.values_list("pk", flat=True))
    assert (run.state, run.done, len(kept)) == ("running", 4, 4)
    monkeypatch.setattr(actions, "_batch", batch)
    assert run_switch(run.pk) is True
    run.refresh_from_db()
    assert (run.state, run.done, run.rows.count()) == ("done", 6, 6)
    assert set(kept) <= set(run.rows.values_list("pk", flat=True))
    assert run_switch(run.pk) is False


def test_a_run_that_failed_says_why_and_is_resumed(monkeypatch: pytest.MonkeyPatch) -> None:
    make_old_result()
    office = office_of(make_province())
    run = actions.start_switch(by=office, province=make_province())
    with pytest.raises(Refused, match="đang chạy"):
        actions.resume_switch(by=office, run=run)

    def broken(run_id, switches):
        raise Refused("Đĩa đầy.")

    with monkeypatch.context() as patched:
        patched.setattr(actions, "_batch", broken)
        with pytest.raises(Refused):
            run_switch(run.pk)
    run.refresh_from_db()
    assert (run.state, run.error) == ("failed", "Đĩa đầy.")
    actions.resume_switch(by=office, run=run)
    run_switch(run.pk)
    run.refresh_from_db()
    assert run.state == "done"


def test_the_excel_file_says_what_each_lacks() -> None:
    make_old_result(stars=4)
    run = ran()
    with open_file(run.file) as stream:
        rows = CalamineWorkbook.from_filelike(BytesIO(stream.read())).get_sheet_by_index(0).to_python()
    assert rows[0][0].startswith("Ai giữ được hạng sao khi phân hạng lại")
    assert rows[2][4] == 4
    assert "3.5 Sở hữu trí tuệ: từ 2 điểm" in rows[2][10]


def test_nothing_of_evaluation_or_recognition_changes_but_the_run_itself() -> None:
    make_judged(4)
    make_old_result(stars=3)
    own = {SwitchRun, SwitchRow}
    models = [
        model for label in ("evaluation", "recognition", "dossiers", "products")
        for model in apps.get_app_config(label).get_models() if model not in own
    ]  # fmt: skip

    def picture() -> dict[str, list[str]]:
        return {model.__name__: [repr(model_to_dict(row)) for row in model.objects.order_by("pk")] for model in models}

    before = picture()
    run = ran()
    assert run.rows.count() == 2
    assert picture() == before
    assert sum(map(len, before.values())) > 5


@pytest.mark.parametrize("role", list(Role))
def test_who_may_read_and_start_a_run(role: Role) -> None:
    commune = make_commune()
    make_old_result(make_product(producer=make_producer(commune=commune)))
    run = ran(commune=commune)
    whole = ran()
    ids = {Scope.PROVINCE: commune.parent_id, Scope.COMMUNE: commune.pk}
    user = make_user(roles=[(role, ROLES[role].scope, ids.get(ROLES[role].scope, 1))])
    sees = role in (*COMMUNES, *PROVINCIALS)
    assert user.has_perm("recognition.view_switch", run) == sees
    assert (run in queries.runs_visible_to(user)) == sees
    sees_whole = role in PROVINCIALS
    assert user.has_perm("recognition.view_switch", whole) == sees_whole
    assert (whole in queries.runs_visible_to(user)) == sees_whole
    starts = role in (*COMMUNES, Role.PROVINCIAL_OFFICE, Role.PROGRAMME_OFFICER)
    if starts:
        assert actions.start_switch(by=user, province=commune.parent, commune=commune).by == user
    else:
        with pytest.raises(NotAllowed):
            actions.start_switch(by=user, province=commune.parent, commune=commune)


def test_a_commune_officer_asks_for_no_other_commune_nor_the_province() -> None:
    commune, other = make_commune(), make_commune("Kim Sơn")
    officer = make_user(roles=[("commune_officer", "commune", commune.pk)])
    for elsewhere in (other, None):
        with pytest.raises(NotAllowed):
            actions.start_switch(by=officer, province=commune.parent, commune=elsewhere)
    run = ran(commune=other)
    assert not officer.has_perm("recognition.view_switch", run)
    with pytest.raises(NotAllowed):
        actions.resume_switch(by=officer, run=run)


def test_a_commune_of_another_province_is_refused() -> None:
    province = make_province()
    far = make_commune("Xa", province=make_province("Phú Thọ", code="25"))
    with pytest.raises(Refused, match="không thuộc tỉnh"):
        actions.start_switch(by=office_of(province), province=province, commune=far)


def test_what_can_never_be_stored() -> None:
    old = make_old_result()
    run = ran()
    for fields, name in (
        ({"verdict": "", "problem": ""}, "switch_row_verdict_or_problem"),
        ({"verdict": "keeps", "product": old.product}, "switch_row_verdict_or_problem"),
        ({"verdict": "keeps", "best_stars": 3, "product": old.product}, "run"),
    ):
        given = {"commune": old.commune, "set_no": 6, "stars": 3, "product_name": "x", "producer_name": "y"} | fields
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            SwitchRow.objects.create(run=run, **given)


def test_no_members_name_stands_in_what_a_run_keeps() -> None:
    make_judged(4)
    row = ran().rows.get()
    assert "TV" not in repr(model_to_dict(row))


def test_a_merged_commune_and_a_merged_province_bring_their_products_along() -> None:
    old, new = make_commune("Yên Mô", valid_to=date(2026, 1, 31)), make_commune("Yên Mô Mới")
    Succession.objects.create(old=old, new=new, extent="whole", on=date(2026, 2, 1), ends_old=True)
    mine = make_product(producer=make_producer(commune=old))
    make_old_result(mine)
    assert [row.product_id for row in ran(commune=new).rows.all()] == [mine.pk]
    next_home = make_province("Ninh Thanh", code="39", valid_from=date(2026, 3, 1))
    moved = make_commune("Yên Mô Mới", province=next_home, valid_from=date(2026, 3, 1))
    Succession.objects.create(old=make_province(), new=next_home, extent="whole", on=date(2026, 3, 1), ends_old=True)
    Succession.objects.create(old=new, new=moved, extent="unchanged", on=date(2026, 3, 1), ends_old=True)
    make_old_result_alone(old)
    run = ran(next_home, by=office_of(make_province()))
    assert {(row.product_id, row.product_name) for row in run.rows.all()} == {
        (mine.pk, mine.name), (None, "Rượu Kim Sơn (mẫu)")
    }  # fmt: skip
