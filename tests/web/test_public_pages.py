"""Pages for whoever holds a pack: today's status, in words and shape, light, without personal data."""

import gzip
import json
import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.urls import reverse

from ocop.documents.codes import _bytes
from ocop.recognition.actions.published import load_published
from ocop.recognition.codes import code_url, make_token
from ocop.recognition.models import Certificate, CertificateEvent
from ocop.recognition.queries.certificates import today
from tests.factories.parties import make_representative
from tests.factories.recognition import make_certificate

pytestmark = pytest.mark.django_db
LIMIT = 50 * 1024


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def by_qr(certificate: Certificate) -> str:
    return f"/c/{certificate.code}/{certificate.token}"


def test_the_printed_address_opens_the_page(client, settings) -> None:
    settings.SITE_URL = "http://testserver"
    certificate = make_certificate()
    address = code_url(certificate.code, certificate.token)
    args = {"code": certificate.code, "token": certificate.token}
    assert address == "http://testserver" + reverse("certificate_by_qr", kwargs=args)
    assert client.get(address).status_code == 200


def test_the_page_says_what_the_pack_may_carry_today(client) -> None:
    certificate = make_certificate(4)
    answer = client.get(by_qr(certificate))
    shown = text(answer)
    for words in (
        "ĐANG CÓ HIỆU LỰC",
        f"Bao bì được in 4 sao đến hết ngày {certificate.valid_until:%d/%m/%Y}.",
        certificate.product_name,
        certificate.producer_name,
        certificate.commune_name,
        certificate.code,
        certificate.number,
        certificate.decision.number,
        "Chữ ký của mã QR hợp lệ",
        "4 sao",
    ):
        assert words in shown, words
    assert 'class="seal seal-valid"' in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "until", "word", "shape"),
    [
        ("revoked", None, "ĐÃ THU HỒI", "stop"),
        ("suspended", None, "ĐANG TẠM DỪNG", "wait"),
        ("replaced", None, "ĐÃ ĐƯỢC THAY THẾ", "wait"),
    ],
)
def test_every_change_is_seen_at_once(client, kind: str, until, word: str, shape: str) -> None:
    certificate = make_certificate()
    CertificateEvent.objects.create(
        certificate=certificate,
        kind=kind,
        effective_on=today(),
        until=until,
        decision_no="88/QĐ-UBND",
        reason="Nội dung nội bộ",
        basis="Kết luận kiểm tra",
        signed_on=today(),
        signer_title="Chủ tịch",
        by=certificate.issued_by,
    )
    answer = client.get(by_qr(certificate))
    assert word in text(answer)
    assert "88/QĐ-UBND" in text(answer)
    assert "Nội dung nội bộ" not in text(answer)
    assert f"seal-{shape}" in answer.content.decode()


def test_without_the_token_the_page_says_so(client) -> None:
    certificate = make_certificate()
    answer = client.get(f"/c/{certificate.code}/")
    assert answer.status_code == 200
    assert "Bạn đang xem theo mã" in text(answer)
    assert "Chữ ký của mã QR hợp lệ" not in text(answer)


def test_forged_made_up_lost_and_unknown_are_told_apart(client) -> None:
    certificate = make_certificate()
    absent = "37-99999-001-2026"
    genuine = make_token(absent, 4, certificate.valid_until)
    pages = {
        f"/c/{certificate.code}/{'x' * 90}": "MÃ QR KHÔNG DO HỆ THỐNG PHÁT HÀNH",
        f"/c/{absent}/{certificate.token}": "MÃ NÀY KHÔNG DO HỆ THỐNG PHÁT HÀNH",
        f"/c/{absent}/{genuine}": "CHƯA TÌM THẤY TRONG HỒ SƠ",
        f"/c/{absent}/": "KHÔNG CÓ MÃ NÀY",
        "/c/<b>đậm/": "KHÔNG CÓ MÃ NÀY",
    }
    answers = {path: client.get(path) for path in pages}
    assert {answer.status_code for answer in answers.values()} == {404}
    assert [path for path, words in pages.items() if words not in text(answers[path])] == []
    assert b"<b>\xc4\x91" not in b"".join(answer.content for answer in answers.values())
    assert certificate.product_name not in text(answers[f"/c/{certificate.code}/{'x' * 90}"])


def test_no_personal_data_ever_appear(client) -> None:
    certificate = make_certificate()
    producer = certificate.product.producer
    producer.phone, producer.email = "0229 3999 888", "htx@vidu.vn"
    producer.save()
    make_representative(
        producer, full_name="Trần Văn Kín", phone="0912345678", residence="Số 5 ngõ Kín", email="kin@vidu.vn"
    )
    secret = ("Trần Văn Kín", "0912345678", "ngõ Kín", "kin@vidu.vn", "Mường", "3999 888", "htx@vidu.vn", "Thôn Đông")
    official = (str(certificate.issued_by), str(certificate.dossier.created_by))
    pages = [by_qr(certificate), f"/c/{certificate.code}/", "/tra-cuu/", f"/tra-cuu/?q={certificate.product_name}"]
    for page in pages:
        content = client.get(page).content.decode()
        assert [word for word in (*secret, *official) if word in content] == [], page


