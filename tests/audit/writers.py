"""Run as a program: many writers at once on the database of DATABASE_URL; prints what the chain is worth."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import django
from django.db import connection

django.setup()

from ocop.audit.actions import record  # noqa: E402
from ocop.audit.models import Entry, Head, Seal  # noqa: E402
from ocop.audit.queries import verify_chain  # noqa: E402


def write(writer: int, entries: int) -> None:
    """Each entry in a transaction of its own, on a connection of its own."""
    for index in range(entries):
        record("test.write", by=None, subject=Head(pk=writer), data={"index": index})
    connection.close()


def main(writers: int, entries: int) -> None:
    with connection.schema_editor() as editor:
        for model in (Entry, Head, Seal):
            editor.create_model(model)
    with ThreadPoolExecutor(writers) as pool:
        for done in [pool.submit(write, writer, entries) for writer in range(1, writers + 1)]:
            done.result()
    report = verify_chain()
    switches = sum(
        one != other
        for one, other in zip(
            Entry.objects.values_list("subject_id", flat=True),
            Entry.objects.values_list("subject_id", flat=True)[1:],
            strict=False,
        )
    )
    print(json.dumps({"entries": report.entries, "intact": report.intact, "switches": switches}))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
