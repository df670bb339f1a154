"""Numbers, dates and sums in words, as schools teach them (Nghị định 30/2020/NĐ-CP for the figures)."""

from datetime import date

import pytest

from ocop.documents import wording


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "không"),
        (1, "một"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1010, "một nghìn không trăm mười"),
        (2026, "hai nghìn không trăm hai mươi sáu"),
        (1_000_001, "một triệu không trăm linh một"),
        (1_250_000, "một triệu hai trăm năm mươi nghìn"),
        (1_000_000_000, "một tỷ"),
        (2_001_000_015, "hai tỷ không trăm linh một triệu không trăm mười lăm"),
        (-7, "âm bảy"),
    ],
)
def test_numbers_are_read_as_taught(number: int, said: str) -> None:
    assert wording.number_words(number) == said


@pytest.mark.parametrize(
    ("amount", "figures", "words"),
    [
        (0, "0 đồng", "Không đồng"),
        (1_850_000_000, "1.850.000.000 đồng", "Một tỷ tám trăm năm mươi triệu đồng"),
        (900, "900 đồng", "Chín trăm đồng"),
    ],
)
def test_sums(amount: int, figures: str, words: str) -> None:
    assert (wording.money(amount), wording.money_words(amount)) == (figures, words)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 2, 5), "ngày mùng năm tháng hai năm hai nghìn không trăm hai mươi sáu"),
        (date(2026, 4, 21), "ngày hai mươi mốt tháng tư năm hai nghìn không trăm hai mươi sáu"),
    ],
)
def test_days(day: date, said: str) -> None:
    assert wording.day_words(day) == said


def test_counts_stars_and_numbers_of_papers() -> None:
    assert (wording.star_words(4), wording.counted(12)) == ("04 (bốn) sao", "12 (mười hai)")
    assert (wording.paper_number(7), wording.paper_number(120)) == ("07", "120")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("73,7 điểm", "73,7\u00a0điểm"),
        ("đạt 4 sao", "đạt 4\u00a0sao"),
        ("Số 12", "Số\u00a012"),
        ("mọi điểm", "mọi điểm"),
    ],
)
def test_a_figure_stays_with_its_unit(text: str, kept: str) -> None:
    assert wording.keep_together(text) == kept
