"""Run as a program: builds a batch on the database of DATABASE_URL, or works one off as the queue would."""

import json
import sys
from pathlib import Path
from time import sleep

import django

django.setup()

from django.conf import settings  # noqa: E402

from ocop.signing.actions import batches  # noqa: E402
from ocop.signing.actions.papers import open_paper  # noqa: E402
from ocop.signing.actions.profiles import add_profile  # noqa: E402
from ocop.signing.models import Batch  # noqa: E402
from ocop.signing.sealing import seal  # noqa: E402
from ocop.signing.spec import Secret  # noqa: E402
from tests.factories.documents import make_stored_file  # noqa: E402
from tests.factories.places import make_province  # noqa: E402
from tests.factories.recognition import leader_of  # noqa: E402
from tests.factories.signing import PASSWORD, make_leaf, make_root, trust  # noqa: E402
from tests.tables import make_tables  # noqa: E402


def build(papers: int) -> None:
    """A batch that waits, with its key on the disk; nothing is signed yet."""
    make_tables()
    trust(Path(settings.SIGNING_TRUST_DIR))
    keys = Path(settings.SIGNING_KEYS_DIR)
    keys.mkdir(parents=True)
    (keys / "k.p12").write_bytes(make_leaf().p12(make_root()))
    province = make_province()
    leader, secret = leader_of(province), Secret(PASSWORD)
    profile = add_profile(
        by=leader, province=province, kind="personal", provider="pkcs12", reference="k.p12", secret=secret
    )
    batch = Batch.objects.create(province=province, profile=profile, title="Thử", by=leader, sealed=seal(secret))
    for number in range(papers):
        paper = open_paper(by=leader, file=make_stored_file(), province=province, title=f"Văn bản {number}")
        batch.items.create(paper=paper)
    print(json.dumps([batch.pk, str(batch.run)]))  # noqa: T201


def work(batch: int, run: str, pause: float) -> None:
    """Work it off; a pause between making a signature and keeping it is where a kill hurts most."""
    keep = batches.keep

    def slowly(**kwargs: object) -> object:
        print("made", flush=True)  # noqa: T201
        sleep(pause)
        kept = keep(**kwargs)
        sleep(pause)
        return kept

    batches.keep = slowly  # type: ignore[assignment]
    print(batches.run_batch(batch_id=batch, run=run))  # noqa: T201


if __name__ == "__main__":
    if sys.argv[1] == "build":
        build(int(sys.argv[2]))
    else:
        work(int(sys.argv[2]), sys.argv[3], float(sys.argv[4]))
