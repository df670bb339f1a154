"""How fast a national year ranks: 20,000 products × 11 sheets × about 32 criteria.

    .venv/bin/python -m bench.ranking [products]

Times are ratios to a floor measured in the same run, so that they say the same on every machine: ranking from
memory against merely summing the same marks in Python; from the database against the bare query.
"""

import gc
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

WORK = tempfile.TemporaryDirectory(prefix="ocop-bench-")
os.environ["DATABASE_URL"] = f"sqlite:///{Path(WORK.name) / 'bench.sqlite3'}"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402 - the database is chosen above

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from ocop.regulations.queries import sheets_by_number  # noqa: E402
from ocop.regulations.ruleset import CriteriaSheet  # noqa: E402
from ocop.regulations.scoring import Ballot, Ranker, Regulation, ranker  # noqa: E402
from ocop.regulations.scoring.rows import ballots_from_rows, option_marks  # noqa: E402

MEMBERS = [f"Thành viên {number:02d}" for number in range(1, 12)]
ROUNDS = 3
Product = tuple[Ranker, list[Ballot]]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    call_command("migrate", verbosity=0)  # the rules are loaded with it
    sheets = sheets_by_number("26/2026/QĐ-TTg") or {}
    products = make_products(count, [sheets[no] for no in sorted(sheets)])
    marks = sum(len(ballot.marks) for _, ballots in products for ballot in ballots)
    print(f"{count:,} sản phẩm × {len(MEMBERS)} phiếu, {marks:,} điểm; tốt nhất trong {ROUNDS} lần\n")
    table("Từ bộ nhớ", memory_times(products), f"{count:,} sản phẩm")
    sample = products[: max(1, count // 10)]
    store(sample)
    table("Từ cơ sở dữ liệu", database_times(sample), f"{len(sample):,} sản phẩm")
    connection.close()


def make_products(count: int, sheets: list[CriteriaSheet]) -> list[Product]:
    """Sheets as a council gives them: members mostly agree, some differ by a box, some leave a criterion at 0."""
    rng = random.Random(26)  # noqa: S311 - a bench, the same marks in every run
    options = {id(sheet): [(rule.code, [int(p) for p in rule.levels]) for rule in sheet] for sheet in sheets}
    products = []
    for number in range(count):
        sheet = sheets[number % len(sheets)]
        agreed = [(code, levels, rng.randrange(len(levels))) for code, levels in options[id(sheet)]]
        ballots = []
        for order, member in enumerate(MEMBERS):
            marks = {
                code: levels[min(len(levels) - 1, max(0, place + (rng.random() < 0.2) - (rng.random() < 0.2)))]
                for code, levels, place in agreed
            }
            ballots.append(Ballot(member, marks, order == 0))
        products.append((ranker(sheet, Regulation()), ballots))
    return products


def memory_times(products: list[Product]) -> list[tuple[str, float]]:
    return [
        ("cộng điểm bằng sum()", best(lambda: sum_quickly(products))),
        ("cộng điểm từng ô bằng vòng lặp", best(lambda: sum_one_by_one(products))),
        ("xếp hạng", best(lambda: rank_all(products))),
        ("kiểm từng điểm rồi xếp hạng", best(lambda: check_all(products) + rank_all(products))),
    ]


def sum_quickly(products: list[Product]) -> int:
    total = 0
    for _, ballots in products:
        for ballot in ballots:
            total += sum(ballot.marks.values())
    return total


def sum_one_by_one(products: list[Product]) -> int:
    total = 0
    for _, ballots in products:
        for ballot in ballots:
            for points in ballot.marks.values():
                total += points
    return total


def rank_all(products: list[Product]) -> int:
    members = len(MEMBERS)
    return sum([engine.rank(ballots, members=members).band for engine, ballots in products])


def check_all(products: list[Product]) -> int:
    return sum([len(engine.check(ballots)) for engine, ballots in products])


def store(products: list[Product]) -> None:
    """A table like the one marks live in: product, member, criterion, option; index by product and member."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_mark (product INTEGER, member INTEGER, criterion_id INTEGER, option_id INTEGER)"
        )
        cursor.executemany("INSERT INTO bench_mark VALUES (%s, %s, %s, %s)", list(mark_rows(products)))
        cursor.execute("CREATE INDEX bench_mark_sheet ON bench_mark (product, member, option_id)")


def mark_rows(products: list[Product]) -> Iterator[tuple[int, int, int | None, int | None]]:
    for number, (engine, ballots) in enumerate(products):
        chosen = {
            rule.code: (rule.id, {int(option.points): option.id for option in rule.options}) for rule in engine.sheet
        }
        for member, ballot in enumerate(ballots):
            for code, points in ballot.marks.items():
                criterion_id, options = chosen[code]
                yield number, member, criterion_id, options.get(points)


def database_times(products: list[Product]) -> list[tuple[str, float]]:
    query = "SELECT product, member, option_id FROM bench_mark ORDER BY product, member"
    marks = {
        key: value
        for engine in {engine for engine, _ in products}
        for key, value in option_marks(engine.sheet).items()
    }
    chairs = frozenset({0})

    def reading() -> int:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return sum(1 for _ in cursor.fetchall())

    def ranking() -> int:
        found = 0
        with connection.cursor() as cursor:
            cursor.execute(query)
            for number, ballots in ballots_from_rows(cursor.fetchall(), marks, chairs):
                found += products[number][0].rank(ballots, members=len(MEMBERS)).band
        return found

    return [("chỉ đọc các dòng", best(reading)), ("đọc, dựng phiếu, xếp hạng", best(ranking))]


def best(work: Callable[[], int]) -> float:
    """Seconds of the fastest of some runs, without the collector."""
    times = []
    gc.collect()
    gc.disable()
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    gc.enable()
    return min(times)


def table(title: str, times: list[tuple[str, float]], what: str) -> None:
    floor = times[0][1]
    print(f"{title} ({what})")
    for name, seconds in times:
        print(f"  {name:<34} {seconds:8.3f} s   × {seconds / floor:5.2f}")
    print()


if __name__ == "__main__":
    main()
