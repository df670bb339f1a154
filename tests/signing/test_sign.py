"""Signing one paper: what comes out, what is refused, and what another tool says of it."""

import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from ocop.audit.models import Entry
from ocop.base.errors import Conflict, NotAllowed, NotReady, Refused
from ocop.documents.actions.files import is_intact, open_file
from ocop.documents.models import StoredFile
from ocop.documents.typeset import render
from ocop.signing.actions.papers import attach_signed, open_paper
from ocop.signing.actions.profiles import add_profile, end_profile
from ocop.signing.actions.signing import sign_paper
from ocop.signing.models import Paper, Profile, Signature
from ocop.signing.pades.asking import inspected
from ocop.signing.pades.stamps import find_block, stamp
from ocop.signing.pades.writing import Wish, sign_bytes
from ocop.signing.providers import WrongPin, provider_for
from ocop.signing.queries import get_paper, latest_file, signed_kinds
from ocop.signing.spec import Box, Secret
from tests.documents.pdfa import faults
from tests.documents.test_typeset import data as certificate_data
from tests.factories.accounts import make_user
from tests.factories.documents import make_stored_file, pdf_bytes, picture_bytes
from tests.factories.places import make_province
from tests.factories.recognition import leader_of
from tests.factories.signing import PASSWORD, make_leaf, make_root, revoke

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
GOOD = Secret(PASSWORD)
IN_CI = bool(os.environ.get("CI"))


def content(stored: StoredFile) -> bytes:
    with open_file(stored) as stream:
        return stream.read()


def pdfsig(data: bytes, folder: Path) -> str:
    """What poppler says: a tool that we did not write."""
    path = folder / "ky.pdf"
    path.write_bytes(data)
    return subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=True).stdout


def both(ground) -> Paper:
    paper = ground.paper()
    sign_paper(by=ground.leader, paper=paper, profile=ground.personal, secret=GOOD)
    sign_paper(by=ground.office, paper=get_paper(paper.pk), profile=ground.agency, secret=GOOD)
    return get_paper(paper.pk)


@pytest.mark.slow
def test_the_person_and_then_the_agency_sign_and_both_stay_valid(ground) -> None:
    paper = both(ground)
    first, second = paper.signatures.all()
    assert (first.kind, second.kind) == ("personal", "agency")
    assert first.source == paper.original
    assert second.source == first.signed
    assert content(first.signed).startswith(content(paper.original))
    assert content(second.signed).startswith(content(first.signed))
    assert all(is_intact(row) for row in (paper.original, first.signed, second.signed))
    seen = inspected(content(second.signed)).signatures
    assert [(one.intact, one.trusted, one.changed) for one in seen] == [(True, True, "signatures"), (True, True, "")]
    assert [one.name for one in seen] == [str(ground.leader), "UBND tỉnh (mẫu)"]
    assert list(Entry.objects.order_by("number").values_list("action", flat=True))[-3:] == [
        "signing.open_paper",
        "signing.sign_personal",
        "signing.sign_agency",
    ]


@pytest.mark.skipif(not IN_CI and not shutil.which("pdfsig"), reason="cần gói poppler-utils để đối chiếu chữ ký")
def test_poppler_agrees(ground, tmp_path) -> None:
    signed = content(latest_file(both(ground)))
    said = pdfsig(signed, tmp_path)
    assert said.count("Signature is Valid.") == 2
    assert said.count("ETSI.CAdES.detached") == 2
    assert "Total document signed" in said
    broken = bytearray(signed)
    broken[signed.index(b"/MediaBox") + 12] ^= 1
    assert "Signature is Valid." not in pdfsig(bytes(broken), tmp_path)


def test_pdf_a_is_kept(ground) -> None:
    file = make_stored_file(content=render("certificate", certificate_data()))
    paper = open_paper(by=ground.office, file=file, province=ground.province, title="Giấy", signer_name="Không có")
    signed = sign_paper(by=ground.leader, paper=paper, profile=ground.personal, secret=GOOD).signed
    assert faults(content(signed)) == []
    reader = PdfReader(BytesIO(content(signed)))
    assert b"pdfaid:part" in reader.xmp_metadata.stream.get_data()
    assert reader.trailer["/Root"]["/OutputIntents"]
    field = reader.get_fields()["NguoiKy"]
    assert field["/FT"] == "/Sig"
    widget = next(note.get_object() for note in reader.pages[0]["/Annots"])
    assert widget["/F"] & 4, "PDF/A: mọi hình hiển thị phải được in"
    assert "/N" in widget["/AP"]


