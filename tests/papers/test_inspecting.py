"""The papers of an inspection: what they say, what blocks them, who reads and issues them."""

import pytest

from ocop.accounts.roles import Role
from ocop.base.errors import NotAllowed, Refused
from ocop.documents.spec import missing, plain_text
from ocop.papers.actions.issue import issue_paper
from ocop.papers.actions.settings import set_letterhead
from ocop.papers.papers import Made, make
from ocop.papers.queries.letterheads import Head
from ocop.papers.queries.signing import is_signable, signer_of
from ocop.papers.queries.subjects import About, about
from ocop.papers.spec import KINDS, Issuer
from ocop.papers.wording import COMPOSE
from ocop.recognition.models import RecognitionDecision
from ocop.supervision.actions import deciding
from ocop.supervision.models import Inspection
from ocop.supervision.spec import Outcome
from tests.factories.supervision import Around, make_inspection, signed_draft
from tests.recognition.test_access import holder
from tests.worlds import shared

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WHOLE = ("inspection_decision", "inspection_conclusion")


def around() -> Around:
    """A certificate and its people; the agencies have named their signers."""
    them = Around()
    for issuer in (Issuer.OFFICE, Issuer.PROVINCE):
        set_letterhead(by=them.office, unit=them.province, issuer=issuer, kind="", head=Head(signer="Đặng Thị Ký"))
    return them


_around_once, around = shared(around)


def thing(kind: str, inspection: Inspection) -> About:
    key = inspection.products.get().pk if kind == "inspection_minutes" else inspection.pk
    found = about(KINDS[kind].subject, key)
    assert found is not None
    return found


def made(kind: str, inspection: Inspection) -> Made:
    return make(KINDS[kind], thing(kind, inspection))


def said(paper: Made) -> str:
    return plain_text(paper.text.blocks)


def test_the_decision_names_team_products_and_what_is_looked_at(around: Around) -> None:
    inspection = make_inspection("under_way", around=around)
    paper = made("inspection_decision", inspection)
    assert paper.is_ready, paper.gaps
    assert (paper.text.head.kind, paper.text.head.number) == ("Quyết định", inspection.decision_no)
    assert list(paper.text.sign) == ["Chủ tịch"]
    text = said(paper)
    for words in (
        "Căn cứ kế hoạch kiểm tra năm 2026",
        "Đặng Thị Vân",
        "Trưởng đoàn, phụ trách chung",
        around.certificate.product_name,
        around.certificate.number,
        "an toàn thực phẩm",
        "bao bì",
    ):
        assert words in text, words  # fmt: skip


def test_the_minutes_hold_the_checklist_and_both_sides(around: Around) -> None:
    paper = made("inspection_minutes", make_inspection("closed", around=around, changed=("label",)))
    assert paper.is_ready, paper.gaps
    text = said(paper)
    for words in (
        "Nội dung kiểm tra chung",
        "Tiêu chí giữ hạng sao",
        "Nhãn thiếu ngày sản xuất",
        "Không đúng",
        "Bà Đinh Thị Mơ",
        "Không có ý kiến",
        "4 sao cần từ",
        "02 (hai) bản",
    ):
        assert words in text, words  # fmt: skip
    assert paper.number_text(7).startswith("07/BB-")


def test_the_conclusion_asks_for_what_each_outcome_needs(around: Around) -> None:
    inspection = make_inspection(around=around, outcome=Outcome.REVOKE, changed=("producing",))
    paper = made("inspection_conclusion", inspection)
    assert paper.is_ready, paper.gaps
    text = said(paper)
    assert "thu hồi giấy chứng nhận số" in text
    assert "theo điểm b khoản 1 Điều 8 Quyết định 26/2026/QĐ-TTg" in text
    assert "quyết định đến hết ngày" in text
    assert "Trình Chủ tịch Ủy ban nhân dân tỉnh" in text
    assert paper.text.signer == "Đặng Thị Ký"
    RecognitionDecision.objects.update(authority="ministry")
    assert "Trình Bộ trưởng Bộ Nông nghiệp và Môi trường" in said(made("inspection_conclusion", inspection))


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.KEEPS, "Tiếp tục sử dụng giấy chứng nhận"),
        (Outcome.REMEDY, "xong trước ngày"),
        (Outcome.SUSPEND, "xem xét tạm dừng giấy chứng nhận"),
    ],
)
def test_the_other_outcomes_in_words(around: Around, outcome: str, words: str) -> None:
    text = said(made("inspection_conclusion", make_inspection(around=around, outcome=outcome)))
    assert words in text
    assert "khoản 4 Điều 8" not in text


