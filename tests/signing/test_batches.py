"""Signing many: one job, resumable, nothing signed twice, the PIN forgotten."""

import pytest
import time_machine
from django.db import IntegrityError, transaction

from ocop.base.errors import NotAllowed, Refused
from ocop.signing.actions.batches import resume_batch, run_batch, start_batch
from ocop.signing.actions.signing import sign_paper
from ocop.signing.models import Batch, BatchItem, Signature
from ocop.signing.queries import get_batch, get_paper, latest_file
from ocop.signing.sealing import seal, unseal
from ocop.signing.spec import Secret
from tests.factories.recognition import leader_of
from tests.factories.signing import PASSWORD

GOOD = Secret(PASSWORD, "123")


@pytest.mark.django_db
@pytest.mark.slow
def test_a_batch_signs_all_and_forgets_the_pin(ground, django_capture_on_commit_callbacks) -> None:
    papers = [ground.paper(f"Giấy {number}") for number in range(3)]
    with django_capture_on_commit_callbacks(execute=True):
        batch = start_batch(by=ground.leader, profile=ground.personal, papers=papers, secret=GOOD, title="Thử")
        assert PASSWORD.encode() not in bytes(batch.sealed)
    found = get_batch(batch.pk)
    assert (found.total, found.done, found.faulty, bytes(found.sealed), found.stopped) == (3, 3, 0, b"", "")
    assert Signature.objects.count() == 3


def queued(ground, papers) -> Batch:
    """A batch whose job has not run."""
    return start_batch(by=ground.leader, profile=ground.personal, papers=papers, secret=GOOD, title="Thử")


@pytest.mark.django_db
def test_what_was_signed_meanwhile_is_not_signed_again(ground) -> None:
    first, second = ground.paper(), ground.paper()
    batch = queued(ground, [first, second])
    sign_paper(by=ground.leader, paper=first, profile=ground.personal, secret=GOOD)
    assert run_batch(batch_id=batch.pk, run=str(batch.run)) == 1
    assert "không ký lần hai" in batch.items.get(paper=first).fault
    assert run_batch(batch_id=batch.pk, run=str(batch.run)) == 0
    assert Signature.objects.count() == 2


@pytest.mark.django_db
def test_an_older_job_writes_nothing_any_more(ground) -> None:
    batch = queued(ground, [ground.paper()])
    resume_batch(by=ground.leader, batch=batch, secret=GOOD)
    assert run_batch(batch_id=batch.pk, run=str(batch.run)) == 0
    assert Signature.objects.count() == 0
    batch.refresh_from_db()
    assert run_batch(batch_id=batch.pk, run=str(batch.run)) == 1


@pytest.mark.django_db
def test_a_wrong_pin_stops_the_batch_at_once(ground) -> None:
    batch = start_batch(
        by=ground.leader, profile=ground.personal, papers=[ground.paper()], secret=Secret("sai"), title="Thử"
    )
    run_batch(batch_id=batch.pk, run=str(batch.run))
    batch.refresh_from_db()
    assert "không đúng" in batch.stopped
    assert bytes(batch.sealed) == b""
    with pytest.raises(NotAllowed):
        resume_batch(by=leader_of(ground.province), batch=batch, secret=GOOD)
    resume_batch(by=ground.leader, batch=batch, secret=GOOD)
    batch.refresh_from_db()
    assert run_batch(batch_id=batch.pk, run=str(batch.run)) == 1


@pytest.mark.django_db
def test_after_half_an_hour_the_pin_is_asked_again(ground) -> None:
    batch = queued(ground, [ground.paper()])
    with time_machine.travel(batch.at.timestamp() + 31 * 60):
        assert run_batch(batch_id=batch.pk, run=str(batch.run)) == 0
    batch.refresh_from_db()
    assert "nhập lại mã PIN" in batch.stopped
    assert Signature.objects.count() == 0


@pytest.mark.django_db
def test_whoever_lost_the_role_signs_no_more(ground) -> None:
    batch = queued(ground, [ground.paper()])
    ground.leader.grants.update(ended_at=batch.at, end_reason="Chuyển công tác")
    assert run_batch(batch_id=batch.pk, run=str(batch.run)) == 0
    assert batch.items.get().fault
    assert Signature.objects.count() == 0


@pytest.mark.django_db
def test_who_may_not_sign_starts_nothing(ground) -> None:
    with pytest.raises(NotAllowed):
        start_batch(by=ground.office, profile=ground.personal, papers=[ground.paper()], secret=GOOD, title="Thử")
    with pytest.raises(Refused, match="ít nhất một"):
        start_batch(by=ground.leader, profile=ground.personal, papers=[], secret=GOOD, title="Thử")
    assert Batch.objects.count() == 0


def test_the_seal_opens_only_under_the_same_key(settings) -> None:
    sealed = seal(GOOD)
    assert unseal(sealed) == GOOD
    assert unseal(b"") is None
    settings.SECRET_KEY = "khac" * 12
    assert unseal(sealed) is None


@pytest.mark.django_db
def test_constraints_hold_what_the_actions_promise(ground) -> None:
    paper = ground.paper()
    row = sign_paper(by=ground.leader, paper=paper, profile=ground.personal, secret=GOOD)
    for changes, name in (
        ({"source": row.signed}, "paper_signed_once_by_each"),
        ({"kind": "agency"}, "file_signed_once"),
        ({"kind": "agency", "source": row.signed, "profile": None}, "own_signature_has_profile"),
    ):
        given = {"paper": paper, "kind": "personal", "profile": ground.personal, "source": paper.original}
        other = ground.paper().original
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            Signature.objects.create(**(given | changes), signed=other, name="A", by=ground.leader)
        text = str(caught.value)
        assert name in text or "UNIQUE" in text
    batch = queued(ground, [get_paper(paper.pk)])
    with pytest.raises(IntegrityError), transaction.atomic():
        BatchItem.objects.filter(batch=batch).update(signature=row, fault="lỗi")
    assert latest_file(get_paper(paper.pk)) == row.signed
