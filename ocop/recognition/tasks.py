"""Jobs of the queue: ids in, one action out."""

from ocop.recognition.actions.switch import carry_on


def run_switch(run_id: int) -> bool:
    """Work one reckoning to its end; given again after a crash it goes on."""
    return carry_on(run_id=run_id)
