"""The rank of a product: one case per sentence of the law or of the default that stands in for it."""

from decimal import Decimal
from fractions import Fraction

import pytest

from ocop.regulations.ruleset import StarBand, plain
from ocop.regulations.scoring import (
    Ballot,
    Blocked,
    Knockout,
    MarkFault,
    Regulation,
    proof_data,
    rank,
    result_data,
    verify_proof,
)
from tests.regulations.small import BANDS, SMALL, THIRD, criterion, sheet

FULL = {"2": "5", "3": "5"}  # every minimum met, 10 points


def one(points: object, **marks: object) -> Ballot:
    return Ballot("A", {"1": points, **marks}, chair=True)


@pytest.mark.parametrize(
    ("points", "stars"),
    [
        pytest.param("0", 1, id="Điều 3.3.đ: dưới 30 là 1 sao"),
        pytest.param("19", 1, id="Điều 3.3.đ: 29 là 1 sao"),
        pytest.param("20", 2, id="Điều 3.3.d: 30 là 2 sao"),
        pytest.param("39", 2, id="Điều 3.3.d: 49 là 2 sao"),
        pytest.param("40", 3, id="Điều 3.3.c: 50 là 3 sao"),
        pytest.param("59", 3, id="Điều 3.3.c: 69 là 3 sao"),
        pytest.param("60", 4, id="Điều 3.3.b: 70 là 4 sao"),
        pytest.param("79", 4, id="Điều 3.3.b: 89 là 4 sao"),
        pytest.param("80", 5, id="Điều 3.3.a: 90 là 5 sao"),
        pytest.param("85", 5, id="Điều 3.3.a: 95 là 5 sao"),
    ],
)
def test_bands_are_half_open(points: str, stars: int) -> None:
    result = rank(SMALL, [one(points, **FULL)], members=1)
    assert (result.band, result.stars) == (stars, stars)


@pytest.mark.parametrize(
    ("marks", "band", "stars"),
    [
        pytest.param({"1": "85", "2": "0", "3": "5"}, 5, 2, id="điểm 5 sao, thiếu mức tối thiểu 3 sao: 2 sao"),
        pytest.param({"1": "85", "2": "1", "3": "5"}, 5, 3, id="điểm 5 sao, thiếu mức 4 sao: 3 sao"),
        pytest.param({"1": "85", "2": "5", "3": "1"}, 5, 4, id="điểm 5 sao, thiếu mức 5 sao: 4 sao"),
        pytest.param({"1": "50", "2": "0", "3": "5"}, 3, 2, id="từ 50 điểm, thiếu mức 3 sao: 2 sao"),
        pytest.param({"1": "30", "2": "0", "3": "0"}, 2, 2, id="30 đến 50 điểm: mức tối thiểu không làm mất 2 sao"),
        pytest.param({"1": "10", "2": "0", "3": "0"}, 1, 1, id="dưới 30 điểm: 1 sao"),
    ],
)
def test_a_missed_minimum_lowers_to_the_highest_rank_whose_minima_are_all_met(
    marks: dict[str, str], band: int, stars: int
) -> None:
    result = rank(SMALL, [Ballot("A", marks, True)], members=1)
    assert (result.band, result.stars) == (band, stars)


def test_minima_may_be_taken_alone_where_the_regulation_says_so() -> None:
    only_fifth = sheet(criterion("1", ("0", 3), ("1", 4), ("90", None)), criterion("2", ("0", None), ("2", 4)))
    ballots = [Ballot("A", {"1": "90"}, True)]
    assert rank(only_fifth, ballots, members=1).stars == 3
    alone = Regulation(minima_cumulative=False)
    assert rank(only_fifth, ballots, members=1, regulation=alone).stars == 5


def ballots_granting(*points: str) -> list[Ballot]:
    return [
        Ballot(f"M{number:02d}", {"1": "65", "2": mark, "3": "5"}, number == 0) for number, mark in enumerate(points)
    ]


