"""Signing many papers in the background: one job per batch, resumable after any end, nothing signed twice.

Each paper is kept in its own transaction together with its item, and a paper takes each kind of signature once by
constraint. A job that was killed leaves signed papers signed and the others waiting; the queue hands it out again, or
a person goes on by hand. `run` tells the present job from one that was thought dead.
"""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django_q.tasks import async_task

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import NotAllowed, Refused
from ocop.signing.actions.papers import keep
from ocop.signing.actions.signing import make, may_sign
from ocop.signing.models import Batch, BatchItem, Paper, Profile
from ocop.signing.providers import KeyFault, provider_for
from ocop.signing.queries import get_paper
from ocop.signing.sealing import seal, unseal
from ocop.signing.spec import Secret

RUN = "ocop.signing.tasks.sign_batch"
MOST = 1000
ASK_AGAIN = "Cần nhập lại mã PIN để ký tiếp."


@transaction.atomic
def start_batch(*, by: User, profile: Profile, papers: list[Paper], secret: Secret, title: str) -> Batch:
    """Queue `papers` to be signed with `profile`."""
    if not papers:
        raise Refused("Hãy chọn ít nhất một văn bản để ký.")
    if len(papers) > MOST:
        raise Refused(f"Mỗi loạt ký nhiều nhất {MOST} văn bản. Hãy chia nhỏ.")
    for paper in papers:
        may_sign(by, paper, profile)
    if profile.provider == "pkcs12" and not profile.reference:
        raise Refused(
            "Tệp .p12 mang theo chỉ ký từng văn bản. Ký hàng loạt cần thiết bị, dịch vụ hoặc khóa ở máy chủ."
        )
    batch = Batch.objects.create(
        province_id=profile.province_id, profile=profile, title=title[:300], by=by, sealed=seal(secret)
    )
    BatchItem.objects.bulk_create([BatchItem(batch=batch, paper=paper) for paper in papers])
    record("signing.start_batch", by=by, subject=batch, data={"papers": len(papers), "profile": profile.pk})
    transaction.on_commit(partial(async_task, RUN, batch.pk, str(batch.run)))
    return batch


@transaction.atomic
def resume_batch(*, by: User, batch: Batch, secret: Secret) -> Batch:
    """Go on with what is not signed yet, with the key unlocked anew; refused papers are tried again."""
    locked = Batch.objects.select_for_update(of=("self",)).select_related("profile").get(pk=batch.pk)
    if locked.by_id != by.pk:
        raise NotAllowed("Chỉ người bắt đầu loạt ký mới ký tiếp được.")
    may_sign(by, locked, locked.profile)
    locked.run, locked.sealed, locked.stopped = uuid4(), seal(secret), ""
    locked.save(update_fields=["run", "sealed", "stopped"])
    locked.items.filter(signature=None).update(fault="")
    record("signing.resume_batch", by=by, subject=locked)
    transaction.on_commit(partial(async_task, RUN, locked.pk, str(locked.run)))
    return locked


def run_batch(*, batch_id: int, run: str) -> int:
    """Sign what waits, as the job `run`; how many it signed. Runs in the queue, on behalf of who began the batch."""
    batch = Batch.objects.select_related("profile__province", "profile__image", "by").filter(pk=batch_id).first()
    if batch is None or str(batch.run) != run:
        return 0
    waiting = list(batch.items.filter(signature=None, fault="").values_list("pk", flat=True))
    secret = unseal(bytes(batch.sealed))
    if not waiting or secret is None:
        _stop(batch, run, ASK_AGAIN if waiting else "")
        return 0
    signed = 0
    try:
        with provider_for(batch.profile.provider, batch.profile.reference).opened(secret, len(waiting)) as signer:
            for item_id in waiting:
                if not _still(batch, run):
                    return signed
                signed += _one(batch, run, item_id, signer)
    except Refused as error:
        # the key itself: no use in trying the next paper, and a token counts wrong PINs
        _stop(batch, run, str(error))
        return signed
    _stop(batch, run, "")
    return signed


def _one(batch: Batch, run: str, item_id: int, signer: Any) -> bool:
    """Sign one item, or write down why not. Faults of the key go up."""
    item = BatchItem.objects.get(pk=item_id)
    paper = get_paper(item.paper_id)
    assert paper is not None
    try:
        may_sign(batch.by, paper, batch.profile)
        # a slow key keeps nobody waiting: the database is asked again once the signature is there
        made = make(paper=paper, profile=batch.profile, signer=signer)
        with transaction.atomic():
            held = BatchItem.objects.select_for_update(of=("self",)).select_related("batch").get(pk=item_id)
            if held.batch.run != UUID(run) or held.signature_id is not None:
                return False
            held.signature = keep(by=batch.by, paper=paper, kind=batch.profile.kind, made=made, profile=batch.profile)
            held.save(update_fields=["signature"])
    except KeyFault:
        raise
    except Refused as error:
        BatchItem.objects.filter(pk=item_id, signature=None).update(fault=str(error)[:500])
        return False
    return True


def _still(batch: Batch, run: str) -> bool:
    return Batch.objects.filter(pk=batch.pk, run=run).exists()


def _stop(batch: Batch, run: str, why: str) -> None:
    """Forget what unlocked the key."""
    Batch.objects.filter(pk=batch.pk, run=run).update(sealed=b"", stopped=why[:500])
