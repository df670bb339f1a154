"""The first page answers: what must I do now?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.web.account.todo import todo as account_todo
from ocop.web.council.todo import todo as council_todo
from ocop.web.door import public
from ocop.web.leader.todo import todo as leader_todo
from ocop.web.office.todo import todo as office_todo
from ocop.web.producer.todo import todo as producer_todo

SOURCES = (account_todo, producer_todo, office_todo, council_todo, leader_todo)
URGENCY = {"lacquer": 0, "gold": 1, "plain": 2}


@public
def home(request: HttpRequest) -> HttpResponse:
    """The acts that wait for this person, from every desk they serve; visitors go to the public search."""
    if not request.user.is_authenticated:
        return redirect("catalogue")
    todos = [todo for source in SOURCES for todo in source(request.user)]
    return render(request, "home/home.html", {"todos": sorted(todos, key=lambda todo: URGENCY[todo.tone])})
