"""Reckoning "who keeps which star" over a scope, in the background, batch by batch; nothing else is written."""

import logging
from functools import partial
from io import BytesIO
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import NotAllowed, Refused
from ocop.base.text import fold
from ocop.documents.actions.files import store_file
from ocop.dossiers.models import Round
from ocop.places.models import Unit
from ocop.products.models import Product
from ocop.recognition.models import OldResult, SwitchRow, SwitchRun
from ocop.recognition.papers import run_workbook
from ocop.recognition.queries.old_results import Area
from ocop.recognition.queries.published import homes_today, unscored_in
from ocop.recognition.queries.switch import (
    Scored,
    from_minutes,
    latest_correspondence,
    lone_results_in,
    need_data,
    outlook_of,
    products_in,
    run_by_id,
    scored_products,
    shown,
)
from ocop.regulations.queries.correspondence import Switches
from ocop.regulations.scoring import MarkFault

RUN = "ocop.recognition.tasks.run_switch"
NO_POINTS = "Chưa có điểm từng tiêu chí: mới có trong danh sách đã công bố."
BATCH = 200
STALE_SECONDS = 120
_log = logging.getLogger(__name__)


@transaction.atomic
def start_switch(*, by: User, province: Unit, commune: Unit | None = None, round: Round | None = None) -> SwitchRun:
    """Ask for a reckoning over a province, one of its communes, or a round."""
    if not by.has_perm("recognition.run_switch", Area(province.pk, commune.pk if commune else None)):
        raise NotAllowed("Bạn không có quyền tính cho phạm vi này.")
    if (commune and commune.parent_id != province.pk) or (round and round.province_id != province.pk):
        raise Refused("Xã hoặc đợt không thuộc tỉnh đã chọn.")
    correspondence = latest_correspondence()
    if correspondence is None:
        raise Refused("Chưa có bảng đối chiếu đã chốt dẫn tới quyết định đang áp dụng.")
    run = SwitchRun.objects.create(
        correspondence=correspondence, province=province, commune=commune, round=round, by=by
    )
    record("recognition.start_switch", by=by, subject=run, data={"commune": run.commune_id, "round": run.round_id})
    transaction.on_commit(partial(_queue, run.pk), robust=True)
    return run


@transaction.atomic
def resume_switch(*, by: User, run: SwitchRun) -> SwitchRun:
    """Go on with a run that stopped; what it has found stays."""
    if not by.has_perm("recognition.run_switch", run):
        raise NotAllowed("Bạn không có quyền tính cho phạm vi này.")
    locked = SwitchRun.objects.select_for_update().get(pk=run.pk)
    if not is_stalled(locked):
        raise Refused("Lần tính này đã xong hoặc đang chạy.")
    locked.state, locked.error, locked.beat_at = "waiting", "", timezone.now()
    locked.save(update_fields=["state", "error", "beat_at"])
    record("recognition.resume_switch", by=by, subject=locked, data={"done": locked.done})
    transaction.on_commit(partial(_queue, locked.pk), robust=True)
    return locked


def is_stalled(run: SwitchRun) -> bool:
    """Failed, or without a sign of life for a while."""
    if run.state == "done":
        return False
    last = run.beat_at or run.at
    return run.state == "failed" or (timezone.now() - last).total_seconds() > STALE_SECONDS


def carry_on(*, run_id: int) -> bool:
    """Work a run to its end from wherever it stands. Every batch is committed, so a killed job loses one at most."""
    run = run_by_id(run_id)
    if run is None or run.state == "done":
        return False
    try:
        switches = Switches(run.correspondence)
        if not run.total:
            total = products_in(run).count() + lone_results_in(run).count()
            SwitchRun.objects.filter(pk=run.pk).update(total=total)
        while _batch(run.pk, switches):
            pass
        _finish(run.pk)
    except Exception as error:
        _log.exception("switch run %s stopped", run_id)
        said = str(error) if isinstance(error, Refused) else f"Lỗi kỹ thuật ({type(error).__name__})."
        SwitchRun.objects.filter(pk=run_id).update(state="failed", error=said)
        raise
    return True


