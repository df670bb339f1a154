"""Every kind is whole: gathered, worded, guarded; a paper of nothing but gaps still reads."""

import pytest

from ocop.accounts.permissions import REGISTRY
from ocop.documents.spec import missing, plain_text
from ocop.papers.queries.gather import GATHER
from ocop.papers.spec import KINDS, Kind, Numbering
from ocop.papers.wording import COMPOSE
from ocop.papers.wording.shape import sentence, stars_list

MADE = [kind for kind in KINDS.values() if kind.key != "certificate"]


def test_each_kind_has_its_gathering_and_its_words() -> None:
    keys = {kind.key for kind in MADE}
    assert set(GATHER) == keys
    assert set(COMPOSE) == keys


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_each_kind_says_who_reads_and_issues_it(kind: Kind) -> None:
    assert kind.needs in REGISTRY
    assert f"papers.view_{kind.key}" in REGISTRY
    assert kind.key == "certificate" or f"papers.issue_{kind.key}" in REGISTRY
    assert kind.readers
    assert set(kind.issuers) <= set(kind.readers)
    assert kind.numbering != Numbering.NONE or kind.abbr == ""


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_fields_of_a_kind_have_names_of_their_own(kind: Kind) -> None:
    names = [field.name for field in kind.fields]
    assert len(names) == len(set(names))
    assert all(field.label for field in kind.fields)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [[5, 1], [3, 2], [0, 1]],
            "01 (một) sản phẩm 5 sao; 02 (hai) sản phẩm 3 sao; 01 (một) sản phẩm không xếp hạng",
        ),
        (missing("Số sản phẩm"), missing("Số sản phẩm")),
    ],
)
def test_stars_in_words(rows: object, said: str) -> None:
    assert stars_list(rows) == said  # type: ignore[arg-type]


def test_a_sentence_ends_once() -> None:
    assert (sentence("Đạt."), sentence("Đạt")) == ("Đạt.", "Đạt.")


def test_a_score_sheet_ticks_the_granted_option_and_keeps_the_star_note() -> None:
    row = {
        "ma": "1.1", "phan": "A", "muc": "1 Tổ chức sản xuất", "ten": "Nguồn nguyên liệu", "cha": "", "toi_da": "3",
        "phuong_an": [["Dưới 50% (1 điểm)", False], ["Từ 75% (3 điểm)***", True]], "khong_dat": False, "diem": "3",
        "ghi_chu": "",
    }  # fmt: skip
    data = {
        "thanh_vien": ["Lê Thị Chấm", "Ủy viên", "Sở Y tế"], "tieu_chi": [row], "cac_phan": [["A", "3"]],
        "tong_diem": "3", "y_kien": "", "san_pham": "Trà", "chu_the": "HTX", "xa": "xã A", "ma_so": "", "so_bo": 6,
        "ten_bo": "Bộ", "gui_luc": "09:00 ngày 01/10/2026", "quyet_dinh": "26/2026/QĐ-TTg", "phien": "Phiên 1",
    }  # fmt: skip
    body = COMPOSE["score_sheet"](data)
    table = next(block for block in body.blocks if block["type"] == "table")
    assert table["rows"][0][1]["ticks"] == [["Dưới 50% (1 điểm)", False], ["Từ 75% (3 điểm)***", True]]
    assert "yêu cầu tối thiểu" in plain_text(body.blocks)
