"""From an official file to a draft, a settled draft, and a rule set in force."""

import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from ocop.audit.models import Entry
from ocop.base.errors import Conflict, NotReady, ReasonMissing, Refused
from ocop.notices.models import Notice
from ocop.regulations.actions import discard_draft, freeze_decision, import_decision, settle_finding
from ocop.regulations.actions.drafts import CriterionEdit, OptionEdit, edit_criterion
from ocop.regulations.models import (
    CriteriaSet,
    Criterion,
    Decision,
    FrozenDecision,
    Heading,
    ImportFinding,
    Option,
    SourceFault,
)
from ocop.regulations.queries import (
    criteria_sheet,
    current_decision,
    decision_by_number,
    decision_sheets,
    draft_by_number,
    evidence_uses,
    export_criteria,
    freeze_findings,
    import_findings,
    list_sets,
    sheets_by_number,
)
from ocop.regulations.queries.drafting import waiting_for_freeze
from ocop.regulations.spec.shapes import CARRIED
from ocop.web.rules.todo import todo as rules_todo
from tests.factories.accounts import make_user
from tests.factories.places import make_province
from tests.regulations.official import CAKES, DATED, GUESTS, HEAD, NUMBER, PIECES, Piece, as_docx, as_html

pytestmark = pytest.mark.django_db
DAY, START = date(2031, 3, 5), date(2031, 7, 1)
REASON = "Đã đối chiếu bản ký"


def imported(content: bytes | None = None, **changes: Any) -> Decision:
    values = {"number": NUMBER, "dated": DAY, "in_force_from": START, "file_name": "qd.html", **changes}
    return import_decision(by=None, content=content or as_html(), **values)


def with_row(old: tuple[str, ...], *new: tuple[str, ...]) -> bytes:
    place = CAKES.index(old)
    table = [*CAKES[:place], *new, *CAKES[place + 1 :]]
    return as_html([table if piece is CAKES else piece for piece in PIECES])


def settle_all(decision: Decision) -> None:
    for finding in import_findings(decision):
        settle_finding(by=None, finding=finding, value=finding.proposed, reason=REASON)


def edited(criterion: Criterion, *options: OptionEdit, reason: str = REASON, **changes: Any) -> Criterion:
    """An edit that keeps everything but what is said."""
    kept = {
        "name": criterion.name, "max_points": criterion.max_points, "guidance": criterion.guidance,
        "stop_if": tuple(criterion.stop_if), "cases": tuple(criterion.cases.items()), **changes,
    }  # fmt: skip
    rows = {
        row.pk: OptionEdit(row.pk, row.label, row.points, row.star_minimum, row.case)
        for row in criterion.options.order_by("order")
    }
    rows |= {row.id or 0: row for row in options}
    return edit_criterion(
        by=None, criterion=criterion, edit=CriterionEdit(**kept), options=list(rows.values()), reason=reason
    )


def relabelled(decision: Decision, label: str, new: str) -> None:
    row = Option.objects.get(criterion__criteria_set__decision=decision, label=label)
    edited(row.criterion, OptionEdit(row.pk, new, row.points, row.star_minimum, row.case))


def finding(decision: Decision, kind: str, code: str) -> ImportFinding:
    return ImportFinding.objects.get(decision=decision, kind=kind, code=code)


def test_a_file_becomes_a_draft_with_its_own_wording_beside_the_label() -> None:
    decision = imported()
    assert (decision.number, decision.version, decision.status, decision.in_force_from) == (NUMBER, 1, "draft", START)
    assert decision.title == "Ban hành bộ tiêu chí thử nghiệm cho sản phẩm của làng"
    assert decision.source.startswith("Nhập từ tệp qd.html (SHA-256 ")
    assert [(row.no, row.name, row.sample_units, row.ministries) for row in decision.sets.order_by("no")] == [
        (1, "Bánh làng", 3, ["Bộ Một", "Bộ Hai"]), (2, "Đón khách", 0, ["Bộ Ba"]),
    ]  # fmt: skip
    option = Option.objects.get(criterion__criteria_set__decision=decision, label="Bột của làng")
    assert (option.points, option.star_minimum, option.official_text) == (5, 4, "□ Bột của làng * * * *")
    assert option.criterion.official_text == "1.1. Nguồn bột\n(So với làng bên)"
    assert Heading.objects.get(criteria_set__decision=decision, code="A", criteria_set__no=1).official_text == (
        "Phần A:\nSỨC MẠNH CỦA LÀNG (40 Điểm)"
    )
    assert list(decision.star_bands.values_list("stars", "minimum", "level", "clause"))[-1] == (
        5, 88, "national", "Điều 3.3.a",
    )  # fmt: skip
    assert Entry.objects.get().action == "regulations.import"


