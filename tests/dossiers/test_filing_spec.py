"""The form specification: values, what a request for completion reopens, what differs between two versions."""

import pytest

from ocop.dossiers.spec import Field, Kind, fields_for, is_open, pages_for, snapshot_diff, title_of
from ocop.dossiers.spec.values import fault, read, show, typed_again


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "shown", "wrong"),
    [
        (Kind.NUMBER, "1.250", "1250", "1.250", ""),
        (Kind.NUMBER, "12,5", "12.5", "12,5", "Ghi số nguyên"),
        (Kind.NUMBER, "mười", "mười", "mười", "Chỉ ghi số"),
        (Kind.NUMBER, "-3", "-3", "-3", "Số không được âm"),
        (Kind.MONEY, "1.250.000", "1250000", "1.250.000", ""),
        (Kind.MONEY, "-2.000.000", "-2000000", "-2.000.000", ""),
        (Kind.PERCENT, "75,5 %", "75.5", "75,5", ""),
        (Kind.PERCENT, "120", "120", "120", "Không quá 100"),
        (Kind.DATE, "5/2/2026", "2026-02-05", "05/02/2026", ""),
        (Kind.DATE, "05022026", "2026-02-05", "05/02/2026", ""),
        (Kind.DATE, "1122026", "1122026", "1122026", "Ghi ngày theo dạng"),
        (Kind.DATE, "31/2/2026", "31/2/2026", "31/2/2026", "Ghi ngày theo dạng"),
        (Kind.DATE, "hôm qua", "hôm qua", "hôm qua", "Ghi ngày theo dạng"),
        (Kind.TEXT, "  Cơm cháy ", "Cơm cháy", "Cơm cháy", ""),
        (Kind.TEXT, "x" * 5000, "x" * 5000, "x" * 5000, "Dài quá"),
    ],
)
def test_what_is_typed_is_kept_and_a_fault_is_said(kind: Kind, typed: str, kept: str, shown: str, wrong: str) -> None:
    field = Field("x", "X", kind)
    value = read(field, [typed])
    assert value == kept
    assert show(field, value) == shown
    assert fault(field, value).startswith(wrong) if wrong else fault(field, value) == ""


def test_a_value_returns_to_its_input_as_it_was_written() -> None:
    assert typed_again(Field("x", "X", Kind.DATE), "2026-02-05") == "05/02/2026"
    assert typed_again(Field("x", "X", Kind.MONEY), "1250000") == "1.250.000"
    assert typed_again(Field("x", "X", Kind.MONEY), "một triệu") == "một triệu"


def test_none_excludes_the_other_choices() -> None:
    field = fields_for("first")["papers"]
    assert fault(field, ["business", "none"]) == "Đã chọn “chưa có” thì bỏ chọn các mục khác."
    assert show(field, read(field, ["business", "food_safety", "business"])) == (
        "Giấy chứng nhận đăng ký kinh doanh; Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm"
    )


def test_a_change_must_say_what_changed() -> None:
    field = fields_for("again")["change_material"]
    assert fault(field, read(field, ["yes"], " ")) == "Hãy ghi điều đã thay đổi."
    assert show(field, read(field, ["no"])) == "Không thay đổi"
    assert show(field, read(field, ["yes"], "Vùng trồng mới")) == "Vùng trồng mới"
    assert read(field, []) is None


def test_only_upgrade_and_again_are_asked_what_changed() -> None:
    assert [("thay-doi" in [page.key for page in pages_for(kind)]) for kind in ("first", "upgrade", "again")] == [
        False,
        True,
        True,
    ]
    assert "upgrade_reason" in fields_for("upgrade")
    assert "upgrade_reason" not in fields_for("again")


def test_every_key_stands_once_and_every_personal_field_comes_from_the_representative() -> None:
    fields = fields_for("upgrade") | fields_for("again")
    everything = [field.key for kind in ("upgrade",) for page in pages_for(kind) for field in page.fields]
    assert len(everything) == len(set(everything))
    assert {field.source.partition(".")[0] for field in fields.values() if field.personal} == {"representative"}
    assert {field.key for field in fields.values() if field.sensitive} == {"rep_ethnicity", "rep_disability"}


@pytest.mark.parametrize(
    ("reopened", "item", "expected"),
    [
        (None, "field:history", True),
        (frozenset(), "field:history", False),
        ({"field:history"}, "field:history", True),
        ({"field:history"}, "field:plan_market", False),
        ({"field:history"}, "page:to-chuc", True),
        ({"page:to-chuc"}, "field:history", True),
        ({"criterion:1.5"}, "criterion:1.5", True),
        ({"criterion:1.5"}, "criterion:1.6", False),
        ({"criterion:1.5"}, "page:tu-cham", True),
        ({"page:tu-cham"}, "criterion:1.6", True),
        ({"criterion:1.5"}, "field:history", False),
    ],
)
def test_only_what_is_named_reopens(reopened: set[str] | None, item: str, expected: bool) -> None:
    assert is_open(reopened, item) is expected


def test_items_are_called_as_people_call_them() -> None:
    assert [title_of(item) for item in ("field:history", "page:to-chuc", "criterion:1.5", "page:tu-cham")] == [
        "Lịch sử hình thành, phát triển",
        "Lịch sử và tổ chức",
        "Tiêu chí 1.5",
        "Tự chấm điểm",
    ]


def content(history: str = "Cũ", points: str = "1", sha: str = "aa", cited: bool = True) -> dict:
    return {
        "fields": [{"key": "history", "label": "Lịch sử", "value": history, "shown": history, "personal": False}],
        "criteria": [
            {
                "code": "1.5",
                "name": "Liên kết",
                "points": points,
                "label": f"Mức {points}",
                "note": "",
                "cited": [{"evidence": 7, "pages": "1", "note": ""}] if cited else [],
            }
        ],
        "evidence": [{"id": 7, "title": "Hợp đồng", "number": "01", "file": {"name": "a.pdf", "sha256": sha}}],
    }


def test_equal_versions_do_not_differ() -> None:
    assert snapshot_diff(content(), content()) == []


def test_changes_are_told_per_item() -> None:
    changes = snapshot_diff(content(), content("Mới", "2", cited=False))
    assert [(change.item, change.old, change.new) for change in changes] == [
        ("field:history", "Cũ", "Mới"),
        ("criterion:1.5", "1 điểm: Mức 1", "2 điểm: Mức 2"),
        ("criterion:1.5", "Hợp đồng số 01, trang 1 (tệp a.pdf)", ""),
    ]


def test_a_new_file_under_the_old_title_is_a_change() -> None:
    (change,) = snapshot_diff(content(sha="aa"), content(sha="bb"))
    assert change.label == "1.5 Liên kết: minh chứng"
