"""What is printed on a certificate, and what stands in the Excel files of the change of law."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ocop.base.dates import show, show_long
from ocop.base.spreadsheet import Column, workbook
from ocop.documents.typeset import qr_svg
from ocop.dossiers.models import Dossier
from ocop.places.models import Unit
from ocop.places.queries import heir
from ocop.products.models import Product
from ocop.recognition.codes import code_url
from ocop.recognition.models import PublishedRecognition, RecognitionDecision, SwitchRow, SwitchRun
from ocop.recognition.queries.switch import rows_of
from ocop.recognition.wording import QR_NOTE, SAMPLE_NOTE
from ocop.regulations.ruleset import CriteriaSheet, plain


@dataclass(frozen=True)
class Words:
    """The words of a certificate as they stand on the paper for good."""

    product: str
    producer: str
    commune: str
    province: str
    set_name: str
    group_name: str
    is_sample: bool


def words_of(dossier: Dossier, day: date) -> Words:
    """Names as the producer filed them and the council judged them; the commune that the place is on `day`."""
    frozen = dossier.snapshots.order_by("version").last()
    content: dict[str, Any] = frozen.content if frozen else {}
    producer = dossier.product.producer
    commune = commune_on(dossier.commune, day)
    return Words(
        product=content.get("product", {}).get("name") or dossier.product.name,
        producer=content.get("producer", {}).get("name") or producer.name,
        commune=commune.full_name,
        province=_province_name(commune),
        set_name=dossier.criteria_set.name,
        group_name=dossier.criteria_set.group.name,
        is_sample=producer.is_sample,
    )


def commune_on(commune: Unit, day: date) -> Unit:
    """`commune`, or the one that wholly took it over by `day`."""
    unit = commune
    while not unit.covers(day) and (after := heir(unit)) is not None:
        unit = after
    return unit


def _province_name(commune: Unit) -> str:
    """The province of a commune, whether or not a district stands between."""
    above = commune.parent
    return "" if above is None else (above.parent or above).full_name


def certificate_data(
    words: Words,
    decision: RecognitionDecision,
    *,
    number: str,
    code: str,
    token: str,
    stars: int,
    valid_until: date,
) -> dict[str, Any]:
    """The fields of the layout `certificate`."""
    unit = decision.unit
    data = {
        "number": number,
        "code": code,
        "stars": stars,
        "product": words.product,
        "producer": words.producer,
        "commune": words.commune,
        "province": words.province,
        "set_name": words.set_name,
        "issuer": f"Chủ tịch Ủy ban nhân dân {unit.full_name}",
        "decision": decision.number,
        "decided_on": show_long(decision.signed_on),
        "day": decision.signed_on.isoformat(),
        "place_and_date": f"{unit.name}, {show_long(decision.signed_on)}",
        "valid_from": show(decision.signed_on),
        "valid_until": show(valid_until),
        "signer_title": decision.signer_title,
        "signer": decision.signer_name,
        "qr": qr_svg(code_url(code, token)),
        "qr_note": QR_NOTE,
    }
    return data | {"sample": SAMPLE_NOTE} if words.is_sample else data


RUN_COLUMNS = (
    Column("Sản phẩm", 36), Column("Chủ thể", 34), Column("Xã, phường", 22), Column("Bộ", 6),
    Column("Hạng hiện nay", 10), Column("Giữ hạng", 16), Column("Hạng thấp nhất", 10), Column("Hạng cao nhất", 10),
    Column("Điểm thấp nhất", 10), Column("Điểm cao nhất", 10), Column("Mức tối thiểu cần có", 60),
    Column("Điểm còn thiếu: có thể lấy ở", 60), Column("Không tính được vì", 30),
)  # fmt: skip
FIXED = ("Mã số", "Sản phẩm", "Chủ thể", "Xã, phường", "Hạng sao", "Số quyết định", "Ngày quyết định", "Nguồn")


def run_workbook(run: SwitchRun) -> bytes:
    """ "Who keeps which star at the next re-evaluation, and what they lack", as Excel."""
    law = f"{run.correspondence.before} → {run.correspondence.after}"
    title = f"Ai giữ được hạng sao khi phân hạng lại, và còn thiếu gì ({law})"
    rows = (_run_cells(row) for row in rows_of(run).iterator(chunk_size=500))
    return workbook(title, RUN_COLUMNS, rows)


def need_words(need: dict[str, Any]) -> str:
    """A need in one line; what the old marks do not tell has only to be proved."""
    todo = "cần minh chứng" if need["open"] else "cần nâng"
    return f"{need['code']} {need['name']}: từ {need['points']} điểm – {need['option']} ({todo})"


def _run_cells(row: SwitchRow) -> list[Any]:
    minima = [need_words(need) for need in row.needs if need["why"] == "minimum"]
    points = [need_words(need) for need in row.needs if need["why"] == "points"]
    return [
        row.product_name, row.producer_name, row.place_name, row.set_no or None, row.stars or None,
        row.get_verdict_display() if row.verdict else "Chưa có điểm" if row.published_id else "Không tính được",
        row.worst_stars, row.best_stars,
        row.worst_average, row.best_average, "\n".join(minima), "\n".join(points), row.problem,
    ]  # fmt: skip


def entry_template(
    sheet: CriteriaSheet, products: Iterable[Product], published: Iterable[PublishedRecognition] = ()
) -> bytes:
    """An empty form for entering many old results of one set: a line per product, a column per criterion."""
    columns = [Column(name, 24 if place in (1, 2, 3) else 14) for place, name in enumerate(FIXED)]
    for rule in sheet:
        levels = "/".join(plain(level) for level in rule.levels)
        columns.append(Column(f"{rule.code} ({levels}) {rule.name}", 16))
    title = f"Kết quả cũ theo Quyết định {sheet.decision}, bộ {sheet.set_no} {sheet.name}"
    return workbook(title, columns, _template_rows(products, published))


def _template_rows(products: Iterable[Product], published: Iterable[PublishedRecognition]) -> Iterator[list[Any]]:
    for product in products:
        yield [product.pk, product.name, product.producer.name, product.producer.commune.full_name]
    for row in published:
        yield [None, row.product_name, row.producer_name, row.commune_name, row.stars, row.decision, None, row.source]
