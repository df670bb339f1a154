"""The change of law as an officer asks for it: a stored run over 20,000 products that councils scored under 148,
worked by the job in a process of its own, from their pinned proofs to the rows, the progress and the Excel file.

    .venv/bin/python -m bench.stored [products]

As a ratio to plainly ranking the same sheets from memory.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from bench.ranking import MEMBERS, WORK, Product, best, make_products, rank_all, table

os.environ["OCOP_FILES"] = f"{WORK.name}/files"

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from ocop.accounts.models import User
from ocop.base.dates import HANOI
from ocop.dossiers.models import Dossier, Round
from ocop.evaluation.models import AgendaItem, Conclusion, Council, CouncilRegulation, Session
from ocop.parties.models import Producer
from ocop.places.models import Kind, Level, Unit
from ocop.products import models as products_models
from ocop.recognition.models import SwitchRun
from ocop.recognition.queries.switch import latest_correspondence
from ocop.regulations.models import CriteriaSet
from ocop.regulations.queries import sheets_by_number
from ocop.regulations.scoring.proof import proof_data

BEFORE = "148/QĐ-TTg"
SCORED_AT = datetime(2024, 12, 20, 9, tzinfo=HANOI)
CHUNK = 500
JOB = "bench.working"


def main() -> None:
    """Fill a database of its own, then let the job work the run."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    call_command("migrate", verbosity=0)  # the rules are loaded with it
    sheets = sheets_by_number(BEFORE) or {}
    products = make_products(count, [sheets[no] for no in sorted(sheets)])
    floor = best(lambda: rank_all(products))
    run = _fill(products)
    connection.close()
    said = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", JOB, str(run)], check=True, capture_output=True, text=True, env=os.environ
    )
    found = json.loads(said.stdout.splitlines()[-1])
    table(
        "Chuyển quy định, việc nền đã lưu",
        [(f"xếp hạng theo {BEFORE}, từ bộ nhớ", floor), ("cả việc nền, tới tệp Excel", found["seconds"])],
        f"{found['done']:,} sản phẩm × {len(MEMBERS)} phiếu",
    )
    print(f"  bộ nhớ của việc nền: {found['start_mb']} MB khi bắt đầu, nhiều nhất {found['peak_mb']} MB\n")


def _fill(products: list[Product]) -> int:
    """A province in which councils published all these results; the run to be worked."""
    province = Unit.objects.create(
        level=Level.PROVINCE, code="37", kind=Kind.PROVINCE, name="Ninh Bình", province_code="37",
        valid_from=date(2025, 7, 1),
    )  # fmt: skip
    commune = Unit.objects.create(
        level=Level.COMMUNE, code="14560", kind=Kind.COMMUNE, name="Yên Mô", parent=province, province_code="37",
        valid_from=date(2025, 7, 1),
    )  # fmt: skip
    user = User.objects.create(username="do-thoi-gian", full_name="Người đo")
    session = _session(province)
    sets = {row.no: row for row in CriteriaSet.objects.filter(decision__number=BEFORE)}
    rest = iter(enumerate(products))
    while chunk := list(islice(rest, CHUNK)):
        _store(chunk, commune, user, session, sets)
    run = SwitchRun.objects.create(correspondence=latest_correspondence(), province=province, by=user)
    return run.pk


def _session(province: Unit) -> Session:
    law = CriteriaSet.objects.filter(decision__number=BEFORE)[0].decision
    round_ = Round.objects.create(
        province=province, decision=law, year=2024, number=1, name="Đợt 1 năm 2024", opens_on=date(2024, 1, 1),
        communes_propose_by=date(2024, 10, 30), finish_by=date(2024, 12, 30),
    )  # fmt: skip
    rule = CouncilRegulation.objects.create(
        province=province, version=1, title="Quy chế hoạt động", in_force_from=date(2024, 1, 1)
    )
    council = Council.objects.create(
        province=province, name="Hội đồng", decision_no="1/QĐ-UBND", decided_on=date(2024, 1, 2), regulation=rule
    )
    return Session.objects.create(
        council=council, round=round_, title="Phiên họp", starts_at=SCORED_AT, state="published"
    )


def _store(
    chunk: list[tuple[int, Product]], commune: Unit, user: User, session: Session, sets: dict[int, CriteriaSet]
) -> None:
    """Producer, product, dossier, item and conclusion of each; ranks below 3 stars are lifted to 3, so that each is
    reckoned."""
    producers = Producer.objects.bulk_create(
        Producer(
            name=f"Hợp tác xã {number}", legal_form="cooperative", registration_no=f"27{number:08d}", commune=commune,
            address="Thôn Đông", state="confirmed", folded=f"hop tac xa {number}", sort_key=f"{number:06d}",
        )
        for number, _ in chunk
    )  # fmt: skip
    made = products_models.Product.objects.bulk_create(
        products_models.Product(
            producer=producer, name=f"Sản phẩm {number}", folded=f"san pham {number}", sort_key=f"{number:06d}"
        )
        for producer, (number, _) in zip(producers, chunk, strict=True)
    )
    dossiers = Dossier.objects.bulk_create(
        Dossier(
            product=product, criteria_set=sets[engine.sheet.set_no], commune=commune, round=session.round,
            created_by=user, state="recognised", submitted_at=SCORED_AT, receipt_no=f"{number}/PĐK",
        )
        for product, (number, (engine, _)) in zip(made, chunk, strict=True)
    )  # fmt: skip
    items = AgendaItem.objects.bulk_create(
        AgendaItem(session=session, dossier=dossier, order=number % 30_000, state="concluded")
        for dossier, (number, _) in zip(dossiers, chunk, strict=True)
    )
    Conclusion.objects.bulk_create(list(_conclusions(chunk, items, user)))


def _conclusions(chunk: list[tuple[int, Product]], items: list[AgendaItem], user: User) -> Iterator[Any]:
    for item, (_, (engine, ballots)) in zip(items, chunk, strict=True):
        result = engine.rank(ballots, members=len(MEMBERS))
        stars = max(3, result.stars or 0)
        yield Conclusion(
            item=item, average=str(result.average), average_shown=result.average_shown, band=max(stars, result.band),
            stars=stars, proof=proof_data(result), by=user, at=SCORED_AT, published_at=timezone.now(),
        )  # fmt: skip


if __name__ == "__main__":
    main()
