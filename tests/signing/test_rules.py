"""The pure rules of signing."""

from datetime import UTC, datetime, timedelta

import pytest

from ocop.signing.checks.certificate import holder_faults
from ocop.signing.checks.order import order_faults
from ocop.signing.checks.placement import agency_box, corner_box, personal_box
from ocop.signing.spec import Block, Box, Found, Holder, Sheet
from ocop.signing.wording import verdict, whole_verdict

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def holder(start: int = -10, end: int = 10, usages: frozenset[str] | None = None) -> Holder:
    day = timedelta(days=1)
    return Holder("Trần Văn A", "UBND tỉnh", "CA", "1f", "ab", NOW + start * day, NOW + end * day, usages)


@pytest.mark.parametrize(
    ("given", "revoked", "words"),
    [
        pytest.param(holder(), "no", [], id="Điều 5: còn hạn"),
        pytest.param(holder(), "unknown", [], id="Điều 5: chưa có danh sách thu hồi vẫn ký"),
        pytest.param(holder(1, 10), "no", ["chưa có hiệu lực, bắt đầu từ 24/11/2026"], id="Điều 5: chưa đến hạn"),
        pytest.param(holder(-10, -1), "no", ["hết hạn ngày 22/11/2026"], id="Điều 5: hết hạn"),
        pytest.param(holder(), "yes", ["đã bị thu hồi"], id="Điều 5: bị thu hồi"),
        pytest.param(holder(usages=frozenset({"other"})), "no", ["không dùng để ký"], id="Điều 5: sai mục đích"),
        pytest.param(holder(usages=frozenset({"non_repudiation"})), "no", [], id="Điều 5: chống chối bỏ"),
        pytest.param(holder(-10, -1, frozenset()), "yes", ["hết hạn", "thu hồi", "không dùng"], id="Điều 5: đủ lỗi"),
    ],
)
def test_a_certificate_signs_only_in_its_days_and_for_signing(given, revoked, words) -> None:
    found = [finding.message for finding in holder_faults(given, NOW, revoked)]
    assert len(found) == len(words)
    assert all(word in sentence for word, sentence in zip(words, found, strict=True))


@pytest.mark.parametrize(
    ("form", "present", "wanted", "free"),
    [
        pytest.param("paper", [], "personal", True, id="Phụ lục I: người ký trước"),
        pytest.param("paper", [], "agency", False, id="Phụ lục I: cơ quan không ký trước"),
        pytest.param("paper", ["personal"], "agency", True, id="Phụ lục I: cơ quan ký sau"),
        pytest.param("paper", ["personal"], "personal", False, id="Phụ lục I: không ký hai lần"),
        pytest.param("paper", ["personal", "agency"], "agency", False, id="Phụ lục I: dấu một lần"),
        pytest.param("attachment", [], "agency", True, id="Phụ lục I: tài liệu kèm theo"),
        pytest.param("attachment", [], "personal", False, id="Phụ lục I: kèm theo không ký cá nhân"),
        pytest.param("attachment", ["agency"], "agency", False, id="Phụ lục I: kèm theo một lần"),
    ],
)
def test_the_person_signs_then_the_agency(form, present, wanted, free) -> None:
    assert (order_faults(form, present, wanted) == []) is free


def test_the_seal_covers_a_third_of_the_signature_on_its_left() -> None:
    """Phụ lục I, Nghị định 30/2020/NĐ-CP."""
    signature = personal_box(Block(0, 150.0, 40.0, 65.0), ratio=2.0)
    assert signature.left + signature.width / 2 == 150.0
    assert (signature.bottom, signature.height) == (40.0, 25.0)
    seal = agency_box(signature, 36.0, 1.0)
    assert (seal.width, seal.height) == (36.0, 36.0)
    assert seal.left + seal.width == pytest.approx(signature.left + signature.width / 3)
    assert seal.bottom + seal.height / 2 == signature.bottom + signature.height / 2


def test_a_wide_signature_stays_between_title_and_name() -> None:
    box = personal_box(Block(1, 100.0, 30.0, 44.0), ratio=5.0)
    assert (box.page, box.width, box.height) == (1, 50.0, 10.0)
    assert box.bottom >= 30.0
    assert box.bottom + box.height <= 44.0


def test_an_attachment_is_signed_top_right_of_its_first_page() -> None:
    box = corner_box(Sheet(210.0, 297.0))
    assert box.page == 0
    assert box.left + box.width < 210.0 < box.left + box.width + 15
    assert box.bottom + box.height < 297.0 < box.bottom + box.height + 15


def test_a_box_in_points() -> None:
    assert Box(0, 25.4, 50.8, 25.4, 12.7).points() == (72, 144, 144, 180)


def found(**changes) -> Found:
    given = {
        "name": "A", "organisation": "", "issuer": "CA", "serial": "1", "fingerprint": "f", "field": "NguoiKy",
        "signed_at": None, "stamped_at": None, "stamp_trusted": False, "intact": True, "trusted": True,
        "changed": "", "whole": True, "expired": False, "expired_now": False, "revoked": "unknown",
    }  # fmt: skip
    return Found(**(given | changes))


@pytest.mark.parametrize(
    ("changes", "tone"),
    [
        ({}, "valid"),
        ({"changed": "signatures", "whole": False}, "valid"),
        ({"intact": False}, "stop"),
        ({"changed": "content"}, "stop"),
        ({"revoked": "yes"}, "stop"),
        ({"expired": True}, "stop"),
        ({"changed": "notes"}, "wait"),
        ({"changed": "unknown"}, "wait"),
        ({"trusted": False}, "wait"),
        ({"expired_now": True}, "wait"),
        ({"expired_now": True, "stamp_trusted": True}, "valid"),
    ],
)
def test_each_signature_has_one_verdict(changes, tone) -> None:
    assert verdict(found(**changes))[0] == tone


def test_the_worst_signature_speaks_for_the_file() -> None:
    assert whole_verdict(())[0] == "unknown"
    assert whole_verdict((found(whole=False), found()))[0] == "valid"
    assert whole_verdict((found(), found(trusted=False)))[0] == "wait"
    assert whole_verdict((found(trusted=False), found(intact=False)))[0] == "stop"


def test_a_file_no_signature_of_which_covers_it_is_not_valid() -> None:
    assert whole_verdict((found(whole=False),))[0] == "wait"
