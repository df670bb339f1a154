"""The delivered correspondence from 148 to 26/2026, and making another one."""

from typing import Any

import pytest
from django.db.models import Model
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.accounts.models import User
from ocop.audit.models import Entry
from ocop.base.errors import NotAllowed, Refused
from ocop.regulations.actions import correspondence as actions
from ocop.regulations.models import Correspondence, CorrespondenceRow, FrozenCorrespondence
from ocop.regulations.queries import correspondence as queries
from ocop.regulations.queries import decision_by_number, sheets_by_number
from ocop.regulations.scoring import Ballot, Regulation
from ocop.regulations.spec.correspondence import NONE, PARTLY, SAME, Match, faults, propose
from tests.factories.accounts import make_user
from tests.factories.places import make_province

pytestmark = pytest.mark.django_db
OLD, NEW = "148/QĐ-TTg", "26/2026/QĐ-TTg"


@pytest.fixture
def delivered() -> Correspondence:
    found = queries.frozen_between(decision_by_number(OLD), decision_by_number(NEW))
    assert found is not None
    return found


@pytest.fixture
def office() -> User:
    return make_user(roles=[("provincial_office", "province", make_province().pk)])


def row_of(delivered: Correspondence, no: int, code: str) -> Match:
    return next(row for row in queries.matches(delivered)[no, no] if row.after == code)


def test_migrate_alone_loads_it_frozen_with_all_criteria_of_26_sets(delivered: Correspondence) -> None:
    pairs = queries.set_pairs(delivered)
    after = sheets_by_number(NEW)
    assert len(pairs) == 26
    assert sum(row.after is not None for row in delivered.rows.all()) == sum(
        len(sheet.criteria) for sheet in after.values()
    )
    assert queries.findings(delivered) == []
    assert len(delivered.content_hash) == 64
    assert actions.load_correspondences() == [delivered]


def test_every_criterion_of_148_has_its_row_too(delivered: Correspondence) -> None:
    for no, sheet in sheets_by_number(OLD).items():
        told = {row.before for row in queries.matches(delivered)[no, no]}
        assert set(sheet.codes) <= told


def test_every_unmatched_criterion_and_every_partial_match_has_a_reason(delivered: Correspondence) -> None:
    assert not delivered.rows.exclude(kind=SAME).filter(note="").exists()


CASES = [
    pytest.param(1, "3.3", {0: (0, 1), 1: (0, 1, 2), 2: (0, 1, 2, 3)}, id="3.c huyện → 3.3 xã: chỉ biết chặn trên"),
    pytest.param(1, "2.3", {0: (0,), 1: (1,), 2: (2,), 3: (3,)}, id="2.c → 2.3: nhãn như nhau"),
    pytest.param(6, "1.5", {}, id="1.d nguyên liệu đầu vào → 1.5 sản lượng tiêu thụ: chưa biết"),
    pytest.param(26, "1.2", {0: (0,), 1: (1,), 2: (2,), 3: (3,)}, id="1.b → 1.2: cùng lời, điểm 2/4/6 thành 1/3/5"),
    pytest.param(
        26, "8", {0: (0,), 1: (0,), 2: (0,), 3: (0, 1, 2), 4: (0, 3), 5: (3,), 6: (4,)}, id="8: hai trường hợp"
    ),
    pytest.param(24, "4.1", {0: (0,), 1: (1, 2), 2: (2, 3), 3: (4,), 4: (5,)}, id="4.a cây cảnh: thêm mức trong tỉnh"),
]


@pytest.mark.parametrize(("no", "code", "options"), CASES)
def test_reviewed_rows(delivered: Correspondence, no: int, code: str, options: dict[int, Any]) -> None:
    assert row_of(delivered, no, code).options == options


@given(st.data())
@settings(max_examples=40, deadline=None)
@pytest.mark.slow
def test_on_the_real_forms_the_worst_case_is_never_above_the_best(data: st.DataObject) -> None:
    delivered = queries.frozen_between(decision_by_number(OLD), decision_by_number(NEW))
    switches = queries.Switches(delivered)
    no = data.draw(st.integers(1, 26))
    switch = switches.between(no, no, Regulation())
    marks = {rule.code: data.draw(st.sampled_from(rule.levels)) for rule in switches.before[no]}
    found = switch.outlook([Ballot("", marks)], 3)
    assert found.worst.average <= found.best.average <= 100
    assert found.worst_stars <= found.best_stars


@pytest.mark.parametrize("write", ["save", "delete", "update", "bulk"])
def test_a_frozen_one_never_changes(delivered: Correspondence, write: str) -> None:
    row = delivered.rows.first()
    doing = {
        "save": lambda: row.save(),
        "delete": lambda: delivered.delete(),
        "update": lambda: CorrespondenceRow.objects.filter(pk=row.pk).update(note="khác"),
        "bulk": lambda: CorrespondenceRow.objects.bulk_update([row], ["note"]),
    }
    with pytest.raises(FrozenCorrespondence):
        doing[write]()


