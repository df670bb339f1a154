"""A ranking request: what is accepted, and one clear sentence for everything that is wrong."""

import json
from typing import Any

import pytest

from ocop.regulations.scoring import RequestFaults, parse_request, rank_request
from tests.regulations.small import SMALL

DECISIONS = {"1/QĐ": {1: SMALL}}


def request(**changes: Any) -> dict[str, Any]:
    base = {
        "decision": "1/QĐ",
        "set": 1,
        "members": 2,
        "sheets": [
            {"member": "A", "chair": True, "marks": {"1": "60", "2": "5", "3": 5}},
            {"member": "B", "marks": {"1": 62, "2": "1", "4": 0, "5": "2"}},
        ],
    }
    return {**base, **changes}


def lookup(number: str) -> Any:
    """As a database does: a number that it cannot be asked for is an error."""
    number.encode()
    assert "\x00" not in number
    return DECISIONS.get(number)


def ranked(data: Any) -> dict[str, Any]:
    return rank_request(parse_request(json.dumps(data)), lookup)


def faults(data: Any) -> list[str]:
    with pytest.raises(RequestFaults) as caught:
        ranked(data)
    return caught.value.faults


def raw_faults(raw: bytes) -> list[str]:
    with pytest.raises(RequestFaults) as caught:
        rank_request(parse_request(raw), DECISIONS.get)
    return caught.value.faults


def test_a_request_is_ranked() -> None:
    assert ranked(request()) == {
        "average": "133/2",
        "average_shown": "66,5",
        "band": 3,
        "stars": 2,
        "blocked": [
            {"star": 3, "criterion": "3", "needs": "1", "granted_by": 1, "of": 2},
            {"star": 4, "criterion": "2", "needs": "5", "granted_by": 1, "of": 2},
            {"star": 5, "criterion": "3", "needs": "5", "granted_by": 1, "of": 2},
        ],
        "spread": "7",
        "must_discuss": [],
        "quorum_met": True,
        "sheets_counted": 2,
        "knocked_out": False,
    }


def test_the_regulation_may_be_overridden() -> None:
    changed = {"quorum": "1", "quorum_needs_chair": False, "spread_limit": "6", "minimum_met_by": "mean"}
    result = ranked(request(regulation=changed))
    assert (result["must_discuss"], result["stars"]) == (["A", "B"], 3)
    assert [(item["star"], item["criterion"]) for item in result["blocked"]] == [(4, "2"), (5, "3")]


def test_a_knock_out_takes_the_rank_away() -> None:
    result = ranked(request(knockouts=[{"criterion": "1", "reason": "Không rõ nguồn gốc"}]))
    assert (result["stars"], result["band"], result["knocked_out"]) == (None, 3, True)
    whole = ranked(request(knockouts=[{"criterion": None, "reason": "Giả mạo hồ sơ"}]))
    assert (whole["stars"], whole["knocked_out"]) == (None, True)


@pytest.mark.parametrize("quorum", ["3/4", "0.75", 0.75, "75/100"])
def test_a_share_may_be_written_in_several_ways(quorum: Any) -> None:
    assert ranked(request(members=3, regulation={"quorum": quorum}))["quorum_met"] is False


def sheet_with(**changes: Any) -> list[dict[str, Any]]:
    return [{"member": "A", "chair": True, "marks": {}, **changes}]


