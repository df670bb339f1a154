"""Every signal, in one list: how a floor is heard by those above it."""

from django.dispatch import Signal

# Sent by the floors below `notices`, which writes the notice. Takes what `notices.actions.notify` takes:
# to (users), kind, subject, body, about.
notice_due = Signal()