@pytest.mark.parametrize(
    ("points", "way", "stars"),
    [
        pytest.param(("5", "5", "1"), "majority", 4, id="2 trên 3 phiếu là quá nửa"),
        pytest.param(("5", "5", "1", "1"), "majority", 3, id="2 trên 4 phiếu không quá nửa"),
        pytest.param(("5", "5", "5", "1"), "all", 3, id="mọi phiếu: một phiếu thiếu là chưa đạt"),
        pytest.param(("5", "5", "5", "5"), "all", 4, id="mọi phiếu đều đạt"),
        pytest.param(("5", "5", "5", "1"), "mean", 3, id="trung bình 4 dưới mức 5"),
        pytest.param(("5", "5", "5", "5"), "mean", 4, id="trung bình bằng mức 5"),
    ],
)
def test_a_minimum_is_met_the_way_the_regulation_says(points: tuple[str, ...], way: str, stars: int) -> None:
    regulation = Regulation(minimum_met_by=way)
    result = rank(SMALL, ballots_granting(*points), members=len(points), regulation=regulation)
    assert result.stars == stars


def test_blocked_lists_every_minimum_not_met_by_star_and_then_in_the_order_of_the_form() -> None:
    ballots = [
        Ballot("A", {"1": "60", "2": "1", "3": "1"}, True),
        Ballot("B", {"1": "60", "2": "5"}),
        Ballot("C", {"1": "60"}),
    ]
    assert rank(SMALL, ballots, members=3).blocked == (
        Blocked(3, "3", Fraction(1), 1, 3),
        Blocked(4, "2", Fraction(5), 1, 3),
        Blocked(5, "3", Fraction(5), 0, 3),
    )


@pytest.mark.parametrize(
    ("totals", "average", "shown", "band"),
    [
        pytest.param(("70", "70", "69"), "209/3", "69,7", 3, id="69,666… là 3 sao dù hiện 69,7"),
        pytest.param((*("70",) * 19, "69"), "1399/20", "70,0", 3, id="69,95 hiện 70,0 nhưng vẫn 3 sao"),
        pytest.param(("70", "70", "70"), "70", "70,0", 4, id="đúng 70 là 4 sao"),
        pytest.param((*("90",) * 19, "89"), "1799/20", "90,0", 4, id="89,95 hiện 90,0 nhưng vẫn 4 sao"),
        pytest.param(("90", "90"), "90", "90,0", 5, id="đúng 90 là 5 sao"),
        pytest.param(("71", "71", "71", "72"), "285/4", "71,3", 4, id="71,25 hiện 71,3"),
    ],
)
def test_the_band_is_decided_before_rounding(totals: tuple[str, ...], average: str, shown: str, band: int) -> None:
    ballots = [Ballot(f"M{n:02d}", {"1": str(int(t) - 10), **FULL}, n == 0) for n, t in enumerate(totals)]
    data = result_data(rank(SMALL, ballots, members=len(totals)))
    assert (data["average"], data["average_shown"], data["band"]) == (average, shown, band)


@pytest.mark.parametrize(
    ("sent", "members", "chair", "met"),
    [
        pytest.param(8, 11, True, False, id="8 trên 11 là dưới 3/4"),
        pytest.param(9, 11, True, True, id="9 trên 11 là đủ 3/4"),
        pytest.param(3, 4, True, True, id="đúng 3/4"),
        pytest.param(11, 11, False, False, id="đủ người nhưng vắng Chủ tịch"),
    ],
)
def test_without_quorum_there_is_no_rank(sent: int, members: int, chair: bool, met: bool) -> None:
    ballots = [Ballot(f"M{n}", {"1": "60", **FULL}, chair and n == 0) for n in range(sent)]
    result = rank(SMALL, ballots, members=members)
    assert (result.quorum_met, result.stars, result.band) == (met, 4 if met else None, 4)


def test_the_chair_may_be_left_out_of_the_quorum_by_regulation() -> None:
    regulation = Regulation(quorum=Fraction(1, 2), quorum_needs_chair=False)
    result = rank(SMALL, [Ballot("A", {"1": "60", **FULL})], members=2, regulation=regulation)
    assert (result.quorum_met, result.stars) == (True, 4)


