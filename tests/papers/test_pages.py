"""The pages of papers: what each sees, what leaks to nobody, the public check of a printed page."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from ocop.audit.models import Entry
from ocop.documents.actions.files import open_file
from ocop.dossiers.states import DossierState
from ocop.papers.actions.issue import issue_paper
from ocop.papers.actions.settings import set_letterhead, take_template, upload_template
from ocop.papers.models import Letterhead, Paper, Template
from ocop.papers.papers import make
from ocop.papers.queries.letterheads import Head, template_for
from ocop.papers.queries.subjects import about
from ocop.papers.spec import KINDS, Issuer
from ocop.parties.models import Representative
from ocop.recognition.models import Proposal
from tests.documents.test_templates import docx
from tests.factories.accounts import make_user
from tests.factories.desks import Desk, make_desk
from tests.factories.evaluation import make_hall, make_session, open_hall
from tests.factories.places import make_province
from tests.factories.recognition import leader_of, make_decided, office_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


@pytest.fixture
def decided() -> Proposal:
    proposal = make_decided(4)
    office = office_of(proposal.province)
    for issuer in (Issuer.OFFICE, Issuer.PROVINCE):
        set_letterhead(by=office, unit=proposal.province, issuer=issuer, kind="", head=Head(signer="Đặng Thị Ký"))
    Proposal.objects.update(number="9/TTr-SNNMT")
    return proposal


@pytest.fixture
def decision(decided: Proposal) -> Paper:
    thing = about("proposal", decided.pk)
    assert thing is not None
    return issue_paper(by=office_of(decided.province), kind=KINDS["decision"], about=thing)


@pytest.fixture
def desk() -> Desk:
    found = make_desk(DossierState.AT_COMMUNE)
    Representative.objects.filter(producer=found.dossier.product.producer).update(full_name="Nguyễn Thị Kín")
    return found


def test_the_office_issues_from_the_page_of_a_proposal(decided: Proposal) -> None:
    client = signed_in(office_of(decided.province))
    page = client.get(reverse("papers", args=["proposal", decided.pk]))
    assert "Quyết định phê duyệt kết quả" in page.content.decode()
    address = reverse("paper_issue", args=["proposal", decided.pk, "decision"])
    answer = client.post(address, {"dated_on": decided.decision.signed_on.isoformat()})
    paper = Paper.objects.get(kind="decision")
    assert answer["Location"] == reverse("paper", args=[paper.pk])
    shown = client.get(reverse("paper", args=[paper.pk])).content.decode()
    assert f'src="{reverse("paper_file", args=[paper.pk])}?trang=1"' in shown
    assert paper.sha256 in shown
    file = client.get(reverse("paper_file", args=[paper.pk]))
    with open_file(paper.file) as stream:
        assert b"".join(file.streaming_content) == stream.read()


def test_a_date_left_out_is_said_beside_the_field(decided: Proposal) -> None:
    address = reverse("paper_issue", args=["proposal", decided.pk, "decision"])
    answer = signed_in(office_of(decided.province)).post(address, {"dated_on": ""})
    assert answer.status_code == 422
    assert not Paper.objects.filter(kind="decision").exists()


def test_a_stranger_and_another_province_get_404(decided: Proposal, decision: Paper) -> None:
    addresses = [
        reverse("papers", args=["proposal", decided.pk]),
        reverse("paper_draft", args=["proposal", decided.pk, "decision"]),
        reverse("paper_draft_pdf", args=["proposal", decided.pk, "decision"]),
        reverse("paper", args=[decision.pk]),
        reverse("paper_file", args=[decision.pk]),
        reverse("paper_word", args=[decision.pk]),
    ]
    for person in (make_user("Người lạ"), office_of(make_province("Hà Nam", code="35"))):
        client = signed_in(person)
        assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)


def test_personal_papers_open_only_to_those_who_may_read_them_and_leave_a_trace(desk: Desk) -> None:
    address = reverse("paper_draft_pdf", args=["dossier", desk.dossier.pk, "mau_01"])
    assert signed_in(desk.officer).get(address).status_code == 200
    assert Entry.objects.filter(action="parties.view_representative").count() == 1
    assert signed_in(desk.producer).get(address).status_code == 200
    for person in (desk.member, leader_of(desk.province), make_user("Người lạ")):
        assert signed_in(person).get(address).status_code == 404


def test_the_list_is_silent_on_what_one_may_not_read(desk: Desk) -> None:
    address = reverse("papers", args=["dossier", desk.dossier.pk])
    assert "Mẫu 03" in signed_in(desk.officer).get(address).content.decode()
    shown = signed_in(desk.producer).get(address).content.decode()
    assert "Mẫu 01" in shown
    assert "Mẫu 03" not in shown


def test_results_of_a_session_stay_closed_to_the_office_until_published() -> None:
    hall = open_hall(5, 1)
    address = reverse("paper_draft", args=["session", hall.session.pk, "minutes"])
    assert signed_in(hall.office).get(address).status_code == 404
    assert signed_in(hall.secretary).get(address).status_code in (200, 404)
    invitation = reverse("paper_draft", args=["session", hall.session.pk, "invitation"])
    assert signed_in(hall.office).get(invitation).status_code == 200


def test_the_register_lists_the_papers_of_ones_own_agency(decided: Proposal, decision: Paper) -> None:
    address = reverse("paper_register")
    assert decision.number in signed_in(office_of(decided.province)).get(address).content.decode()
    other = signed_in(office_of(make_province("Hà Nam", code="35"))).get(address)
    assert decision.number not in other.content.decode()
    assert signed_in(make_user("Người lạ")).get(address).status_code == 404
    nothing = signed_in(office_of(decided.province)).get(address, {"loai": "minutes"})
    assert "Chưa có văn bản nào" in nothing.content.decode()


def test_the_register_asks_a_constant_number_of_queries(
    decided: Proposal, decision: Paper, django_assert_max_num_queries: object
) -> None:
    client = signed_in(office_of(decided.province))
    client.get(reverse("paper_register"))
    thing = about("proposal", decided.pk)
    assert thing is not None
    issue_paper(by=office_of(decided.province), kind=KINDS["to_trinh"], about=thing)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        client.get(reverse("paper_register"))


def test_the_public_page_tells_a_frozen_page_from_another(decision: Paper) -> None:
    client = Client()
    right = client.get(reverse("paper_check_page", args=[decision.code, 1, decision.pages[0][:12]]))
    assert "MÃ CỦA VĂN BẢN ĐÃ PHÁT HÀNH" in right.content.decode()
    for page, digest in ((1, decision.pages[1][:12]), (9, decision.pages[0][:12]), (1, "0" * 12), (1, "")):
        if digest:
            wrong = client.get(reverse("paper_check_page", args=[decision.code, page, digest]))
            assert "KHÔNG KHỚP" in wrong.content.decode()
    assert client.get(reverse("paper_check", args=["ABCDEFGH"])).status_code == 404
    typed = client.get(reverse("paper_check", args=["-".join([decision.code[:4], decision.code[4:].lower()])]))
    assert typed["Location"] == reverse("paper_check", args=[decision.code])


def test_the_public_page_compares_a_file(decision: Paper) -> None:
    with open_file(decision.file) as stream:
        content = stream.read()
    address = reverse("paper_check", args=[decision.code])
    same = Client().post(address, {"file": SimpleUploadedFile("a.pdf", content)})
    assert "Đúng tệp đã phát hành" in same.content.decode()
    other = Client().post(address, {"file": SimpleUploadedFile("a.pdf", content + b" ")})
    assert "Không phải tệp đã phát hành" in other.content.decode()


def test_the_public_page_names_no_person(desk: Desk) -> None:
    thing = about("dossier", desk.dossier.pk)
    assert thing is not None
    kind = KINDS["mau_01"]
    paper = Paper(
        unit=desk.commune, issuer="producer", kind=kind.key, subject_type="dossier", subject_id=desk.dossier.pk,
        title="Nguyễn Thị Kín", number="RIÊNG-1", dated_on="2026-10-01", data={}, template_version="official-1",
        sha256="0" * 64, pages=["a" * 64], is_personal=True, issued_by=desk.officer,
        file=make_decided(3).decision.certificates.get().file,
    )  # fmt: skip
    paper.save()
    shown = Client().get(reverse("paper_check", args=[paper.code])).content.decode()
    assert "Phiếu đăng ký" in shown
    for secret in ("Nguyễn Thị Kín", "RIÊNG-1", desk.dossier.product.name, str(desk.officer)):
        assert secret not in shown


def test_the_office_sets_its_head_and_its_own_template(decided: Proposal) -> None:
    client = signed_in(office_of(decided.province))
    head = reverse("paper_letterhead", args=[decided.province.pk, "office"])
    client.post(head, {"symbol": "vpđp", "signer": "Trần Thị Đóng Dấu", "recipients": "Như trên\nLưu: VT."})
    row = Letterhead.objects.get(unit=decided.province, issuer="office", kind="")
    assert (row.symbol, row.signer) == ("VPĐP", "Trần Thị Đóng Dấu")
    address = reverse("paper_template", args=[decided.province.pk, "to_trinh"])
    bad = client.post(address, {"file": SimpleUploadedFile("a.docx", docx("{{ mat_khau }}"))}, follow=True)
    assert "trường lạ: mat_khau" in bad.content.decode()
    client.post(address, {"file": SimpleUploadedFile("a.docx", docx("Số: {{ so_ky_hieu }} {{ trich_yeu }}"))})
    template = Template.objects.get()
    thing = about("proposal", decided.pk)
    assert thing is not None
    # tried first: the draft shows it only where it is asked for
    assert make(KINDS["to_trinh"], thing).template is None
    drafts = [
        reverse(name, args=["proposal", decided.pk, "to_trinh"]) for name in ("paper_draft_pdf", "paper_draft_word")
    ]
    tried = [client.get(f"{draft}?ban-mau={template.pk}") for draft in drafts]
    assert "Số: 9/TTr-SNNMT" in words_of(tried[0].content)
    assert tried[1].content[:2] == b"PK"
    assert "CỘNG HÒA" in words_of(client.get(drafts[0]).content)
    client.post(reverse("paper_template_take", args=[template.pk]))
    paper = issue_paper(by=office_of(decided.province), kind=KINDS["to_trinh"], about=thing)
    assert paper.template_version.startswith(f"template-{template.pk}-1-")
    assert paper.file.content_type == "application/pdf"
    assert len(paper.pages) == 1
    with open_file(paper.file) as stream:
        assert words_of(stream.read()).startswith("Số: 9/TTr-SNNMT")
    assert paper.word is not None
    with open_file(paper.word) as stream:
        assert "9/TTr-SNNMT" in Document(io.BytesIO(stream.read())).paragraphs[0].text
    assert "đang dùng" in client.get(address).content.decode()
    client.post(reverse("paper_template_retire", args=[template.pk]))
    assert make(KINDS["to_trinh"], thing).template is None


def words_of(pdf: bytes) -> str:
    return PdfReader(io.BytesIO(pdf)).pages[0].extract_text().strip()


def test_a_template_is_tried_by_who_may_change_it(decided: Proposal) -> None:
    template = upload_template(
        by=office_of(decided.province), unit=decided.province, kind="to_trinh", name="a.docx",
        content=io.BytesIO(docx("Số: {{ so_ky_hieu }}")),
    )  # fmt: skip
    draft = reverse("paper_draft_pdf", args=["proposal", decided.pk, "to_trinh"])
    leader = signed_in(leader_of(decided.province))
    assert leader.get(draft).status_code == 200
    assert [leader.get(f"{draft}?ban-mau={said}").status_code for said in (template.pk, "x", "999999")] == [404] * 3
    office = signed_in(office_of(decided.province))
    other = reverse("paper_draft_pdf", args=["proposal", decided.pk, "decision"])
    assert office.get(f"{other}?ban-mau={template.pk}").status_code == 404
    assert leader.post(reverse("paper_template_take", args=[template.pk])).status_code == 404


def test_of_two_templates_taken_the_last_is_in_use(decided: Proposal) -> None:
    office = office_of(decided.province)
    first, second = (
        upload_template(
            by=office, unit=decided.province, kind="to_trinh", name="a.docx", content=io.BytesIO(docx(text))
        )
        for text in ("Một {{ so_ky_hieu }}", "Hai {{ so_ky_hieu }}")
    )
    take_template(by=office, template=first)
    take_template(by=office, template=second)
    take_template(by=office, template=second)
    first.refresh_from_db()
    assert first.retired_at is not None
    assert template_for(KINDS["to_trinh"], decided.province) == second
    take_template(by=office, template=first)
    assert template_for(KINDS["to_trinh"], decided.province) == first


def test_a_template_whose_words_would_be_lost_is_refused(decided: Proposal) -> None:
    document = Document()
    run = document.add_paragraph("{{ so_ky_hieu }}").add_run()
    run._r.append(run._r.makeelement(qn("w:txbxContent")))
    out = io.BytesIO()
    document.save(out)
    address = reverse("paper_template", args=[decided.province.pk, "to_trinh"])
    sent = {"file": SimpleUploadedFile("a.docx", out.getvalue())}
    said = signed_in(office_of(decided.province)).post(address, sent, follow=True).content.decode()
    assert "hộp chữ" in said
    assert not Template.objects.exists()


def test_nobody_else_changes_settings(decided: Proposal) -> None:
    addresses = [
        reverse("paper_letterhead", args=[decided.province.pk, "office"]),
        reverse("paper_template", args=[decided.province.pk, "to_trinh"]),
    ]
    for person in (leader_of(decided.province), office_of(make_province("Hà Nam", code="35")), make_user("Người lạ")):
        client = signed_in(person)
        assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_a_number_is_kept_from_the_page(decided: Proposal) -> None:
    client = signed_in(office_of(decided.province))
    data = {"unit": decided.province.pk, "issuer": "office", "series": "TB", "year": 2026, "number": 7, "reason": "Sổ"}
    assert client.post(reverse("paper_reserve"), data).status_code == 302
    again = client.post(reverse("paper_reserve"), data)
    assert again.status_code == 422
    assert "07/TB" in client.get(reverse("paper_numbers")).content.decode()


def test_a_planned_session_offers_its_invitation() -> None:
    hall = make_hall(3)
    session = make_session(hall, 1)
    page = signed_in(hall.secretary).get(reverse("papers", args=["session", session.pk])).content.decode()
    assert "Giấy mời họp Hội đồng" in page
    assert "sẵn sàng" in page
