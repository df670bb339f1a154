"""Run as a program: people of a council act at the same moment on the database of DATABASE_URL; prints what is left.

Threads, each with a connection of its own, wait for one another and then act.
"""

import json
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

django.setup()

from ocop.base.errors import Refused  # noqa: E402
from ocop.dossiers.models import Dossier  # noqa: E402
from ocop.evaluation.actions import agenda, conclusions, meeting, sheets  # noqa: E402
from ocop.evaluation.models import (  # noqa: E402
    AgendaItem,
    Conclusion,
    ItemMove,
    Mark,
    MarkConflict,
    ScoreSheet,
    Session,
)
from tests.factories.evaluation import (  # noqa: E402
    all_present,
    criteria,
    fill_sheet,
    make_hall,
    make_ready_dossier,
    make_session,
    option_of,
)


def at_once(acts: list[Callable[[], object]]) -> list[str]:
    """What became of each act: "" or the name of its refusal."""
    start = Barrier(len(acts))

    def one(act: Callable[[], object]) -> str:
        start.wait()
        try:
            act()
        except Refused as error:
            return type(error).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(one, acts))


def main() -> dict[str, object]:
    call_command("migrate", verbosity=0)
    settings.MEDIA_ROOT = tempfile.mkdtemp()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    hall = make_hall(5)
    make_session(hall, 1)
    all_present(hall)
    meeting.open_session(by=hall.chair, session=hall.session)
    for user in hall.members:
        meeting.declare_none(by=user, session=hall.session)
    meeting.open_item(by=hall.chair, item=hall.item)
    found: dict[str, object] = {}
    found |= two_tabs(hall)
    found |= all_send_at_once(hall)
    found |= concluded_twice(hall)
    return found | one_dossier_in_two_sessions(hall)


def two_tabs(hall) -> dict[str, object]:
    """Four tabs of one member write the first mark, all different."""
    row = criteria(hall.item)["1.5"]
    member = hall.members[2]
    options = [option_of(row, points) for points in (0, 1, 2, 3)]
    outcome = at_once(
        [lambda o=o: sheets.save_mark(by=member, item=hall.item, criterion=row, option=o) for o in options]
    )
    left = {"marks": Mark.objects.count(), "kept": MarkConflict.objects.count(), "sheets": ScoreSheet.objects.count()}
    ScoreSheet.objects.all().delete()
    return {"tabs": outcome, "tabs_left": left}


def all_send_at_once(hall) -> dict[str, object]:
    """Five members send, two of them twice, all in the same moment."""
    for user in hall.members:
        fill_sheet(user, hall.item)
    senders = [*hall.members, hall.chair, hall.vice]
    outcome = at_once([lambda u=u: sheets.send_sheet(by=u, item=hall.item) for u in senders])
    return {
        "send": outcome,
        "sent": ScoreSheet.objects.exclude(sent_at=None).count(),
        "reveals": ItemMove.objects.filter(item=hall.item, move="reveal_item").count(),
    }


def concluded_twice(hall) -> dict[str, object]:
    """The chair concludes in three windows."""
    conclude = [lambda: conclusions.conclude_item(by=hall.chair, item=AgendaItem.objects.get(pk=hall.item.pk))] * 3
    outcome = at_once(conclude)
    return {"conclude": outcome, "conclusions": Conclusion.objects.count()}


def one_dossier_in_two_sessions(hall) -> dict[str, object]:
    """Two planners put the same dossier on two agendas."""
    dossier = make_ready_dossier(hall)
    first = hall.session
    second = make_session(hall, 0)

    def add(session: Session) -> object:
        row = Dossier.objects.get(pk=dossier.pk)
        return agenda.add_items(by=hall.secretary, session=session, dossiers=[row])

    outcome = at_once([lambda: add(first), lambda: add(second)])
    return {"agenda": outcome, "items": AgendaItem.objects.filter(dossier=dossier).count()}


if __name__ == "__main__":
    print(json.dumps(main()))  # noqa: T201
