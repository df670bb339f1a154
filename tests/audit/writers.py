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

PAUSE = 0.002  # seconds, inside the transaction and after it, so that the writers do overlap


def write(writer: int, entries: int, start: Barrier) -> None:
    """Each entry in a transaction of its own, on a connection of its own."""
    start.wait()
    for index in range(entries):
        with transaction.atomic():
            record("test.write", by=None, subject=Head(pk=writer), data={"index": index})
            sleep(PAUSE)
        sleep(PAUSE)
    connection.close()


def main(writers: int, entries: int) -> None:
    with connection.schema_editor() as editor:
        for model in (Entry, Head, Seal):
            editor.create_model(model)
    start = Barrier(writers)
    with ThreadPoolExecutor(writers) as pool:
        for done in [pool.submit(write, writer, entries, start) for writer in range(1, writers + 1)]:
            done.result()
    report = verify_chain()
    order = list(Entry.objects.values_list("subject_id", flat=True))
    turns = sum(one != other for one, other in pairwise(order))
    print(json.dumps({"entries": report.entries, "intact": report.intact, "turns": turns}))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