WRONG: list[tuple[str, Any, str]] = [
    ("không phải đối tượng", [], "Dữ liệu vào phải là một đối tượng JSON {…}."),
    ("mục lạ", request(knockout=[]), "Yêu cầu có mục lạ “knockout”; chỉ nhận: decision, set, members, sheets, "
     "knockouts, regulation."),
    ("quyết định lạ", request(decision="2/QĐ"), "Không có quyết định “2/QĐ”."),
    ("quyết định có nửa ký tự", request(decision="2\ud800"), "Không có quyết định “2 ”."),
    ("quyết định có ký tự 0", request(decision="2\x00"), "Không có quyết định “2 ”."),
    ("quyết định là số", request(decision=26), "“decision” phải là số hiệu quyết định, ví dụ \"26/2026/QĐ-TTg\"."),
    ("bộ lạ", request(set=27), "Quyết định 1/QĐ không có bộ tiêu chí số 27."),
    ("bộ là chữ", request(set="1"), "“set” phải là số nguyên, ví dụ 3."),
    ("bộ là true", request(set=True), "“set” phải là số nguyên, ví dụ 3."),
    ("bộ là 1.0", request(set=1.5), "“set” phải là số nguyên, ví dụ 3."),
    ("số thành viên là chữ", request(members="11"), "“members” phải là số nguyên từ 1 đến 1000."),
    ("số thành viên là 0", request(members=0), "“members” phải là số nguyên từ 1 đến 1000."),
    ("ít thành viên hơn phiếu", request(members=1), "Hội đồng có 1 thành viên nhưng có 2 phiếu."),
    ("không có phiếu", request(sheets=[]), "Chưa có phiếu chấm nào."),
    ("phiếu không phải danh sách", request(sheets={}), "“sheets” phải là một danh sách phiếu chấm […]."),
    ("phiếu là số", request(sheets=[1]), "Phiếu thứ 1 phải là một đối tượng {…}."),
    ("thiếu tên", request(sheets=[{"marks": {}}]), "Phiếu thứ 1 thiếu tên thành viên (“member”) đọc được."),
    ("nửa ký tự", request(sheets=sheet_with(member="\ud800")),
     "Phiếu thứ 1 thiếu tên thành viên (“member”) đọc được."),
    ("tên không nhìn thấy", request(sheets=sheet_with(member="\u200b\x00")),
     "Phiếu thứ 1 thiếu tên thành viên (“member”) đọc được."),
    ("thiếu điểm", request(sheets=[{"member": "A"}]), "Phiếu của “A”: “marks” phải là một đối tượng "
     "{\"tiêu chí\": điểm}."),
    ("ghế chủ tịch là chữ", request(sheets=sheet_with(chair="yes")),
     "Phiếu của “A”: “chair” phải là true hoặc false."),
    ("mục lạ trong phiếu", request(sheets=sheet_with(role="x")), "Phiếu thứ 1 có mục lạ “role”; chỉ nhận: "
     "member, chair, marks."),
    ("tiêu chí lạ", request(sheets=sheet_with(marks={"9": 1})), "Phiếu của “A”: bộ 1 không có tiêu chí 9."),
    ("mức không có", request(sheets=sheet_with(marks={"2": "3"})), "Phiếu của “A”: tiêu chí 2 không có mức 3 điểm "
     "(các mức: 0, 1, 5)."),
    ("điểm âm", request(sheets=sheet_with(marks={"2": -1})), "Phiếu của “A”: tiêu chí 2 không có mức -1 điểm "
     "(các mức: 0, 1, 5)."),
    ("điểm lẻ", request(sheets=sheet_with(marks={"2": 0.1})), "Phiếu của “A”: tiêu chí 2 không có mức 1/10 điểm "
     "(các mức: 0, 1, 5)."),
    ("điểm là chữ", request(sheets=sheet_with(marks={"2": "tốt"})), "Phiếu của “A”: điểm của tiêu chí 2 phải là số, "
     "không phải “tốt”."),
    ("điểm dùng dấu phẩy", request(sheets=sheet_with(marks={"2": "1,0"})),
     "Phiếu của “A”: điểm của tiêu chí 2 phải là "
     "số, không phải “1,0”."),
    ("điểm là true", request(sheets=sheet_with(marks={"2": True})), "Phiếu của “A”: điểm của tiêu chí 2 phải là số, "
     "không phải true/false."),
    ("điểm là null", request(sheets=sheet_with(marks={"2": None})), "Phiếu của “A”: điểm của tiêu chí 2 phải là số, "
     "không phải null."),
    ("điểm là danh sách", request(sheets=sheet_with(marks={"2": [1]})), "Phiếu của “A”: điểm của tiêu chí 2 phải là "
     "số, không phải một danh sách hay đối tượng."),
    ("điểm quá dài", request(sheets=sheet_with(marks={"2": 10**30})), "Phiếu của “A”: điểm của tiêu chí 2 phải là số, "
     "không phải một số quá dài."),
    ("một người hai phiếu", request(sheets=[*sheet_with(), {"member": " A ", "marks": {}}]),
     "Thành viên “A” có hai phiếu."),
    ("hai chủ tịch", request(sheets=[*sheet_with(), {"member": "B", "chair": True, "marks": {}}]),
     "Có hơn một phiếu ghi là Chủ tịch Hội đồng."),
    ("loại không phải danh sách", request(knockouts={}), "“knockouts” phải là một danh sách […]."),
    ("loại là chữ", request(knockouts=["x"]), "Lý do loại thứ 1 phải là một đối tượng {…}."),
    ("loại không lý do", request(knockouts=[{"criterion": "1"}]), "Lý do loại thứ 1 thiếu lý do (“reason”)."),
    ("loại lý do trống", request(knockouts=[{"criterion": "1", "reason": " "}]),
     "Lý do loại thứ 1 thiếu lý do (“reason”)."),
    ("loại không tiêu chí", request(knockouts=[{"reason": "x"}]),
     "Lý do loại thứ 1 thiếu tiêu chí (“criterion”; null khi loại cả hồ sơ)."),
    ("loại tiêu chí lạ", request(knockouts=[{"criterion": "9", "reason": "x"}]),
     "Lý do loại thứ 1 nêu tiêu chí 9 không có trong bộ 1."),
    ("loại có mục lạ", request(knockouts=[{"criterion": "1", "reason": "x", "by": "y"}]),
     "Lý do loại thứ 1 có mục lạ “by”; chỉ nhận: criterion, reason."),
    ("quy chế là danh sách", request(regulation=[]), "“regulation” phải là một đối tượng {…}."),
    ("quy chế có mục lạ", request(regulation={"quorums": 1}), "Quy chế (“regulation”) có mục lạ “quorums”; chỉ nhận: "
     "quorum, quorum_needs_chair, spread_limit, minimum_met_by."),
    ("quy chế: tỷ lệ chia 0", request(regulation={"quorum": "1/0"}),
     "“quorum” phải là một phần của hội đồng lớn hơn 0 và không quá 1, ví dụ \"3/4\"."),
    ("quy chế: tỷ lệ trên 1", request(regulation={"quorum": "5/4"}),
     "“quorum” phải là một phần của hội đồng lớn hơn 0 và không quá 1, ví dụ \"3/4\"."),
    ("quy chế: tỷ lệ là true", request(regulation={"quorum": True}),
     "“quorum” phải là một phần của hội đồng lớn hơn 0 và không quá 1, ví dụ \"3/4\"."),
    ("quy chế: chủ tịch là chữ", request(regulation={"quorum_needs_chair": "có"}),
     "“quorum_needs_chair” phải là true hoặc false."),
    ("quy chế: độ lệch âm", request(regulation={"spread_limit": -1}),
     "“spread_limit” phải là số điểm không âm, ví dụ \"10\"."),
    ("quy chế: độ lệch là chữ", request(regulation={"spread_limit": "mười"}),
     "“spread_limit” phải là số điểm không âm, ví dụ \"10\"."),
    ("quy chế: cách đạt lạ", request(regulation={"minimum_met_by": "most"}),
     "“minimum_met_by” phải là một trong: majority, all, mean."),
    ("quy chế: cách đạt là số", request(regulation={"minimum_met_by": 1}),
     "“minimum_met_by” phải là một trong: majority, all, mean."),
]  # fmt: skip