def test_a_draft_is_exported_in_the_shape_of_a_frozen_one_and_is_not_in_force() -> None:
    decision = imported(as_docx())
    out = io.StringIO()
    call_command("export_criteria", decision=NUMBER, draft=True, stdout=out)
    data = json.loads(out.getvalue())
    assert (data["decision"], data["hash"], [item["no"] for item in data["sets"]]) == (NUMBER, "", [1, 2])
    assert [item["code"] for item in data["sets"][0]["criteria"]][6:8] == ["4.1.1", "4.1.2"]
    assert data["sets"][0]["criteria"][0]["options"] == [
        {"points": "0", "star_minimum": None, "case": None},
        {"points": "3", "star_minimum": 3, "case": None},
        {"points": "5", "star_minimum": 4, "case": None},
    ]
    assert export_criteria(NUMBER) is None
    assert current_decision(START) != decision
    assert draft_by_number(NUMBER) == decision
    assert sheets_by_number(NUMBER) is None


def test_without_a_draft_there_is_nothing_to_export() -> None:
    err = io.StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("export_criteria", decision=NUMBER, draft=True, stderr=err, no_color=True)
    assert (stop.value.code, err.getvalue()) == (2, f"Không có bản nháp của quyết định “{NUMBER}”.\n")


def test_what_the_file_does_not_say_is_carried_over_and_asked_about() -> None:
    decision = imported()
    law = decision_by_number("26/2026/QĐ-TTg")
    assert law is not None
    assert decision.terms.count() == law.terms.count() == 7
    assert decision.rounds.count() == 4
    assert decision.evidence_kinds.count() == 15
    assert evidence_uses(decision) == {}
    carried = import_findings(decision).filter(kind=CARRIED)
    assert [row.what for row in carried] == [
        "Thẩm quyền công nhận từng hạng sao lấy theo Quyết định 26/2026/QĐ-TTg.",
        "7 thời hạn lấy theo Quyết định 26/2026/QĐ-TTg.",
        "4 đợt đánh giá lấy theo Quyết định 26/2026/QĐ-TTg.",
        "15 loại minh chứng lấy theo Quyết định 26/2026/QĐ-TTg.",
        "Mẫu mã sản phẩm lấy theo Quyết định 26/2026/QĐ-TTg.",
    ]


def test_ranks_and_classification_are_carried_over_where_the_file_has_none() -> None:
    head: list[Piece] = [piece for piece in HEAD if isinstance(piece, str) and "Hạng" not in piece]
    names = [f"{no}. Bộ sản phẩm: Bộ {no}" for no in (1, 2)]
    decision = imported(as_html([HEAD[0], *head, names[0], CAKES, names[1], GUESTS]))
    assert list(decision.star_bands.values_list("minimum", flat=True)) == [0, 30, 50, 70, 90]
    group = CriteriaSet.objects.get(decision=decision, no=1).group
    assert group.name == "Thực phẩm tươi sống"
    kinds = set(import_findings(decision).values_list("kind", "place"))
    assert {("carried", "Phụ lục I"), ("carried", "thân quyết định")} <= kinds


def test_nothing_is_frozen_while_a_place_is_unsettled() -> None:
    decision = imported()
    with pytest.raises(NotReady) as caught:
        freeze_decision(by=None, decision=decision)
    assert {item.code for item in caught.value.findings} == {"regulations.unsettled"}
    assert len(caught.value.findings) == 10
    first = caught.value.findings[0]
    assert (first.where, first.message) == (
        "bảng 4, dòng 6", "Chưa kết luận: bộ 1, tiêu chí 1.1: Ô điểm để trống.",
    )  # fmt: skip


