"""The products of the three old provinces, exactly as they were published."""

import csv
import re
from collections import Counter
from pathlib import Path

import ocop.recognition

DATA = Path(ocop.recognition.__file__).parent / "data" / "published.csv"


def rows() -> list[dict[str, str]]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_95_products_are_there_with_their_gaps():
    products = rows()
    assert [int(row["no"]) for row in products] == list(range(1, 96))
    assert Counter(row["province"] for row in products) == {"Ninh Bình": 60, "Nam Định": 25, "Hà Nam": 10}
    assert Counter(row["stars"] for row in products) == Counter({"": 40, "3": 29, "4": 24, "5": 2})


def test_every_product_names_its_source_and_how_sure_the_reading_is():
    products = rows()
    assert [row["no"] for row in products if not row["url"].startswith("http")] == []
    assert {row["confidence"] for row in products} == {"high", "medium", "low"}


def test_slips_of_the_sources_are_kept():
    products = {row["no"]: row["product"] for row in rows()}
    assert Counter(products.values())["Gạo sinh thái ruộng rươi"] == 2
    assert [name for name in products.values() if "2 sản phẩm" in name] == ["Rượu Vọc (2 sản phẩm)"]


def test_no_telephone_number_or_mail_address_is_in_it():
    texts = [value for row in rows() for name, value in row.items() if name != "url"]
    assert [text for text in texts if re.search(r"\d{8,}|@", re.sub(r"[ .]", "", text))] == []