def test_the_block_is_found_by_the_printed_name() -> None:
    pdf = render("certificate", certificate_data())
    block = find_block(pdf, certificate_data()["signer"])
    assert block.centre == pytest.approx(297 - 34 - 46, abs=1)
    assert 15 < block.bottom < block.top < 60
    elsewhere = find_block(pdf, "Một Người Khác")
    assert elsewhere.centre == pytest.approx(297 * 0.72, abs=1)


def test_an_attachment_takes_the_agency_alone_without_image(ground) -> None:
    paper = ground.paper(form="attachment", number="12/QĐ-UBND")
    with pytest.raises(NotReady, match="chỉ cần chữ ký số của cơ quan"):
        sign_paper(by=ground.leader, paper=paper, profile=ground.personal, secret=GOOD)
    signed = sign_paper(by=ground.office, paper=paper, profile=ground.agency, secret=GOOD).signed
    page = PdfReader(BytesIO(content(signed))).pages[0]
    _, _, right, top = (float(value) for value in page["/Annots"][0].get_object()["/Rect"])
    assert right > float(page.mediabox.width) - 30
    assert top > float(page.mediabox.height) - 30


def refused(ground, paper, profile, secret=GOOD, by=None, error=Refused) -> str:
    before = (Signature.objects.count(), StoredFile.objects.count(), Entry.objects.count())
    with pytest.raises(error) as caught:
        sign_paper(by=by or ground.leader, paper=paper, profile=profile, secret=secret)
    assert before == (Signature.objects.count(), StoredFile.objects.count(), Entry.objects.count())
    return str(caught.value)


def test_a_wrong_password_signs_nothing(ground) -> None:
    assert "Chưa ký gì" in refused(ground, ground.paper(), ground.personal, Secret("sai"), error=WrongPin)


def test_the_agency_does_not_sign_first(ground) -> None:
    assert "ký trước" in refused(ground, ground.paper(), ground.agency, by=ground.office)


def test_nobody_signs_twice(ground) -> None:
    paper = ground.paper()
    sign_paper(by=ground.leader, paper=paper, profile=ground.personal, secret=GOOD)
    assert "không ký lần hai" in refused(ground, get_paper(paper.pk), ground.personal)


def test_of_two_that_sign_at_once_one_wins(ground) -> None:
    stale = ground.paper()
    assert signed_kinds(get_paper(stale.pk)) == []
    same = get_paper(stale.pk)
    list(same.signatures.all())
    sign_paper(by=ground.leader, paper=get_paper(stale.pk), profile=ground.personal, secret=GOOD)
    # `same` was read before: its page still shows no signature
    assert refused(ground, same, ground.personal, error=(NotReady, Conflict))


@pytest.mark.parametrize(
    ("leaf", "words"),
    [
        ({"days": (-400, -3)}, "hết hạn"),
        ({"days": (2, 400)}, "chưa có hiệu lực"),
        ({"signing": False}, "không dùng để ký"),
    ],
)
def test_a_certificate_out_of_its_days_or_purpose_signs_nothing(ground, folders, leaf, words) -> None:
    (folders.keys / "lanh-dao.p12").write_bytes(make_leaf(str(ground.leader), **leaf).p12(make_root()))
    assert words in refused(ground, ground.paper(), ground.personal)


def test_a_revoked_certificate_signs_nothing(ground, folders) -> None:
    leaf = make_leaf(str(ground.leader))
    (folders.keys / "lanh-dao.p12").write_bytes(leaf.p12(make_root()))
    (folders.trust / "crl").mkdir()
    (folders.trust / "crl" / "goc.crl").write_bytes(revoke(leaf))
    assert "đã bị thu hồi" in refused(ground, ground.paper(), ground.personal)


def test_another_key_than_the_declared_one_signs_nothing(ground, folders) -> None:
    (folders.keys / "lanh-dao.p12").write_bytes(make_leaf("Người khác", number=3).p12(make_root()))
    assert "không phải chứng thư số đã khai" in refused(ground, ground.paper(), ground.personal)


@pytest.mark.parametrize("name", ["../settings.py", "/etc/passwd", "khong-co.p12", "khoa.txt"])
def test_a_key_file_is_read_from_its_folder_only(name) -> None:
    with pytest.raises(Refused), provider_for("pkcs12", name).opened(GOOD):
        pass


def test_a_time_stamp_server_that_is_silent_leaves_nothing(ground, settings) -> None:
    settings.SIGNING_TSA_URL = "http://127.0.0.1:9/tsa"
    assert "dấu thời gian không trả lời" in refused(ground, ground.paper(), ground.personal)