def test_a_settled_draft_is_frozen_and_becomes_the_law_of_its_day() -> None:
    decision = imported()
    settle_all(decision)
    assert freeze_findings(decision) == []
    frozen = freeze_decision(by=None, decision=decision)
    assert len(frozen.content_hash) == 64
    assert [current_decision(day) == frozen for day in (date(2031, 6, 30), START)] == [False, True]
    assert [hit.name for hit in list_sets(frozen)] == ["Bánh làng", "Đón khách"]
    cakes = decision_sheets(frozen)[1]
    assert cakes.criterion("4.1.1").levels == (0, Decimal("0.5"), 4)
    assert criteria_sheet(frozen.sets.get(no=1)) is cakes
    with pytest.raises(FrozenDecision):
        settle_finding(by=None, finding=import_findings(frozen)[0], value="1", reason="x")
    with pytest.raises(FrozenDecision):
        ImportFinding.objects.filter(decision=frozen).update(reason="khác")


def test_settling_keeps_who_when_why_and_shows_the_doubt() -> None:
    decision = imported()
    officer = make_user(roles=[("programme_officer", "province", make_province().pk)])
    row = settle_finding(by=officer, finding=finding(decision, "points", "1.1"), value="1", reason=REASON)
    assert (row.value, row.reason, row.settled_by, row.is_settled) == ("1", REASON, officer, True)
    assert row.settled_at is not None
    flour = Criterion.objects.get(criteria_set__decision=decision, criteria_set__no=1, code="1.1")
    assert flour.options.get(order=1).points == 1
    fault = SourceFault.objects.get(decision=decision)
    assert (fault.criterion_code, fault.accepts) == ("1.1", "")
    assert fault.text == f"Ô điểm để trống. Kết luận: 1. {REASON}"
    entry = Entry.objects.filter(action="regulations.settle").get()
    assert (entry.data["value"], entry.data["place"], entry.actor_id) == ("1", "bảng 4, dòng 6", officer.pk)
    settle_finding(by=officer, finding=row, value="0", reason="Xem lại")
    assert SourceFault.objects.get(decision=decision).text == "Ô điểm để trống. Kết luận: 0. Xem lại"


@pytest.mark.parametrize(
    ("kind", "code", "value", "said"),
    [
        ("points", "1.1", "ba", "không phải là số điểm"), ("points", "1.1", "", "không phải là số điểm"),
        ("options", "2.2", "1; 0", "tăng dần"), ("options", "2.2", "0; 2", "kết thúc ở điểm tối đa 1"),
        ("max", "3", "0", "lớn hơn 0"), ("carried", "terms", "", "Cần ghi kết luận"),
    ],
)  # fmt: skip
def test_a_reading_that_makes_no_sense_is_refused(kind: str, code: str, value: str, said: str) -> None:
    decision = imported()
    row = ImportFinding.objects.filter(decision=decision, kind=kind, code=code)[0]
    with pytest.raises(Refused, match=said):
        settle_finding(by=None, finding=row, value=value, reason=REASON)
    assert not ImportFinding.objects.get(pk=row.pk).is_settled


def test_a_reading_needs_its_reason() -> None:
    decision = imported()
    with pytest.raises(ReasonMissing):
        settle_finding(by=None, finding=finding(decision, "points", "1.1"), value="0", reason=" ")
    with pytest.raises(IntegrityError, match="import_finding_settled_with_reason"), transaction.atomic():
        ImportFinding.objects.filter(decision=decision).update(value="1")


def test_options_that_are_not_printed_are_written_by_the_officer() -> None:
    decision = imported()
    row = finding(decision, "options", "2.2")
    criterion = Criterion.objects.get(criteria_set__decision=decision, code="2.2")
    assert (criterion.options_inferred, [o.label for o in criterion.options.all()]) == (True, ["Không", "Có"])
    settle_finding(by=None, finding=row, value="0; 0,5; 1", reason=REASON)
    assert list(criterion.options.order_by("order").values_list("points", "label")) == [
        (0, "Mức 1"), (Decimal("0.5"), "Mức 2"), (1, "Mức 3"),
    ]  # fmt: skip


