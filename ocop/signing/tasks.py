"""Jobs of the queue: ids in, one action out."""

from ocop.signing.actions.batches import run_batch


def sign_batch(batch_id: int, run: str) -> int:
    """Sign what waits in one batch."""
    return run_batch(batch_id=batch_id, run=run)