@pytest.mark.parametrize(("data", "sentence"), [pytest.param(*case[1:], id=case[0]) for case in WRONG])
def test_everything_wrong_is_named_in_one_sentence(data: Any, sentence: str) -> None:
    assert faults(data) == [sentence]


def test_all_faults_are_told_at_once() -> None:
    wrong = {"set": 99, "sheets": [{"member": "A", "marks": {"1": "x"}}], "regulation": {"quorum": 0}}
    assert faults(wrong) == [
        "Thiếu mục “decision”.",
        "Thiếu mục “members”.",
        "Phiếu của “A”: điểm của tiêu chí 1 phải là số, không phải “x”.",
        '“quorum” phải là một phần của hội đồng lớn hơn 0 và không quá 1, ví dụ "3/4".',
    ]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        pytest.param(b"", "Dữ liệu vào trống; cần một đối tượng JSON.", id="trống"),
        pytest.param(b" \n", "Dữ liệu vào trống; cần một đối tượng JSON.", id="khoảng trắng"),
        pytest.param(b"\xff\xfe{", "Dữ liệu vào không phải là văn bản UTF-8.", id="không phải UTF-8"),
        pytest.param(b'{"set": 1,\n', "JSON bị hỏng ở dòng 2, cột 1.", id="JSON dở dang"),
        pytest.param(b'{"set": NaN}', "JSON có giá trị NaN, không phải là số hợp lệ.", id="NaN"),
        pytest.param(b'{"set": -Infinity}', "JSON có giá trị -Infinity, không phải là số hợp lệ.", id="vô cùng"),
        pytest.param(b'{"set": 1, "set": 2}', "JSON lặp lại mục “set”.", id="lặp mục"),
        pytest.param(b"[" * 200_000, "JSON lồng nhau quá sâu.", id="lồng sâu"),
        pytest.param(b"null", "Dữ liệu vào phải là một đối tượng JSON {…}.", id="null"),
    ],
)
def test_broken_input_is_named_in_one_sentence(raw: bytes, sentence: str) -> None:
    assert raw_faults(raw) == [sentence]


@pytest.mark.parametrize("number", ["1e999999999", "-1e-999999999", "9" * 5000, "0." + "1" * 5000])
def test_monstrous_numbers_are_refused_quickly(number: str) -> None:
    raw = json.dumps(request()).replace('"60"', number).encode()
    assert raw_faults(raw) == ["Phiếu của “A”: điểm của tiêu chí 1 phải là số, không phải một số quá dài."]


def test_a_byte_order_mark_and_exact_decimals_are_accepted() -> None:
    raw = b"\xef\xbb\xbf" + json.dumps(request()).replace("62", "62.0").encode()
    assert rank_request(parse_request(raw), DECISIONS.get)["average"] == "133/2"