@pytest.mark.parametrize(
    ("totals", "names"),
    [
        pytest.param((60, 70, 65), (), id="lệch đúng 10 điểm thì không phải xem lại"),
        pytest.param((60, 71, 65), ("M0", "M1"), id="lệch 11: hai người ở hai đầu"),
        pytest.param((60, 61, 72, 65), ("M0", "M1", "M2"), id="ai lệch quá 10 với một người khác đều xem lại"),
    ],
)
def test_members_too_far_apart_must_look_again(totals: tuple[int, ...], names: tuple[str, ...]) -> None:
    ballots = [Ballot(f"M{n}", {"1": total - 10, **FULL}, n == 0) for n, total in enumerate(totals)]
    result = rank(SMALL, ballots, members=len(totals))
    assert (result.must_discuss, result.spread) == (names, max(totals) - min(totals))


def test_a_knock_out_ends_the_evaluation_without_a_rank() -> None:
    found = rank(SMALL, [one("60", **FULL)], members=1, knockouts=[Knockout("Giả mạo hồ sơ")])
    assert (found.stars, found.band, found.knocked_out) == (None, 4, True)


@pytest.mark.parametrize(
    ("marks", "total"),
    [
        pytest.param({"4": 3, "5": 2}, 5, id="có câu chuyện: cấu trúc được tính"),
        pytest.param({"4": 0, "5": 2}, 0, id="không có câu chuyện: cấu trúc không được tính"),
        pytest.param({"5": "2"}, 0, id="bỏ trống câu chuyện: cấu trúc không được tính"),
    ],
)
def test_a_conditional_criterion_counts_only_where_its_condition_holds(marks: dict[str, object], total: int) -> None:
    complete = {"1": 0, "2": 0, "3": 0, **marks}
    for given in (marks, complete):
        assert rank(SMALL, [Ballot("A", given, True)], members=1).average == total


def test_a_minimum_on_a_conditional_criterion_falls_with_its_condition() -> None:
    form = sheet(criterion("1", ("0", None), ("50", None)), criterion("2", ("0", None), ("9", 3), needs="1"))
    result = rank(form, [Ballot("A", {"1": 0, "2": 9}, True)], members=1)
    assert (result.average, result.blocked) == (0, (Blocked(3, "2", Fraction(9), 0, 1),))


def test_marks_may_be_text_integers_decimals_or_fractions() -> None:
    half = sheet(criterion("1", ("0.5", None), ("70", 4)))
    given = ["0.5", Decimal("0.50"), Fraction(1, 2)]
    ballots = [Ballot(f"M{n}", {"1": points}, n == 0) for n, points in enumerate(given)]
    result = rank(half, ballots, members=3)
    assert (result.average, result.spread, plain(result.average)) == (Fraction(1, 2), 0, "0.5")


def test_marks_beyond_a_byte_are_counted_the_same() -> None:
    wide = sheet(criterion("1", ("0", None), ("200", 3)), bands=(StarBand(1, Fraction(0)), StarBand(3, Fraction(100))))
    result = rank(wide, [Ballot("A", {"1": 200}, True), Ballot("B", {"1": 0})], members=2)
    assert (result.band, result.stars, result.blocked) == (3, 1, (Blocked(3, "1", Fraction(200), 1, 2),))


def test_a_large_council_is_counted_the_same() -> None:
    ballots = [Ballot(f"M{n:03d}", {"1": 65, "2": 5, "3": 5 if n < 101 else 0}, n == 0) for n in range(200)]
    result = rank(SMALL, ballots, members=200)
    assert (result.stars, result.blocked) == (4, ())