def test_the_certificate_page_weighs_less_than_50_kb(client) -> None:
    """Everything a first visit transfers: the page, the style sheet, and every font its rules may fetch."""
    certificate = make_certificate()
    page = client.get(by_qr(certificate)).content
    assets = Path(settings.VAR_DIR) / "assets" / "web"
    style = (assets / "lean.css").read_bytes()
    fonts = set(re.findall(rb'url\("(fonts/[^"]+)"\)', style))
    linked = set(re.findall(rb'(?:href|src)="/static/web/([^"]+)"', page))
    assert linked == {b"favicon.svg", b"lean.css"}
    total = len(gzip.compress(page)) + len(gzip.compress(style)) + (assets / "favicon.svg").stat().st_size
    total += sum((assets / name.decode()).stat().st_size for name in fonts)
    assert total < LIMIT
    assert b"<script" not in page


def test_caches_keep_it_only_for_a_minute(client) -> None:
    certificate = make_certificate()
    for page in (by_qr(certificate), "/tra-cuu/", "/khoa-cong-khai/"):
        assert client.get(page)["Cache-Control"] == "public, max-age=60"


def test_nothing_is_changed_by_a_visitor(client) -> None:
    certificate = make_certificate()
    assert [client.post(path).status_code for path in (by_qr(certificate), "/tra-cuu/")] == [405, 405]
    assert client.head(by_qr(certificate)).status_code == 200


def test_the_keys_are_published_for_people_and_machines(client) -> None:
    keys = json.loads(client.get("/.well-known/ocop-keys.json").content)["keys"]
    assert keys[0]["crv"] == "Ed25519"
    assert keys[0]["x"] in text(client.get("/khoa-cong-khai/"))
    certificate = make_certificate()
    signed = f"ocop-code-1\n{certificate.code}\n4\n{certificate.valid_until:%Y-%m-%d}".encode()
    assert certificate.token[9:15] == keys[0]["kid"]
    Ed25519PublicKey.from_public_bytes(_bytes(keys[0]["x"])).verify(_bytes(certificate.token[15:]), signed)


def test_robots_may_read_what_is_public(client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines == ["User-agent: *", "Allow: /tra-cuu/", "Allow: /c/", "Allow: /khoa-cong-khai/", "Disallow: /"]


def test_search_shows_ours_and_the_past_apart(client) -> None:
    certificate = make_certificate()
    load_published()
    ours, past = text(client.get("/tra-cuu/")), text(client.get("/tra-cuu/?phan=da-cong-bo&q=non+khe"))
    assert certificate.product_name in ours
    assert "Giò trứng Nộn Khê" not in ours
    assert "Đang có hiệu lực" in ours
    assert "Giò trứng Nộn Khê" in past
    assert "Hạng sao: chưa công bố" in past
    assert "năm chưa công bố" in past
    assert "Nguồn công bố" in past
    assert certificate.product_name not in past


def test_a_whole_code_typed_goes_to_its_page(client) -> None:
    certificate = make_certificate()
    answer = client.get("/tra-cuu/", {"q": certificate.code})
    assert (answer.status_code, answer["Location"]) == (302, f"/c/{certificate.code}/")


def test_filters_that_make_no_sense_are_not_applied(client) -> None:
    certificate = make_certificate()
    answer = client.get("/tra-cuu/?sao=9&nhom=x&xa=y&tinh_trang=z&page=abc")
    assert answer.status_code == 200
    assert certificate.product_name in text(answer)


def test_an_empty_search_says_what_to_do(client) -> None:
    assert "Chưa có giấy chứng nhận nào do hệ thống này cấp." in text(client.get("/tra-cuu/"))
    assert "Hãy bớt điều kiện lọc" in text(client.get("/tra-cuu/?q=zzz"))
    assert "Không có sản phẩm đã công bố nào phù hợp." in text(client.get("/tra-cuu/?phan=da-cong-bo&q=zzz"))


def test_pages_of_25(client) -> None:
    load_published()
    first = client.get("/tra-cuu/?phan=da-cong-bo")
    last = client.get("/tra-cuu/?phan=da-cong-bo&page=4")
    assert "1–25 trong 95 sản phẩm" in text(first)
    assert "76–95 trong 95 sản phẩm" in text(last)


def test_the_list_asks_the_same_number_of_questions_for_1_and_3_rows(client, django_assert_num_queries) -> None:
    make_certificate()
    with django_assert_num_queries(7):
        client.get("/tra-cuu/")
    make_certificate()
    make_certificate()
    with django_assert_num_queries(7):
        client.get("/tra-cuu/")