def test_figures_that_do_not_add_up_are_mended_or_kept_with_a_reason() -> None:
    decision = imported(with_row(("2. NGƯỜI LÀM", "15"), ("2. NGƯỜI LÀM", "16")))
    settle_all_but(decision, "sum")
    assert [item.code for item in freeze_findings(decision) if item.code != "regulations.unsettled"] == [
        "regulations.sum", "regulations.sum",
    ]  # fmt: skip
    row = finding(decision, "sum", "2")
    settle_finding(by=None, finding=row, value="15", reason=REASON)
    settle_all_but(decision, "none")
    assert freeze_findings(decision) == []
    settle_finding(by=None, finding=row, value="16", reason="Nhầm")
    assert [item.where for item in freeze_findings(decision)] == ["bộ 1, mục 2"]
    settle_finding(by=None, finding=row, value="giữ nguyên", reason="Văn bản in như vậy")
    assert freeze_findings(decision) == []
    assert set(SourceFault.objects.filter(accepts="sum").values_list("criterion_code", flat=True)) >= {"2", "A"}


def settle_all_but(decision: Decision, kind: str) -> None:
    for row in import_findings(decision).exclude(kind=kind):
        settle_finding(by=None, finding=row, value=row.proposed or "giữ nguyên", reason=REASON)


@pytest.mark.parametrize(
    ("value", "star"), [("giữ nguyên", None), ("không", None), ("5", 5), ("4", 4)]
)  # fmt: skip
def test_a_doubtful_star_is_settled(value: str, star: int | None) -> None:
    decision = imported(with_row(("□ Ngon", "20"), ("□ Ngon **", "20")))
    row = finding(decision, "star", "4.2")
    settle_finding(by=None, finding=row, value=value, reason=REASON)
    assert Option.objects.get(criterion__criteria_set__decision=decision, label="Ngon").star_minimum == star
    with pytest.raises(Refused, match="3, 4, 5"):
        settle_finding(by=None, finding=row, value="7", reason=REASON)


def test_a_sign_used_twice_is_given_another() -> None:
    decision = imported(with_row(("4.2. Vị", "20"), ("4.1.2. Vị", "20")))
    row = finding(decision, "code", "4.1.3")
    with pytest.raises(Refused, match="Ký hiệu phải khác"):
        settle_finding(by=None, finding=row, value="4.1.1", reason=REASON)
    settle_finding(by=None, finding=row, value="4.1.3", reason=REASON)
    row.refresh_from_db()
    settle_finding(by=None, finding=row, value="4.2", reason=REASON)
    assert Criterion.objects.get(criteria_set__decision=decision, name="Vị").code == "4.2"


def test_a_name_told_in_two_ways_is_settled() -> None:
    pieces: list[Piece] = [*PIECES[:-3], "2. Bộ sản phẩm: Đón tiếp", GUESTS]
    decision = imported(as_html(pieces))
    row = finding(decision, "name", "")
    settle_finding(by=None, finding=row, value="giữ nguyên", reason=REASON)
    assert CriteriaSet.objects.get(decision=decision, no=2).name == "Đón tiếp"
    settle_finding(by=None, finding=row, value="Đón khách", reason=REASON)
    assert CriteriaSet.objects.get(decision=decision, no=2).name == "Đón khách"
    with pytest.raises(Refused, match="Tên phải có"):
        settle_finding(by=None, finding=row, value="", reason=REASON)


def test_a_correction_is_a_new_version_and_what_stands_on_the_old_one_stays() -> None:
    first = imported()
    settle_all(first)
    freeze_decision(by=None, decision=first)
    before = decision_sheets(first)[1]
    second = imported(with_row(("□ Mới học", "7"), ("□ Mới học", "6")), reason="Đính chính ngày 01/8/2031")
    assert (second.version, second.reason) == (2, "Đính chính ngày 01/8/2031")
    with pytest.raises(Conflict, match="Đã có bản nháp"):
        imported()
    settle_all(second)
    freeze_decision(by=None, decision=second)
    assert decision_by_number(NUMBER) == second
    assert decision_sheets(Decision.objects.get(pk=first.pk))[1] is before
    assert (sheets_by_number(NUMBER) or {})[1].criterion("2.1").levels == (0, 6, 14)
    assert first.content_hash != second.content_hash


