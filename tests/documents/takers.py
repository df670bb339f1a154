"""Run by test_numbering in a database of its own: many threads take numbers of one series that nobody began yet.

Every third taking fails after it has its number, so that a number which is not given back would leave a gap.
"""

import json
import sys
import threading

import django


def main(takers: int, each: int) -> None:
    """Print the numbers that were kept, and how many rows the series has."""
    from django.db import connection, connections, transaction  # noqa: PLC0415 - needs the set-up first

    from ocop.documents.actions.numbering import take_number  # noqa: PLC0415
    from ocop.documents.models import Series  # noqa: PLC0415

    with connection.schema_editor() as editor:
        editor.create_model(Series)
    kept: list[int] = []
    start = threading.Barrier(takers)

    def take() -> None:
        start.wait()
        done = tries = 0
        while done < each:
            tries += 1
            try:
                with transaction.atomic():
                    number = take_number("certificate", "37", 2026)
                    if tries % 3 == 0:
                        raise ArithmeticError
                kept.append(number)
                done += 1
            except ArithmeticError:
                continue
        connections.close_all()

    threads = [threading.Thread(target=take) for _ in range(takers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.stdout.write(json.dumps({"numbers": sorted(kept), "series": Series.objects.count()}))


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]))
