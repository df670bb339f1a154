"""A second dossier on the same agenda, brought there by the same actions that the pages call."""

from collections.abc import Collection
from datetime import timedelta

from ocop.accounts.models import User
from ocop.demo import desks, filing
from ocop.demo.province import Province
from ocop.demo.stories import Story
from ocop.dossiers.models import Round
from ocop.evaluation.actions import sheets
from ocop.evaluation.models import AgendaItem, Council
from ocop.evaluation.queries.assessment import findings_of
from ocop.places.models import Unit
from ocop.regulations.models import Criterion
from tests.journeys.story.cast import today

SECOND, SECOND_PRODUCER = "Cá vàng Đồng Chiêm (mẫu)", "Hộ Ông Bách (mẫu)"
STORY = Story(
    "ca-vang", SECOND_PRODUCER, "family_household", "Hoàng Văn Bách (mẫu)", SECOND, 25, "14560", "ready", claims=3
)  # fmt: skip


def is_ready_for_the_council() -> None:
    """Registered, filled in, filed, checked, forwarded, taken in, assessed."""
    home = Province(
        today=today(),
        unit=Unit.objects.get(code="37"),
        users={user.username: user for user in User.objects.all()},
        current=Round.objects.get(),
        coming=Round.objects.get(),
        council=Council.objects.get(),
    )
    start = today() - timedelta(days=12)
    filed = filing.begin(STORY, 2, start, home.commune(STORY.commune), home.officer(STORY.commune))
    filing.fill_in(filed, start + timedelta(days=3))
    filing.file_it(filed, start + timedelta(days=4))
    desks.check_at_commune(home, filed, start + timedelta(days=5))
    desks.forward_to_province(home, filed, start + timedelta(days=6), 2)
    desks.accept(home, filed, start + timedelta(days=7), home.current)
    desks.review(home, filed, start + timedelta(days=8))


def members_agree_with_the_team(*usernames: str) -> None:
    """Those without a conflict fill in and send their sheets."""
    for username in usernames:
        begins_a_sheet(username, SECOND)
        sheets.send_sheet(by=User.objects.get(username=username), item=agenda_item())


def begins_a_sheet(username: str, product: str, leaving: Collection[str] = ()) -> None:
    """A member's marks as the team found them; some criteria are left for the page."""
    user, item = User.objects.get(username=username), agenda_item(product)
    found = findings_of(item.dossier)
    for criterion in Criterion.objects.filter(criteria_set=item.dossier.criteria_set).exclude(code__in=leaving):
        sheets.save_mark(by=user, item=item, criterion=criterion, option=found[criterion.code].option)


def agenda_item(product: str = SECOND) -> AgendaItem:
    """The place of a product on the agenda, as it stands now."""
    rows = AgendaItem.objects.select_related("session__council", "dossier__criteria_set", "dossier__product")
    return rows.get(dossier__product__name=product)