def test_short_labels_of_the_version_before_are_kept_beside_the_wording() -> None:
    first = imported()
    relabelled(first, "Nhiều nhà", "≥ 2 nhà")
    settle_all(first)
    freeze_decision(by=None, decision=first)
    again = Option.objects.get(criterion__criteria_set__decision=imported(), label="≥ 2 nhà")
    assert again.official_text == "□ Nhiều nhà"


def test_a_short_label_is_dropped_where_the_wording_is_another_now() -> None:
    first = imported()
    relabelled(first, "Mới học", "mới")
    settle_all(first)
    freeze_decision(by=None, decision=first)
    second = imported(with_row(("□ Mới học", "7"), ("□ Mới học một năm", "7")))
    labels = Option.objects.filter(criterion__criteria_set__decision=second, criterion__code="2.1", order=1)
    assert list(labels.values_list("label", flat=True)) == ["Mới học một năm"]


def test_a_draft_is_edited_line_by_line_and_recorded() -> None:
    decision = imported()
    criterion = Criterion.objects.get(criteria_set__decision=decision, code="2.1")
    edited(criterion, name="Tay nghề thợ", max_points=Decimal(13))
    criterion.refresh_from_db()
    assert (criterion.name, criterion.name_folded, criterion.max_points) == ("Tay nghề thợ", "tay nghe tho", 13)
    entry = Entry.objects.filter(action="regulations.edit").get()
    assert (entry.data["place"], entry.data["name"]) == ("2.1", ["Tay nghề", "Tay nghề thợ"])
    assert "regulations.best_option" in {item.code for item in freeze_findings(decision)}
    with pytest.raises(Refused, match="lớn hơn 0"):
        edited(criterion, name="x", max_points=Decimal(0))
    criterion.refresh_from_db()
    with pytest.raises(Refused, match="từ 3 đến 5"):
        edited(criterion, OptionEdit(criterion.options.get(order=1).pk, "x", Decimal(1), 7))
    with pytest.raises(FrozenDecision):
        edited(Criterion.objects.filter(criteria_set__decision__status="frozen")[0])


def test_a_draft_is_thrown_away_and_a_frozen_decision_is_not() -> None:
    decision = imported()
    discard_draft(by=None, decision=decision)
    assert draft_by_number(NUMBER) is None
    assert Entry.objects.filter(action="regulations.discard").count() == 1
    law = decision_by_number("26/2026/QĐ-TTg")
    assert law is not None
    with pytest.raises(FrozenDecision):
        discard_draft(by=None, decision=law)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": "8/2031/QĐ-TTg"}, "Tệp là của Quyết định 9/2031/QĐ-TTg, không phải 8/2031/QĐ-TTg"),
        ({"dated": date(2031, 3, 6)}, "ngày ban hành 05/03/2031, không phải 06/03/2031"),
        ({"in_force_from": date(2031, 7, 2)}, "có hiệu lực từ 01/07/2031, không phải 02/07/2031"),
        ({"content": as_html(HEAD)}, "không có phiếu chấm nào"),
        ({"content": as_html([["Các tiêu chí"], [("Thuế suất", "%"), ("Rượu", "65")]])}, "không có phiếu chấm nào"),
        ({"content": b"%PDF-1.4"}, "Tệp là PDF"),
        ({"content": as_html([*PIECES, "2. Bộ sản phẩm: Đón khách", GUESTS])}, "hai phiếu cùng mang số 2"),
        ({"content": as_html(PIECES[:-3])}, "bị cắt ngang: mục lục có 2 bộ, phiếu cuối cùng đọc được là bộ 1"),
        ({"content": as_html([*HEAD, [*CAKES[:2], *[("Dòng trống", "")] * 4]])}, "Phiếu số 1 không có tiêu chí"),
    ],
)
def test_a_file_of_something_else_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        imported(**changes)
    assert not Decision.objects.filter(status="draft").exists()


