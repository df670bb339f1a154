"""Tells the stories of the sample province, stage by stage, back from today."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from ocop.demo import deciding, desks, filing, inspecting, meeting, official, old_results, reports, season, signing
from ocop.demo.filing import Filed
from ocop.demo.province import Province, settle
from ocop.demo.stories import AGAIN, SEASON, STAGES, STORIES, Story
from ocop.evaluation.models import AgendaItem, Session

Say = Callable[[str], None]
SUSPENDED = inspecting.SUSPENDED

# How many days before today each story begins, by where it ends.
BEGINS = {
    "draft": 6,
    "filled": 12,
    "at_commune": 24,
    "commune_returned": 22,
    "commune_signing": 24,
    "at_province": 32,
    "in_review": 45,
    "province_returned": 48,
    "ready": 60,
    "scoring": 66,
    "reviewing": 66,
    "waiting": 66,
    "asked": 44,
    "answered": 44,
    "proposed": 80,
    "recognised": 95,
    "at_ministry": 95,
    "refused": 95,
}
AFTER_SEASON = len(STORIES) + len(SEASON) + 1
STOPS = {  # the last stage whose work a story needs
    "intake": {"draft", "filled", "at_commune", "commune_returned", "commune_signing", "at_province"},
    "review": {"in_review", "province_returned", "ready"},
    "council": {"scoring", "reviewing", "waiting", "asked"},
    "recognised": {"answered", "proposed", "recognised", "at_ministry", "refused"},
}


def build(code: str, today: date, stage: str, say: Say) -> None:
    """The sample province up to `stage`, as it stands today."""
    reached = STAGES[: STAGES.index(stage) + 1]
    home = settle(code, today)
    official.set_signers(home)
    told: dict[str, Filed] = {}
    for number, story in [*enumerate(STORIES, start=1), *enumerate(AGAIN, start=AFTER_SEASON)]:
        if any(story.ends in STOPS[name] for name in reached):
            told[story.key] = _file(home, story, number)
            say(story.product)
    if "recognised" in reached:
        season.build(home, say)
        _recognise(home, _ending(told, "recognised", "at_ministry", "refused"))
        _propose(home, _ending(told, "proposed"))
        _answered(home, _ending(told, "answered"))
        reports.begin(home.unit, home.users["chuongtrinh"], today)
    if "council" in reached:
        _sit(home, _ending(told, "scoring", "reviewing", "waiting"))
        _asked(home, _ending(told, "asked"))
    old_results.enter(home, told)


def _file(home: Province, story: Story, number: int) -> Filed:
    """One story from its registration through the desks, as far as it goes before the council."""
    start = home.today - timedelta(days=BEGINS[story.ends])
    filed = filing.begin(story, number, start, home.commune(story.commune), home.officer(story.commune))
    if story.ends == "draft":
        return filed
    filing.fill_in(filed, start + timedelta(days=3))
    if story.ends == "filled":
        return filed
    filing.file_it(filed, start + timedelta(days=4))
    if story.ends == "at_commune":
        return filed
    if story.ends == "commune_returned":
        desks.return_at_commune(home, filed, start + timedelta(days=9))
        return filed
    return _to_province(home, filed, start, number)


def _to_province(home: Province, filed: Filed, start: date, number: int) -> Filed:
    ends = filed.story.ends
    desks.check_at_commune(home, filed, start + timedelta(days=10))
    if ends == "commune_signing":
        return filed
    desks.forward_to_province(home, filed, start + timedelta(days=12), number)
    if ends == "at_province":
        return filed
    desks.accept(home, filed, start + timedelta(days=15), home.current)
    if ends == "in_review":
        desks.begin_review(home, filed, start + timedelta(days=18))
    elif ends == "province_returned":
        desks.return_at_province(home, filed, start + timedelta(days=19))
    else:
        desks.review(home, filed, start + timedelta(days=22))
    return filed


def _recognise(home: Province, group: list[Filed]) -> None:
    """A session that is over: certificates issued, one product before the ministry, one refused."""
    day = home.today - timedelta(days=44)
    session = meeting.convene(home, "Phiên 1", group, day, home.current)
    for item, filed in _items(session, group):
        meeting.score(home, item, filed, day)
        if filed.story.ends == "refused":
            meeting.knock_out(home, item, day)
        meeting.settle(home, item, day)
    meeting.close_and_publish(home, session, day)
    proposal = deciding.propose(home, home.current, day + timedelta(days=5), "101/TTr-SNNMT (mẫu)")
    deciding.decide(home, proposal, day + timedelta(days=10), "1201/QĐ-UBND")
    official.issue_session(home, session, day)
    official.issue_decision(home, proposal, day + timedelta(days=10))
    profiles = signing.declare(home)
    for filed in group:
        if filed.story.commune == signing.COMMUNE_CODE:
            sent = home.today - timedelta(days=BEGINS[filed.story.ends] - 13)
            official.issue_commune(home, filed, sent)
            signing.sign_commune(home, profiles, filed, sent)
    signing.sign_session(home, profiles, session, day)
    signing.sign_decision(home, profiles, proposal, day + timedelta(days=10))
    inspection = inspecting.inspect(home, home.today - timedelta(days=28))
    signing.sign_inspection(home, profiles, inspection, home.today - timedelta(days=12))
    deciding.suspend(home, SUSPENDED, home.today - timedelta(days=9))


def _propose(home: Province, group: list[Filed]) -> None:
    """A session whose results lie before the leader."""
    day = home.today - timedelta(days=12)
    session = meeting.convene(home, "Phiên 2", group, day, home.current)
    for item, filed in _items(session, group):
        meeting.score(home, item, filed, day)
        meeting.settle(home, item, day)
    meeting.close_and_publish(home, session, day)
    deciding.propose(home, home.current, day + timedelta(days=7), "118/TTr-SNNMT (mẫu)")


def _sit(home: Province, group: list[Filed]) -> None:
    """A session that is on: one product half sent, one with marks far apart, one not opened."""
    session = meeting.convene(home, "Phiên 3", group, home.today, home.current)
    for item, filed in _items(session, group):
        if filed.story.ends == "scoring":
            meeting.score(home, item, filed, home.today, senders=("chutich", "uyvien1", "uyvien4"))
        elif filed.story.ends == "reviewing":
            meeting.score(home, item, filed, home.today)


def _answered(home: Province, group: list[Filed]) -> None:
    """Re-evaluations decided in writing: every member has answered, the results are published."""
    day = home.today - timedelta(days=4)
    session = meeting.ask_in_writing(home, "Lấy ý kiến phân hạng lại, lần 1", group, day)
    for item, filed in _items(session, group):
        meeting.answer(home, item, filed, day, home.voting)
        meeting.settle(home, item, day)
    meeting.close_and_publish(home, session, day)
    official.issue_written(home, session, day)


def _asked(home: Province, group: list[Filed]) -> None:
    """A re-evaluation out for written opinions: some have answered."""
    session = meeting.ask_in_writing(home, "Lấy ý kiến phân hạng lại, lần 2", group, home.today)
    for item, filed in _items(session, group):
        meeting.answer(home, item, filed, home.today, ("chutich", "uyvien2"))


def _ending(told: dict[str, Filed], *ends: str) -> list[Filed]:
    return [filed for filed in told.values() if filed.story.ends in ends]


def _items(session: Session, group: list[Filed]) -> Iterable[tuple[AgendaItem, Filed]]:
    by_dossier = {filed.dossier.pk: filed for filed in group}
    for item in AgendaItem.objects.filter(session=session).select_related("dossier__criteria_set").order_by("order"):
        yield item, by_dossier[item.dossier_id]
