"""The yearly reports as papers: what they say, what blocks them, who issues, that the figures freeze."""

from datetime import UTC, datetime

import pytest
import time_machine

from ocop.accounts.models import User
from ocop.base.errors import NotAllowed, NotReady
from ocop.documents.spec import plain_text
from ocop.documents.typeset import typeset_paper
from ocop.documents.word.write import write_docx
from ocop.dossiers.models import Dossier
from ocop.papers.actions.issue import issue_paper
from ocop.papers.actions.settings import set_letterhead
from ocop.papers.papers import make
from ocop.papers.queries.letterheads import Head
from ocop.papers.queries.register import units_of
from ocop.papers.queries.subjects import About, about, kinds_about
from ocop.papers.spec import KINDS, Issuer
from ocop.programme.actions import open_report, set_targets, write_report
from ocop.programme.models import YearReport
from tests.factories.accounts import make_user
from tests.programme.ground import TARGETS, World, build, whole_report
from tests.worlds import shared

pytestmark = pytest.mark.django_db
DISTRICT, DEPARTMENT = KINDS["district_report"], KINDS["department_report"]


def world() -> World:
    return build()


_world_once, world = shared(world)


@pytest.fixture(autouse=True)
def in_december():
    with time_machine.travel(datetime(2024, 12, 10, 3, tzinfo=UTC), tick=False):
        yield


def thing(report: YearReport) -> About:
    found = about("report", report.pk)
    assert found is not None
    return found


def said(report: YearReport, key: str) -> str:
    made = make(KINDS[key], thing(report))
    assert made.gaps == ()
    return plain_text(made.text.blocks)


def test_the_districts_report_says_its_figures_and_its_own_words(world) -> None:
    report = whole_report(world, district=True)
    text = said(report, "district_report")
    for words in (
        "Kính gửi: Sở Nông nghiệp và Phát triển nông thôn tỉnh Ninh Bình",
        "trên địa bàn huyện Yên Khánh",
        "tính đến hết ngày 10 tháng 12 năm 2024",
        "nộp 02 (hai) hồ sơ; 01 (một) hồ sơ phải bổ sung; không có hồ sơ rút; không có hồ sơ huyện chuyển lên tỉnh",
        "phân hạng 02 (hai) sản phẩm; 01 (một) sản phẩm được công nhận từ 3 sao trở lên (01 (một) sản phẩm 3 sao)",
        "Nội dung kinh phí thực hiện.",
        "VI. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2025",
        "Xã Yên Khánh",
    ):
        assert words in text, words
    assert "Gia Viễn" not in text
    head = make(DISTRICT, thing(report)).text
    assert (head.head.issuer, head.head.number) == ("Ủy ban nhân dân\nhuyện Yên Khánh", "……/BC-UBND")
    assert (head.head.title, list(head.sign)) == (
        "Kết quả thực hiện Chương trình Mỗi xã một sản phẩm\nnăm 2024 trên địa bàn huyện Yên Khánh",
        ["TM. Ủy ban nhân dân", "Chủ tịch"],
    )


def test_the_departments_report_answers_the_targets_and_knows_no_neighbour(world) -> None:
    report = whole_report(world, district=False)
    text = said(report, "department_report")
    for words in ("- Bộ Nông nghiệp và Phát triển nông thôn.", "nộp 04 (bốn) hồ sơ", "Xã Gia Viễn", "Làng nghề"):
        assert words in text, words
    assert "Nhân Hậu" not in text
    rows = make(DEPARTMENT, thing(report)).values["muc_tieu"]
    assert [(row["ke_hoach"], row["ket_qua"]) for row in rows] == [("30", "2"), ("01", "01")]


def test_tables_repeat_their_heads_and_end_with_their_total(world) -> None:
    blocks = make(DEPARTMENT, thing(whole_report(world, district=False))).text.blocks
    results = next(block for block in blocks if block["type"] == "table" and block["head"][0] == "Hạng")
    assert results["rows"][-1][0] == {"text": "Cộng", "bold": True}
    assert [cell["text"] for cell in results["rows"][-1]][1:] == ["4", "0", "0", "4"]


@pytest.mark.parametrize("kind", [DISTRICT, DEPARTMENT], ids=lambda kind: kind.key)
def test_pdf_and_word_are_made_of_the_same_words(world, kind) -> None:
    made = make(kind, thing(whole_report(world, district=kind is DISTRICT)))
    assert typeset_paper(made.text, title=kind.title, day=made.dated_on).pdf.startswith(b"%PDF")
    assert write_docx(made.text, title=kind.title).startswith(b"PK")


