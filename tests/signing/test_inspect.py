"""What the inspection says of files as they come: good, altered, foreign, hostile."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from ocop.signing.pades import asking
from ocop.signing.pades.asking import inspected
from ocop.signing.pades.stamps import stamp
from ocop.signing.pades.writing import Wish, sign_bytes
from ocop.signing.providers import provider_for
from ocop.signing.spec import Box, Secret
from ocop.signing.wording import verdict, whole_verdict
from tests.factories.documents import pdf_bytes, picture_bytes
from tests.factories.signing import PASSWORD, make_leaf, make_root, revoke

# every inspection is a process of its own
pytestmark = pytest.mark.slow
BOX = Box(0, 10, 10, 30, 10)


def signed(leaf=None, *, content: bytes = b"", field: str = "NguoiKy", root=None) -> bytes:
    drawn = stamp(BOX, image=None, lines=["Ký số"])
    leaf = leaf or make_leaf()
    with provider_for("pkcs12", "").opened(Secret(PASSWORD, key_file=leaf.p12(root or make_root()))) as signer:
        return sign_bytes(content or pdf_bytes(), signer, Wish(field, BOX, drawn, "A", "Ký", "Ninh Bình"))


def only(content: bytes):
    found = inspected(content)
    assert found.fault == ""
    assert len(found.signatures) == 1
    return found.signatures[0]


def test_a_good_signature() -> None:
    one = only(signed(make_leaf("Nguyễn Thị Ánh")))
    assert verdict(one) == ("valid", "HỢP LỆ")
    assert (one.name, one.whole, one.revoked, one.stamped_at) == ("Nguyễn Thị Ánh", True, "unknown", None)


def test_every_flipped_byte_of_the_paper_is_noticed() -> None:
    good = signed()
    length = len(pdf_bytes())
    for place in range(30, length - 60, length // 8):
        broken = bytearray(good)
        broken[place] ^= 1
        found = inspected(bytes(broken))
        assert found.fault or not found.signatures or verdict(found.signatures[0])[0] == "stop", place


def test_content_changed_by_a_later_revision_is_a_forgery() -> None:
    """The shadow attack: the signed bytes stay as they were, an update lays other content over them."""
    writer = IncrementalPdfFileWriter(BytesIO(signed()))
    page = writer.root["/Pages"]["/Kids"][0]
    stream = writer.add_object(generic.StreamObject(stream_data=b"1 0 0 rg 0 0 200 280 re f"))
    page["/Contents"] = stream
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    one = only(out.getvalue())
    assert (one.intact, one.changed, one.whole) == (True, "content", False)
    assert verdict(one)[0] == "stop"


def test_bytes_after_the_signature_are_not_passed_over() -> None:
    found = inspected(signed() + b"\n% them mot dong\n")
    assert found.fault or whole_verdict(found.signatures)[0] != "valid"


def test_an_unknown_authority_is_said_to_be_unknown() -> None:
    strange = make_root("CA lạ", 1)
    one = only(signed(make_leaf("Người lạ", root=strange), root=strange))
    assert (one.intact, one.trusted) == (True, False)
    assert verdict(one) == ("wait", "NGUYÊN VẸN, CHƯA RÕ NGƯỜI KÝ")


def test_a_certificate_that_was_out_of_its_days_is_not_accepted() -> None:
    one = only(signed(make_leaf(days=(-90, -2))))
    assert (one.expired, verdict(one)[0]) == (True, "stop")


def test_revocation_comes_from_lists_at_hand(folders) -> None:
    good, bad = make_leaf(), make_leaf("Bị thu hồi", number=2)
    (folders.trust / "crl").mkdir()
    (folders.trust / "crl" / "goc.crl").write_bytes(revoke(bad))
    assert only(signed(good)).revoked == "no"
    one = only(signed(bad))
    assert (one.revoked, verdict(one)[0]) == ("yes", "stop")


def test_a_list_that_its_authority_did_not_sign_says_nothing(folders) -> None:
    leaf, strange = make_leaf(), make_root("CA lạ", 1)
    (folders.trust / "crl").mkdir()
    (folders.trust / "crl" / "la.crl").write_bytes(revoke(leaf, root=strange))
    assert only(signed(leaf)).revoked == "unknown"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "không phải tệp PDF"),
        (picture_bytes(), "không phải tệp PDF"),
        (pdf_bytes(password="x"), "có mật khẩu"),
        (b"%PDF-1.7\nkhong co gi ca", "bị hỏng"),
        (pdf_bytes()[:200], "bị hỏng"),
        (b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R>>", "bị hỏng"),
    ],
    ids=["empty", "picture", "locked", "nothing", "cut", "loop"],
)
def test_what_cannot_be_read_gets_a_sentence(content: bytes, words: str) -> None:
    assert words in inspected(content).fault


def test_an_unsigned_file_is_unsigned() -> None:
    found = inspected(pdf_bytes())
    assert (found.fault, found.signatures, whole_verdict(found.signatures)[0]) == ("", (), "unknown")


def test_a_file_over_the_limit_is_not_opened() -> None:
    assert "nặng hơn 50 MB" in inspected(b"%PDF-" + bytes(asking.LARGEST)).fault


def test_a_file_that_takes_too_long_is_given_up(monkeypatch) -> None:
    monkeypatch.setattr(asking, "SECONDS", 0.01)
    assert "quá lâu" in asking._run(pdf_bytes()).fault


def test_a_bomb_takes_down_its_own_process_only() -> None:
    """Reading that asks for more memory than the process may have."""
    program = "from ocop.signing.pades import inspecting as i; i.inspect = lambda *_: bytes(4 << 30); i.main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "."], input=pdf_bytes(), capture_output=True, cwd=Path(__file__).parents[2]
    )
    assert done.returncode != 0
    assert b"MemoryError" in done.stderr