@transaction.atomic
def _batch(run_id: int, switches: Switches) -> bool:
    """Reckon the next products; whether there may be more."""
    run = SwitchRun.objects.select_for_update().get(pk=run_id)
    wanted = products_in(run).filter(pk__gt=run.last_product).select_related("producer__commune")[:BATCH]
    products = list(wanted)
    rows = _product_rows(run, products, switches)
    if products:
        run.last_product = products[-1].pk
    lone = [] if products else list(lone_results_in(run).filter(pk__gt=run.last_old)[:BATCH])
    rows += [_row(run, switches, from_minutes(old), old=old) for old in lone]
    if lone:
        run.last_old = lone[-1].pk
    SwitchRow.objects.bulk_create(rows)
    run.state, run.beat_at = "running", timezone.now()
    run.done += len(products) + len(lone)
    run.save(update_fields=["state", "beat_at", "done", "last_product", "last_old"])
    return bool(products or lone)


def _product_rows(run: SwitchRun, products: list[Product], switches: Switches) -> list[SwitchRow]:
    found = scored_products([product.pk for product in products], switches.correspondence)
    return [_row(run, switches, found[product.pk], product=product) for product in products if product.pk in found]


def _row(
    run: SwitchRun, switches: Switches, scored: Scored, *, product: Product | None = None, old: OldResult | None = None
) -> SwitchRow:
    thing: Any = product or old
    producer = product.producer.name if product else thing.producer_name
    name = product.name if product else thing.product_name
    row = SwitchRow(
        run=run, product=product, old_result=old, product_name=name, producer_name=producer, set_no=scored.set_no,
        stars=scored.stars, commune_id=product.producer.commune_id if product else thing.commune_id,
        folded=fold(f"{name} {producer}")[:600],
    )  # fmt: skip
    try:
        found = outlook_of(scored, switches)
    except MarkFault as error:
        row.problem = str(error)
        return row
    if found is None:
        row.problem = f"Bộ {scored.set_no} chưa được đối chiếu."
        return row
    row.verdict, row.worst_stars, row.best_stars = found.verdict, found.worst_stars, found.best_stars
    row.worst_average, row.best_average = shown(found.worst.average), shown(found.best.average)
    row.needs = [need_data(need) for need in found.needs]
    return row


def _unscored(run: SwitchRun) -> list[SwitchRow]:
    """A line for each that was published without points, unless the run has reckoned a product of these names."""
    if run.round_id:
        return []
    published = unscored_in(run.province_id, run.commune_id)
    homes, known = homes_today(published), set(run.rows.values_list("folded", flat=True))
    rows = [
        SwitchRow(
            run=run, published=past, commune=homes.get(past.pk), product_name=past.product_name, set_no=0,
            producer_name=past.producer_name, stars=past.stars or 0, problem=NO_POINTS,
            folded=fold(f"{past.product_name} {past.producer_name}")[:600],
        )
        for past in published
    ]  # fmt: skip
    return [row for row in rows if row.folded not in known]


@transaction.atomic
def _finish(run_id: int) -> None:
    """Write the Excel file once and close the run."""
    run = SwitchRun.objects.select_for_update().get(pk=run_id)
    if run.state == "done":
        return
    SwitchRow.objects.bulk_create(_unscored(run))
    content = run_workbook(run)
    name = f"chuyen-quy-dinh-{run.pk}.xlsx"
    run.file = store_file(by=run.by, name=name, content=BytesIO(content))
    run.state, run.finished_at, run.beat_at = "done", timezone.now(), timezone.now()
    run.total = run.done
    run.save(update_fields=["file", "state", "finished_at", "beat_at", "total"])


def _queue(run_id: int) -> None:
    """Hand the run to the job queue; a queue that is down is written on the run."""
    try:
        async_task(RUN, run_id)
    except Exception as error:
        _log.exception("switch run %s was not queued", run_id)
        SwitchRun.objects.filter(pk=run_id).exclude(state="done").update(state="failed", error=str(error))