def test_each_body_has_its_own_kind(world) -> None:
    assert kinds_about(thing(whole_report(world, district=True))) == [DISTRICT]
    assert kinds_about(thing(whole_report(world, district=False))) == [DEPARTMENT]


def test_what_is_missing_is_red_and_blocks_with_the_place_to_enter_it(world) -> None:
    report = open_report(by=world.programme, unit=world.ground.province, year=2024)
    write_report(by=world.programme, report=report, texts={"kinh_phi": "Không"}, seen=0)
    made = make(DEPARTMENT, thing(report))
    assert "[Tập huấn, bồi dưỡng]" in plain_text(made.text.blocks)
    assert "[Kinh phí thực hiện]" not in plain_text(made.text.blocks)
    with pytest.raises(NotReady) as refused:
        issue_paper(by=world.programme, kind=DEPARTMENT, about=thing(report))
    assert "Nhập ở trang Báo cáo năm, nút “Soạn nội dung”, phần “Tập huấn, bồi dưỡng”." in str(refused.value)
    assert "Nhập ở trang Báo cáo năm, nút “Mục tiêu”." in str(refused.value)
    assert "người ký" in str(refused.value)
    assert "Nhận xét" not in str(refused.value)


def test_the_figures_freeze_with_the_paper(world) -> None:
    report = whole_report(world, district=True)
    paper = issue_paper(by=world.here.office, kind=DISTRICT, about=thing(report))
    assert (paper.number, paper.unit) == ("01/BC-UBND", world.here.district)
    Dossier.objects.filter(district=world.here.district).update(submitted_at=None, state="draft")
    write_report(by=world.here.office, report=report, texts={"kinh_phi": "Khác"}, seen=report.version)
    paper.refresh_from_db()
    assert paper.data["tom_tat"]["filed"] == 2
    assert paper.data["kinh_phi"] == "Nội dung kinh phí thực hiện."
    assert make(DISTRICT, thing(report)).values["tom_tat"]["filed"] == 0


def people(world: World) -> dict[str, User]:
    ground = world.ground
    return {
        "programme": world.programme, "office": ground.office, "leader": ground.leader, "auditor": ground.auditor,
        "district office": ground.here.office, "district leader": ground.here.leader,
        "other district": ground.there.office, "other province": world.elsewhere, "stranger": make_user("Người lạ"),
    }  # fmt: skip


def test_who_reads_and_who_issues_each_report(world) -> None:
    lower, upper = whole_report(world, district=True), whole_report(world, district=False)
    reads, issues = {}, {}
    for name, user in people(world).items():
        reads[name] = (
            user.has_perm("papers.view_district_report", thing(lower)),
            user.has_perm("papers.view_department_report", thing(upper)),
        )
        issues[name] = (
            user.has_perm("papers.issue_district_report", thing(lower)),
            user.has_perm("papers.issue_department_report", thing(upper)),
        )
    both, low, none = (True, True), (True, False), (False, False)
    assert reads == {
        "programme": both, "office": both, "leader": both, "auditor": both, "district office": low,
        "district leader": low, "other district": none, "other province": none, "stranger": none,
    }  # fmt: skip
    assert issues == dict.fromkeys(reads, none) | {
        "programme": (False, True), "office": (False, True), "district office": low,
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        issue_paper(by=world.ground.office, kind=DISTRICT, about=thing(lower))


def test_a_district_sets_its_own_head_and_nobody_elses(world) -> None:
    office, here = world.here.office, world.here.district
    assert list(units_of(office)) == [here]
    set_letterhead(by=office, unit=here, issuer=Issuer.DISTRICT, kind="", head=Head(signer="Trần Ký"))
    for unit, issuer in ((world.ground.there.district, Issuer.DISTRICT), (world.ground.province, Issuer.OFFICE)):
        with pytest.raises(NotAllowed):
            set_letterhead(by=office, unit=unit, issuer=issuer, kind="", head=Head(signer="Trần Ký"))


def test_a_report_without_targets_of_its_own_is_a_districts(world) -> None:
    report = whole_report(world, district=True)
    set_targets(by=world.here.office, report=report, rows=[], seen=report.version)
    assert "Không có mục tiêu được giao riêng." in said(report, "district_report")
    set_targets(by=world.here.office, report=report, rows=TARGETS, seen=report.version)
    assert "Làng nghề" in said(report, "district_report")