def test_an_encrypted_or_broken_pdf_is_not_signed() -> None:
    leaf = make_leaf()
    wish = Wish("NguoiKy", Box(0, 10, 10, 30, 10), pdf_bytes(), "A", "Ký", "Ninh Bình")
    with provider_for("pkcs12", "").opened(Secret(PASSWORD, key_file=leaf.p12())) as signer:
        for bad in (pdf_bytes(password="x"), pdf_bytes()[:300], b"%PDF-1.7\nkhong co gi"):
            with pytest.raises(Refused, match="PDF"):
                sign_bytes(bad, signer, wish)


def test_only_pdf_is_signed(ground) -> None:
    picture = make_stored_file(name="anh.jpg", content=picture_bytes())
    with pytest.raises(Refused, match="PDF"):
        open_paper(by=ground.office, file=picture, province=ground.province, title="Ảnh")


@pytest.mark.parametrize("role", ["provincial_office", "auditor", "commune_leader", "administrator", "council_chair"])
def test_the_leaders_key_is_the_leaders(ground, role) -> None:
    other = make_user(roles=[(role, "province", ground.province.pk)])
    refused(ground, ground.paper(), ground.personal, by=other, error=NotAllowed)


def test_another_leader_does_not_sign_with_this_key(ground) -> None:
    refused(ground, ground.paper(), ground.personal, by=leader_of(ground.province), error=NotAllowed)


def test_a_leader_of_another_province_sees_and_signs_nothing(ground) -> None:
    other = leader_of(make_province(name="Tỉnh khác (mẫu)", code="38"))
    paper = ground.paper()
    assert not other.has_perm("signing.view", paper)
    with pytest.raises(NotAllowed):
        add_profile(
            by=other, province=ground.province, kind="agency", provider="pkcs12", reference="co-quan.p12", secret=GOOD
        )
    refused(ground, paper, ground.agency, by=other, error=NotAllowed)


def test_whoever_signs_for_no_body_declares_no_key(ground) -> None:
    member = make_user(roles=[("council_member", "council", 1), ("auditor", "province", ground.province.pk)])
    with pytest.raises(NotAllowed):
        add_profile(
            by=member,
            province=ground.province,
            kind="personal",
            provider="pkcs12",
            reference="co-quan.p12",
            secret=GOOD,
        )
    assert Profile.objects.count() == 2


def test_an_ended_profile_signs_no_more(ground) -> None:
    end_profile(by=ground.leader, profile=ground.personal)
    ground.personal.refresh_from_db()
    assert "ngừng dùng" in refused(ground, ground.paper(), ground.personal)


def test_no_password_stands_in_the_record(ground) -> None:
    both(ground)
    assert not [entry for entry in Entry.objects.all() if PASSWORD in entry.data]
    assert PASSWORD not in repr(GOOD)


def signed_elsewhere(before: bytes, leaf, field: str = "KyNgoai") -> bytes:
    box = Box(0, 10, 10, 30, 10)
    wish = Wish(field, box, stamp(box, image=None, lines=["Ký số"]), "A", "Ký", "Ninh Bình")
    with provider_for("pkcs12", "").opened(Secret(PASSWORD, key_file=leaf.p12(make_root()))) as signer:
        return sign_bytes(before, signer, wish)


@pytest.mark.slow
def test_a_version_signed_elsewhere_is_checked_and_kept(ground) -> None:
    paper = ground.paper()
    row = attach_signed(
        by=ground.office,
        paper=paper,
        kind="personal",
        content=signed_elsewhere(content(paper.original), make_leaf("Phó Chủ tịch")),
    )
    assert (row.name, row.elsewhere, row.trusted, row.by) == ("Phó Chủ tịch", True, True, ground.office)
    sign_paper(by=ground.office, paper=get_paper(paper.pk), profile=ground.agency, secret=GOOD)
    assert signed_kinds(get_paper(paper.pk)) == ["personal", "agency"]


@pytest.mark.slow
def test_what_is_not_our_paper_signed_is_refused(ground) -> None:
    paper = ground.paper()
    ours = content(paper.original)
    strange = make_leaf("Người lạ", root=make_root("CA lạ", 1))
    good = signed_elsewhere(ours, make_leaf())
    broken = bytearray(good)
    broken[len(ours) + 40] ^= 1
    expired = signed_elsewhere(ours, make_leaf(days=(-90, -2)))
    for data, words in (
        (signed_elsewhere(pdf_bytes(mark="Tệp khác"), make_leaf()), "không phải bản lấy từ đây"),
        (ours, "không có chữ ký số mới"),
        (signed_elsewhere(good, strange, "KyLan2"), "hơn một chữ ký"),
        (bytes(broken), "nguyên vẹn|hỏng|không có chữ ký"),
        (expired, "không còn hạn"),
    ):
        with pytest.raises(Refused, match=words):
            attach_signed(by=ground.office, paper=paper, kind="personal", content=data)
    assert Signature.objects.count() == 0