def test_without_any_law_nothing_can_be_imported() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE regulations_decision SET status = 'draft', frozen_at = NULL, content_hash = ''")
    with pytest.raises(Refused, match="chưa có quyết định nào"):
        imported()


def test_a_criterion_without_points_can_be_imported_but_not_frozen() -> None:
    decision = imported(with_row(("2.2. Biển hiệu song ngữ", "1"), ("2.2. Biển hiệu song ngữ", "")))
    criterion = Criterion.objects.get(criteria_set__decision=decision, code="2.2")
    assert (criterion.max_points, criterion.options.count()) == (1, 0)
    assert "regulations.best_option" in {item.code for item in freeze_findings(decision)}
    settle_finding(by=None, finding=finding(decision, "max", "2.2"), value="1", reason=REASON)
    settle_finding(by=None, finding=finding(decision, "options", "2.2"), value="0; 1", reason=REASON)
    assert {item.code for item in freeze_findings(decision)} == {"regulations.unsettled"}


def run(*args: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_decision", *args, stdout=out, stderr=err, no_color=True)
    except SystemExit as stop:
        return int(stop.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


OPTIONS = ["--decision", NUMBER, "--dated", "05/03/2031", "--in-force-from", "2031-07-01"]


def test_the_command_lists_what_is_to_be_settled(tmp_path: Path) -> None:
    path = tmp_path / "qd.docx"
    path.write_bytes(as_docx())
    code, out, err = run(str(path), *OPTIONS)
    assert (code, err) == (0, "")
    assert out.splitlines()[:3] == [
        f"Quyết định {NUMBER}, phiên bản 1 (bản nháp): 2 bộ, 14 tiêu chí.",
        "10 chỗ cần kết luận:",
        "  1. [bộ 1, 1.1, bảng 4, dòng 6] Ô điểm để trống. → đề xuất: 0",
    ]
    assert run(str(path), *OPTIONS)[0] == 2
    assert run(str(path), *OPTIONS, "--replace")[0] == 0
    assert Decision.objects.filter(number=NUMBER).count() == 1


def test_the_command_refuses_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "qd.html"
    path.write_bytes(as_html())
    assert run(str(path), *OPTIONS[:3], "5/13/2031", *OPTIONS[4:]) == (
        2, "", "“5/13/2031” không phải là ngày; hãy ghi như 22/05/2026.\n",
    )  # fmt: skip
    assert run(str(tmp_path / "khong"), *OPTIONS)[2] == f"Không đọc được tệp “{tmp_path / 'khong'}”.\n"
    with path.open("r+b") as file:
        file.truncate(200 * 1024 * 1024)  # a hole: it takes no room on the disk
    assert run(str(path), *OPTIONS) == (
        2, "", "Tệp lớn hơn 20 MB, không phải là văn bản của một quyết định.\n",
    )  # fmt: skip
    assert DATED in str(HEAD)


def test_a_settled_draft_waits_for_those_who_had_no_hand_in_it() -> None:
    province = make_province()
    here = ("province", province.pk)
    drafter = make_user(roles=[("provincial_office", *here), ("signing_leader", *here)])
    leader = make_user(roles=[("signing_leader", "province", province.pk)])
    auditor = make_user(roles=[("auditor", "province", province.pk)])
    decision = imported()
    *rest, last = import_findings(decision)
    for row in rest:
        settle_finding(by=None, finding=row, value=row.proposed or "giữ nguyên", reason=REASON)
    assert waiting_for_freeze(leader) == []
    settle_finding(by=drafter, finding=last, value=last.proposed or "giữ nguyên", reason=REASON)
    assert [waiting_for_freeze(user) for user in (leader, drafter, auditor)] == [[decision], [], []]
    told = Notice.objects.filter(kind="regulations.draft_settled")
    assert [notice.to for notice in told] == [leader]
    settle_finding(by=drafter, finding=last, value=last.proposed or "giữ nguyên", reason="Xem lại")
    assert told.count() == 1
    assert "Chốt bản nháp" in rules_todo(leader)[0].title
    assert rules_todo(drafter) == []
