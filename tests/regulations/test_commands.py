"""`export_criteria` and `rank` as another program calls them."""

import io
import json
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError

from ocop.regulations.models import Decision
from tests.regulations.conftest import NUMBER

pytestmark = pytest.mark.django_db


def run_rank(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    try:
        call_command("rank", stdout=out, stderr=err, no_color=True)
    except SystemExit as stop:
        return int(stop.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def best_marks(data: dict[str, Any], no: int) -> dict[str, str]:
    criteria = next(item for item in data["sets"] if item["no"] == no)["criteria"]
    return {item["code"]: item["max"] for item in criteria}


def exported() -> dict[str, Any]:
    out = io.StringIO()
    call_command("export_criteria", decision=NUMBER, stdout=out)
    return dict(json.loads(out.getvalue()))


def test_export_prints_every_set_in_the_order_of_the_form() -> None:
    data = exported()
    assert list(data) == ["decision", "hash", "sets"]
    assert data["decision"] == NUMBER
    assert len(data["hash"]) == 64
    assert [item["no"] for item in data["sets"]] == list(range(1, 27))
    assert sum(len(item["criteria"]) for item in data["sets"]) == 787
    first = data["sets"][0]
    assert list(first) == ["no", "name", "criteria"]
    assert first["criteria"][4] == {
        "code": "1.5",
        "part": "A",
        "max": "3",
        "options": [
            {"points": "0", "star_minimum": None, "case": None},
            {"points": "1", "star_minimum": None, "case": None},
            {"points": "2", "star_minimum": 4, "case": None},
            {"points": "3", "star_minimum": 5, "case": None},
        ],
    }
    tea = [item["code"] for item in data["sets"][10]["criteria"]]
    assert tea[tea.index("5.3") + 1 : tea.index("7")] == ["6.1.1", "6.1.2", "6.2.1", "6.2.2", "6.2.3"]
    service = next(item for item in data["sets"][25]["criteria"] if item["code"] == "8")
    assert [(o["points"], o["case"]) for o in service["options"]] == [("1", "a"), ("3", "a"), ("1", "b"), ("3", "b")]


def test_export_of_an_unknown_decision_ends_with_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    err = io.StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("export_criteria", decision="1/QĐ-TTg", stderr=err, no_color=True)
    assert (stop.value.code, err.getvalue()) == (2, "Không có quyết định “1/QĐ-TTg”.\n")


def test_export_of_a_number_no_database_can_look_for_ends_with_code_2() -> None:
    err = io.StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("export_criteria", decision="1\udcff", stderr=err, no_color=True)
    assert (stop.value.code, err.getvalue()) == (2, "Không có quyết định “1?”.\n")


@pytest.mark.parametrize("no", [1, 7, 11, 26])
def test_the_best_marks_give_100_and_five_stars(monkeypatch: pytest.MonkeyPatch, no: int) -> None:
    sheets = [{"member": f"M{n}", "chair": n == 0, "marks": best_marks(exported(), no)} for n in range(9)]
    request = {"decision": NUMBER, "set": no, "members": 11, "sheets": sheets, "knockouts": [], "regulation": {}}
    code, out, err = run_rank(monkeypatch, json.dumps(request).encode())
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "average": "100", "average_shown": "100,0", "band": 5, "stars": 5, "blocked": [], "spread": "0",
        "must_discuss": [], "quorum_met": True, "sheets_counted": 9, "knocked_out": False,
    }  # fmt: skip


def test_faults_go_to_standard_error_with_code_2(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = json.dumps({"decision": NUMBER, "set": 99, "members": 1, "sheets": []}).encode()
    assert run_rank(monkeypatch, raw) == (
        2,
        "",
        f"Quyết định {NUMBER} không có bộ tiêu chí số 99.\nChưa có phiếu chấm nào.\n",
    )


@pytest.mark.parametrize(
    "command", [["rank"], ["export_criteria", "--decision", NUMBER], ["compare_decisions", NUMBER, NUMBER]]
)
def test_a_database_without_tables_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    def no_table(*args: Any, **options: Any) -> None:
        raise OperationalError("no such table: regulations_decision")

    err, request = (
        io.StringIO(),
        {"decision": NUMBER, "set": 3, "members": 1, "sheets": [{"member": "A", "marks": {}}]},
    )
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(json.dumps(request).encode())))
    monkeypatch.setattr(Decision.objects, "frozen", no_table)
    with pytest.raises(SystemExit) as stop:
        call_command(*command, stderr=err, no_color=True)
    assert stop.value.code == 2
    assert "manage.py migrate" in err.getvalue()