def test_the_system_proposes_same_meaning_and_carries_only_equal_boxes() -> None:
    old, new = sheets_by_number(OLD)[1], sheets_by_number(NEW)[1]
    found = {row.after: row for row in propose(old, new)}
    assert (found["1.6"].before, found["1.6"].kind) == ("1.đ", SAME)
    assert found["1.6"].options == {0: (0,), 1: (1,), 2: (2,), 3: (3,)}
    assert (found["1.1"].kind, found["1.1"].options) == (PARTLY, {1: (1,)})  # 1/3/5 điểm thành 1/2/3
    assert found["1.2"].kind == NONE
    assert [row.before for row in propose(old, new) if not row.after] == ["3.đ", "9.a", "9.b"]


FAULTY = [
    pytest.param(Match("1.a", "1.1", NONE), "chỉ một bên", id="none-with-both"),
    pytest.param(Match("", "1.1", SAME), "cả hai bên", id="same-with-one"),
    pytest.param(Match("0.0", "1.1", SAME), "không có tiêu chí 0.0", id="unknown-code"),
    pytest.param(Match("1.a", "1.1", SAME, {9: (1,)}), "không có mức thứ 9", id="unknown-box-before"),
    pytest.param(Match("1.a", "1.1", SAME, {1: (7,)}), "chỉ có mức từ 0 đến 3", id="unknown-box-after"),
    pytest.param(Match("1.a", "1.1", SAME, {1: ()}), "ít nhất một mức", id="empty-box"),
]


@pytest.mark.parametrize(("match", "said"), FAULTY)
def test_a_row_that_cannot_stand_says_why(match: Match, said: str) -> None:
    assert any(said in text for text in faults(match, sheets_by_number(OLD)[1], sheets_by_number(NEW)[1]))


@pytest.mark.slow
def test_a_new_version_is_confirmed_row_by_row_and_then_frozen(office: User, delivered: Correspondence) -> None:
    draft = actions.propose_correspondence(by=office, before=delivered.before, after=delivered.after)
    assert (draft.version, draft.rows.count()) == (2, delivered.rows.count())
    with pytest.raises(Refused, match="dòng chưa xác nhận"):
        actions.freeze_correspondence(by=office, correspondence=draft)
    with pytest.raises(Refused, match="đang có một bản nháp"):
        actions.propose_correspondence(by=office, before=delivered.before, after=delivered.after)
    row = draft.rows.get(set_after__no=1, after__code="1.2")
    with pytest.raises(Refused, match="lý do"):
        actions.confirm_row(by=office, row=row, kind=NONE, before_code="", options={}, reason=" ")
    actions.confirm_row(
        by=office, row=row, kind=PARTLY, before_code="10", options={5: (1, 2)}, reason="VietGAP là chứng nhận quốc gia"
    )
    row.refresh_from_db()
    assert (row.before.code, row.options, row.confirmed_by) == ("10", {"5": [1, 2]}, office)
    assert Entry.objects.filter(action="regulations.confirm_row").exists()
    for pair in queries.set_pairs(draft):
        actions.confirm_same(
            by=office, correspondence=draft, before_no=pair.before_no, after_no=pair.after_no, reason="Đã đọc"
        )
    for row in draft.rows.filter(confirmed_at=None).select_related("before", "after", "set_before", "set_after"):
        carried = {int(place): tuple(others) for place, others in row.options.items()}
        code = row.before.code if row.before else ""
        actions.confirm_row(by=office, row=row, kind=row.kind, before_code=code, options=carried, reason="Đã đọc")
    actions.freeze_correspondence(by=office, correspondence=draft)
    assert queries.frozen_between(draft.before, draft.after) == draft
    assert draft.content_hash != delivered.content_hash


def test_only_the_provincial_office_makes_one(delivered: Correspondence) -> None:
    stranger = make_user(roles=[("auditor", "province", make_province().pk)])
    with pytest.raises(NotAllowed):
        actions.propose_correspondence(by=stranger, before=delivered.before, after=delivered.after)
    row: Model = delivered.rows.first()
    with pytest.raises(NotAllowed):
        actions.confirm_row(by=stranger, row=row, kind=SAME, before_code="1.a", options={}, reason="x")
    with pytest.raises(NotAllowed):
        actions.confirm_same(by=stranger, correspondence=delivered, before_no=1, after_no=1, reason="x")
    with pytest.raises(NotAllowed):
        actions.freeze_correspondence(by=stranger, correspondence=delivered)


def test_a_set_may_go_where_the_product_says(delivered: Correspondence) -> None:
    switches = queries.Switches(delivered)
    assert switches.target(6) == 6
    assert switches.target(6, 7) == 6
    assert switches.target(99) is None
