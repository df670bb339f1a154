"""How long it takes to say who keeps which star: 20,000 products scored under 148, reckoned under 26/2026.

    .venv/bin/python -m bench.switch [products]

As ratios to plainly ranking the same sheets under the law they were given under: the two ends of what each product
may become, and with what it lacks where it does not keep its star.
"""

import sys
from collections import Counter

from django.core.management import call_command
from django.db import connection

from bench.ranking import MEMBERS, Product, best, make_products, rank_all, table
from ocop.regulations.actions.correspondence import DATA, read_matches
from ocop.regulations.queries import sheets_by_number
from ocop.regulations.scoring import Regulation
from ocop.regulations.scoring.switch import Switch

BEFORE, AFTER, FILE = "148/QĐ-TTg", "26/2026/QĐ-TTg", "correspondence-148-26.yaml"
Switches = dict[int, Switch]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    call_command("migrate", verbosity=0)  # the rules are loaded with it
    before, after = sheets_by_number(BEFORE) or {}, sheets_by_number(AFTER) or {}
    matches = read_matches(DATA / FILE)
    switches = {old: Switch(before[old], after[new], rows, Regulation()) for (old, new), rows in matches.items()}
    products = make_products(count, [before[no] for no in sorted(before)])
    print(f"{count:,} sản phẩm × {len(MEMBERS)} phiếu theo {BEFORE}, tính lại theo {AFTER}\n")
    times = [
        (f"xếp hạng theo {BEFORE}", best(lambda: rank_all(products))),
        ("thấp nhất và cao nhất theo luật mới", best(lambda: reckon(products, switches))),
        ("và việc còn thiếu của từng sản phẩm", best(lambda: reckon(products, switches, needs=True))),
    ]
    table("Chuyển quy định, từ bộ nhớ", times, f"{count:,} sản phẩm")
    connection.close()


def reckon(products: list[Product], switches: Switches, *, needs: bool = False) -> Counter[str]:
    """Verdict → how many products; each keeps the rank that its sheets give today."""
    found: Counter[str] = Counter()
    for engine, ballots in products:
        stars = engine.rank(ballots, members=len(MEMBERS)).stars or 0
        outlook = switches[engine.sheet.set_no].outlook(ballots, stars)
        found[outlook.verdict] += 1
        if needs:
            found["lacking"] += len(outlook.needs)
    return found


if __name__ == "__main__":
    main()
