"""Run as a program: many writers at once on the database of DATABASE_URL; prints what the chain is worth."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier
from time import sleep

import django
from django.db import connection, transaction

django.setup()

from ocop.audit.actions import record  # noqa: E402
from ocop.audit.models import Entry, Head, Seal  # noqa: E402
from ocop.audit.queries import verify_chain  # noqa: E402

PAUSE = 0.002  # seconds inside the transaction, so that the others of the round come while it is open


def write(writer: int, entries: int, together: Barrier) -> None:
    """Each entry in a transaction of its own, on a connection of its own; all writers begin each entry together, or
    SQLite would let one finish before the next is heard."""
    for index in range(entries):
        together.wait()
        with transaction.atomic():
            record("test.write", by=None, subject=Head(pk=writer), data={"index": index})
            sleep(PAUSE)
    connection.close()


def main(writers: int, entries: int) -> None:
    with connection.schema_editor() as editor:
        for model in (Entry, Head, Seal):
            editor.create_model(model)
    together = Barrier(writers)
    with ThreadPoolExecutor(writers) as pool:
        for done in [pool.submit(write, writer, entries, together) for writer in range(1, writers + 1)]:
            done.result()
    report = verify_chain()
    order = list(Entry.objects.values_list("subject_id", flat=True))
    turns = sum(one != other for one, other in pairwise(order))
    print(json.dumps({"entries": report.entries, "intact": report.intact, "turns": turns}))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