def test_who_signed_the_conclusion_gives_it_its_head(around: Around) -> None:
    inspection = make_inspection("concluding", around=around)
    deciding.sign_conclusion(by=around.leader, inspection=inspection, facts=signed_draft("9/KL-UBND"))
    paper = made("inspection_conclusion", inspection)
    assert (paper.issuer, paper.text.head.number) == (Issuer.PROVINCE, "9/KL-UBND")


def test_what_is_missing_is_red_and_blocks_with_where_to_enter_it(around: Around) -> None:
    inspection = make_inspection("under_way", around=around)
    paper = made("inspection_minutes", inspection)
    assert not paper.is_ready
    assert missing("Đại diện chủ thể có mặt") in said(paper)
    assert "Còn thiếu nhận xét của Đoàn. Đoàn kiểm tra nhập ở biên bản." in [gap.message for gap in paper.gaps]
    assert made("inspection_conclusion", inspection).not_yet == "Kết luận chưa ký."
    draft = make_inspection("draft", around=around)
    assert "chưa ban hành" in made("inspection_decision", draft).not_yet
    assert missing("Số quyết định") not in said(made("inspection_decision", inspection))
    with pytest.raises(Refused, match="chưa khép"):
        issue_paper(by=around.office, kind=KINDS["inspection_minutes"], about=thing("inspection_minutes", inspection))


@pytest.mark.parametrize("key", [*WHOLE, "inspection_minutes"])
def test_a_paper_of_nothing_but_gaps_still_reads(key: str) -> None:
    data = {field.name: missing(field.label) for field in KINDS[key].fields}
    extra = {"tinh": "tỉnh A", "xem": ["Bao bì"], "thoi_gian": "từ … đến …"}
    text = plain_text(COMPOSE[key](data | extra).blocks)
    assert missing("Đoàn kiểm tra") in text or missing("Kết luận từng sản phẩm") in text


def test_the_papers_are_issued_and_signed_like_the_others(around: Around) -> None:
    inspection = make_inspection(around=around)
    signers = {}
    for kind in (*WHOLE, "inspection_minutes"):
        paper = issue_paper(by=around.office, kind=KINDS[kind], about=thing(kind, inspection))
        assert is_signable(paper), kind
        assert paper.pages
        signers[kind] = signer_of(paper)
    leader = str(around.leader)
    assert list(signers.values()) == [leader, "Đặng Thị Ký", "Đặng Thị Vân"]


READS = {Role.PROVINCIAL_OFFICE, Role.INSPECTOR, Role.SIGNING_LEADER, Role.AUDITOR}
OWN = {Role.PRODUCER, Role.PRODUCER_HELPER, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER}


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_and_issues_the_papers(role: Role, around: Around) -> None:
    inspection = make_inspection(around=around)
    near = holder(role, around.certificate.dossier)
    far = holder(role, around.certificate.dossier, far=True)
    for kind in (*WHOLE, "inspection_minutes"):
        shown = thing(kind, inspection)
        reads = role in READS or (kind == "inspection_minutes" and role in OWN)
        issues = role in set(KINDS[kind].issuers)
        assert near.has_perm(f"papers.view_{kind}", shown) is reads, kind
        assert near.has_perm(f"papers.issue_{kind}", shown) is issues, kind
        assert not far.has_perm(f"papers.view_{kind}", shown)
        assert not far.has_perm(f"papers.issue_{kind}", shown)
    if role not in KINDS["inspection_decision"].issuers:
        with pytest.raises(NotAllowed):
            issue_paper(by=near, kind=KINDS["inspection_decision"], about=thing("inspection_decision", inspection))