def test_means_and_totals_are_given_per_criterion_and_member() -> None:
    result = rank(SMALL, [Ballot("A", {"1": 3, "5": 2}, True), Ballot("B", {"1": 4, "4": 3, "5": 2})], members=2)
    assert result.member_totals == {"A": 3, "B": 9}
    assert result.criterion_means == {
        "1": Fraction(7, 2), "2": 0, "3": 0, "4": Fraction(3, 2), "5": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("ballots", "members", "message"),
    [
        pytest.param([Ballot("A", {"1": "99"})], 1, "tiêu chí 1 không có mức 99 điểm", id="mức không có"),
        pytest.param([Ballot("A", {"9": "1"})], 1, "không có tiêu chí 9", id="tiêu chí không có"),
        pytest.param([], 1, "Chưa có phiếu chấm nào.", id="không có phiếu"),
        pytest.param([Ballot("A", {}), Ballot("A", {})], 2, "“A” có hai phiếu", id="một người hai phiếu"),
        pytest.param([Ballot("A", {}), Ballot("B", {})], 1, "có 1 thành viên nhưng có 2 phiếu", id="quá số"),
        pytest.param([Ballot("A", {}, True), Ballot("B", {}, True)], 2, "cùng ghi là Chủ tịch", id="hai Chủ tịch"),
    ],
)
def test_wrong_sheets_are_refused(ballots: list[Ballot], members: int, message: str) -> None:
    with pytest.raises(MarkFault, match=message):
        rank(SMALL, ballots, members=members)


def test_a_knock_out_on_an_unknown_criterion_is_refused() -> None:
    with pytest.raises(MarkFault, match="tiêu chí 9"):
        rank(SMALL, [one("0")], members=1, knockouts=[Knockout("x", "9")])


def test_a_regulation_refuses_settings_that_make_no_sense() -> None:
    for wrong in ({"quorum": Fraction(0)}, {"quorum": Fraction(2)}, {"spread_limit": Fraction(-1)}):
        with pytest.raises(ValueError, match="must"):
            Regulation(**wrong)
    with pytest.raises(ValueError, match="minimum_met_by"):
        Regulation(minimum_met_by="most")
    with pytest.raises(ValueError, match="decimals"):
        Regulation(decimals=7)


def test_the_proof_recomputes_and_shows_any_change() -> None:
    proof = proof_data(rank(SMALL, [one("59", **FULL), Ballot("B", {"1": "61", "5": 2})], members=2))
    assert verify_proof(proof, SMALL) == []
    proof["sheets"][0]["marks"]["1"] = "60"
    assert verify_proof(proof) == [
        "Phiếu chấm tính lại không khớp.",
        "Điểm trung bình từng tiêu chí tính lại không khớp.",
        "Kết quả tính lại không khớp.",
    ]


def test_a_proof_that_rests_on_other_rules_is_found_out() -> None:
    proof = proof_data(rank(SMALL, [one("59", **FULL)], members=1))
    easier = sheet(*SMALL.criteria[1:], bands=BANDS[:3])
    assert verify_proof(proof, easier) == [
        "Các tiêu chí trong bản chứng minh khác bộ tiêu chí đã ban hành.",
        "Các hạng sao trong bản chứng minh khác quyết định đã ban hành.",
    ]
    assert verify_proof({"format": "x"}) == ["Bản chứng minh không đọc được hoặc thiếu dữ liệu."]


def test_a_proof_under_another_hash_or_with_impossible_marks_is_found_out() -> None:
    proof = proof_data(rank(SMALL, [one("59", **FULL)], members=1))
    assert verify_proof({**proof, "hash": "x"}, SMALL) == [
        "Mã băm của quyết định trong bản chứng minh khác với quyết định đã ban hành."
    ]
    proof["sheets"][0]["marks"]["2"] = "4"
    assert verify_proof(proof) == ["Bản chứng minh không đọc được hoặc thiếu dữ liệu."]


def test_marks_a_form_does_not_know_are_refused_even_unchecked() -> None:
    with pytest.raises(MarkFault, match="tiêu chí 2 không có mức 4 điểm"):
        rank(SMALL, [one("0")], members=1).ranker.rank([Ballot("A", {"2": "4"})], members=1)


@pytest.mark.parametrize(
    ("points", "text"), [("2.00", "2"), ("0.50", "0.5"), ("12.25", "12.25"), (Fraction(1, 3), "1/3"), (0, "0")]
)
def test_points_are_written_in_their_shortest_form(points: object, text: str) -> None:
    assert plain(points) == text  # type: ignore[arg-type]


def test_a_sheet_gives_its_criteria_by_code_and_its_highest_rank() -> None:
    assert (SMALL.criterion("2"), SMALL.highest_band.stars) == (THIRD, 5)
    with pytest.raises(KeyError):
        SMALL.criterion("99")
