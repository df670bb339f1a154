"""The council of the sample province in session. Every step is an action of the person whose step it is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from ocop.accounts.models import User
from ocop.base.dates import HANOI
from ocop.demo.clock import on
from ocop.demo.filing import Filed
from ocop.demo.marks import reaching, shifted
from ocop.demo.province import Province
from ocop.dossiers.models import Dossier, Round
from ocop.evaluation.actions import agenda, conclusions, meeting, review, sheets
from ocop.evaluation.models import AgendaItem, CouncilMember, Recheck, Session
from ocop.evaluation.queries.assessment import findings_of
from ocop.regulations.models import Criterion, Option
from ocop.regulations.queries import criteria_sheet

CHAIR, SECRETARY = "chutich", "thuky"


def convene(home: Province, title: str, filed: Sequence[Filed], day: date, round_: Round) -> Session:
    """Plan a session with its agenda, and open it on the day."""
    secretary = home.users[SECRETARY]
    starts = datetime.combine(day, time(8), HANOI)
    with on(day, 7):
        session = agenda.create_session(
            by=secretary,
            council=home.council,
            round=round_,
            title=title,
            starts_at=starts,
            place=home.hall,
        )
        agenda.add_items(by=secretary, session=session, dossiers=[_dossier(one) for one in filed])
    with on(day, 8):
        members = CouncilMember.objects.filter(council=home.council, left_on=None)
        meeting.take_attendance(by=secretary, session=session, present=[member.pk for member in members])
        meeting.open_session(by=home.users[CHAIR], session=session)
        for username in home.seats:
            meeting.declare_none(by=home.users[username], session=session)
    return session


def score(home: Province, item: AgendaItem, filed: Filed, day: date, *, senders: Iterable[str] | None = None) -> None:
    """The members score the item; only `senders` send. Each differs a little from the others."""
    senders = list(home.voting if senders is None else senders)
    with on(day, 9):
        meeting.open_item(by=home.users[CHAIR], item=item)
    for place, username in enumerate(home.voting):
        with on(day, 9, 5 + place * 5):
            marks = _marks_of(filed, place)
            stop = None if username in senders else 12
            _fill(home.users[username], item, marks, stop)
            if username in senders:
                sheets.send_sheet(by=home.users[username], item=_item(item), opinion="Nhất trí trình xếp hạng.")


def ask_in_writing(home: Province, title: str, filed: Sequence[Filed], day: date) -> Session:
    """Plan written opinions, send the slips; nobody meets."""
    with on(day, 7):
        session = agenda.create_session(
            by=home.users[SECRETARY],
            council=home.council,
            round=home.current,
            title=title,
            kind="written",
            starts_at=datetime.combine(day, time(7), HANOI),
            answer_by=datetime.combine(day + timedelta(days=3), time(17), HANOI),
        )
        agenda.add_items(by=home.users[SECRETARY], session=session, dossiers=[_dossier(one) for one in filed])
    with on(day, 8):
        meeting.open_session(by=home.users[SECRETARY], session=session)
        meeting.declare_none(by=home.users[SECRETARY], session=session)
    return session


def answer(home: Province, item: AgendaItem, filed: Filed, day: date, senders: Iterable[str]) -> None:
    """Each of `senders` declares and answers from where they are."""
    for place, username in enumerate(senders):
        with on(day, 9, 5 + place * 5):
            user = home.users[username]
            meeting.declare_conflict(by=user, item=item, has_conflict=False)
            _fill(user, item, _marks_of(filed, place), None)
            sheets.send_sheet(by=user, item=_item(item), opinion="Đồng ý hạng đề nghị.")


def settle(home: Province, item: AgendaItem, day: date) -> None:
    """Those asked to look again confirm their marks with a reason; then the chair concludes."""
    with on(day, 10):
        for recheck in Recheck.objects.filter(sheet__item=item, answered_at=None).select_related(
            "sheet__member__user"
        ):
            review.confirm_marks(
                by=recheck.sheet.member.user, recheck=recheck, reason="Đã xem lại minh chứng, giữ nguyên điểm."
            )
        conclusions.conclude_item(by=home.users[CHAIR], item=_item(item), opinion="Hội đồng thống nhất kết quả.")


def knock_out(home: Province, item: AgendaItem, day: date) -> None:
    """The council finds that the product is another maker's with only the name changed."""
    criterion = Criterion.objects.filter(criteria_set=item.dossier.criteria_set, code="2.1").first()
    with on(day, 9, 50):
        knockout = review.propose_knockout(
            by=home.users["uyvien2"],
            item=_item(item),
            criterion=criterion,
            reason="Sản phẩm trùng với sản phẩm của cơ sở khác, chỉ đổi tên và nhãn.",
        )
        review.confirm_knockout(by=home.users[CHAIR], knockout=knockout)


def close_and_publish(home: Province, session: Session, day: date) -> None:
    """End the session and publish its results together."""
    with on(day, 11, 30):
        meeting.close_session(by=home.users[CHAIR], session=Session.objects.get(pk=session.pk))
        meeting.publish_session(by=home.users[CHAIR], session=Session.objects.get(pk=session.pk))


def _marks_of(filed: Filed, place: int) -> Mapping[str, Fraction]:
    """The marks of one member: those that reach the wanted rank, two criteria moved by one step for each member."""
    sheet = criteria_sheet(filed.dossier.criteria_set)
    story = filed.story
    base = reaching(sheet, story.scores, spare=story.spare, without=story.misses)
    gated = {code for rule in sheet.criteria for code in (rule.code, rule.applies_if_code) if rule.applies_if_code}
    free = [rule.code for rule in sheet.criteria if not rule.minima and rule.code not in gated]
    moved = [free[(place * 3) % len(free)], free[(place * 3 + 1) % len(free)]]
    marks = shifted(sheet, base, moved[:1], 1)
    # one member is severe where the story wants the spread to be talked about
    return shifted(sheet, marks, free[:12], -1) if story.ends == "reviewing" and place == 3 else marks


def _fill(user: User, item: AgendaItem, marks: Mapping[str, Fraction], stop: int | None) -> None:
    criteria = list(Criterion.objects.filter(criteria_set=item.dossier.criteria_set).order_by("order"))
    options = {
        (option.criterion_id, Fraction(option.points)): option
        for option in Option.objects.filter(criterion__in=criteria).order_by("-order")
    }
    found = findings_of(item.dossier)
    given = []
    for criterion in criteria[:stop]:
        option = options.get((criterion.pk, marks[criterion.code]))
        finding = found.get(criterion.code)
        agrees = finding is not None and finding.option_id == (option.pk if option else None)
        note = "" if agrees else "Theo mẫu sản phẩm và minh chứng tại phiên họp."
        given.append(sheets.NewMark(criterion, option, note))
    sheets.save_marks(by=user, item=_item(item), marks=given)


def _item(item: AgendaItem) -> AgendaItem:
    """The item as it stands now."""
    return AgendaItem.objects.select_related("session__council", "dossier__criteria_set").get(pk=item.pk)


def _dossier(filed: Filed) -> Dossier:
    filed.dossier.refresh_from_db()
    return filed.dossier
