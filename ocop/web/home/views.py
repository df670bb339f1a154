"""The first page answers: what must I do now?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ocop.accounts.roles import ROLES, Role
from ocop.base.dates import local_date, show_long
from ocop.web.account.todo import todo as account_todo
from ocop.web.council.todo import todo as council_todo
from ocop.web.door import public
from ocop.web.leader.todo import todo as leader_todo
from ocop.web.office.todo import todo as office_todo
from ocop.web.producer.todo import todo as producer_todo
from ocop.web.programme.todo import todo as programme_todo
from ocop.web.rules.todo import todo as rules_todo
from ocop.web.signing.todo import todo as signing_todo
from ocop.web.supervision.todo import todo as supervision_todo

# Work first; what concerns the account itself comes last.
SOURCES = (
    producer_todo,
    office_todo,
    council_todo,
    leader_todo,
    supervision_todo,
    programme_todo,
    signing_todo,
    rules_todo,
    account_todo,
)
URGENCY = {"lacquer": 0, "gold": 1, "plain": 2}


@public
def home(request: HttpRequest) -> HttpResponse:
    """The acts that wait for this person, from every desk they serve; visitors go to the public search."""
    if not request.user.is_authenticated:
        return redirect("catalogue")
    todos = [todo for source in SOURCES for todo in source(request.user)]
    context = {
        "todos": sorted(todos, key=lambda todo: URGENCY[todo.tone]),
        "cards": role_cards(request.user),
        "today": "Hôm nay, " + show_long(local_date(timezone.now())),
        "greeting": f"Xin chào {request.user}.",
    }
    return render(request, "home/home.html", context)


def role_cards(user: Any) -> list[dict[str, str]]:
    """What each role of the person means, and where it reaches; once where a unit kept its name through a merger."""
    held = dict.fromkeys((grant.role, grant.scope_name) for grant in user.active_grants)
    return [
        {"title": ROLES[Role(role)].title, "description": ROLES[Role(role)].description, "scope": scope}
        for role, scope in held
    ]
