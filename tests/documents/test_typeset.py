"""Papers hold exactly the words they were given."""

import re
import subprocess
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from pypdf import PdfReader

from ocop.documents import typeset
from ocop.documents.typeset import NotTypeset, qr_svg, render, version

LINK = "https://ocop.example.vn/c/37-14488-002-2026/420291114YsBNYc" + "Ab0_-" * 17 + "Z"
HOSTILE = [
    "#let x = 1; #panic()",
    "$x^2$ và $alpha$",
    "đường \\ dẫn \\u{41}",
    "\"hai\" 'một' “cong” ‘đơn’",
    "*đậm* _nghiêng_ `mã` @nhãn <nhãn> [ô] {khối}",
    "// chú thích /* dài */ -- --- ... ~",
    "#sys.inputs.data",
    "= Đề mục",
]


def data(**changes):
    given = {
        "number": "12/GCN-OCOP-37-2026",
        "code": "37-14488-002-2026",
        "stars": 4,
        "product": "Trà sen ướp xổi Đầm Vân",
        "producer": "Hợp tác xã Nông nghiệp Đầm Vân",
        "commune": "xã Gia Vân",
        "province": "tỉnh Ninh Bình",
        "set_name": "Sản phẩm trà từ thực vật khác",
        "issuer": "Chủ tịch Ủy ban nhân dân tỉnh Ninh Bình",
        "decision": "1234/QĐ-UBND",
        "decided_on": "ngày 15 tháng 11 năm 2026",
        "day": "2026-11-15",
        "place_and_date": "Ninh Bình, ngày 15 tháng 11 năm 2026",
        "valid_from": "15/11/2026",
        "valid_until": "14/11/2029",
        "signer_title": "Chủ tịch",
        "signer": "Nguyễn Văn Mẫu",
        "qr": qr_svg(LINK),
        "qr_note": "Quét mã để xem hôm nay giấy này còn hiệu lực hay không.",
    }
    return given | changes


def text_of(pdf: bytes, tmp_path) -> str:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return re.sub(r"\s+", " ", done.stdout.decode()).strip()


def test_the_certificate_says_what_it_must(tmp_path) -> None:
    assert text_of(render("certificate", data()), tmp_path) == unicodedata.normalize(
        "NFC",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH NINH BÌNH GIẤY CHỨNG NHẬN Sản phẩm OCOP đạt 4 sao "
        "Trà sen ướp xổi Đầm Vân của Hợp tác xã Nông nghiệp Đầm Vân xã Gia Vân, tỉnh Ninh Bình "
        "Bộ sản phẩm: Sản phẩm trà từ thực vật khác Theo Quyết định số 1234/QĐ-UBND ngày 15 tháng 11 năm 2026 "
        "Giấy chứng nhận có giá trị từ ngày 15/11/2026 đến hết ngày 14/11/2029 "
        "Ninh Bình, ngày 15 tháng 11 năm 2026 CHỦ TỊCH Số giấy chứng nhận 12/GCN-OCOP-37-2026 "
        "Mã sản phẩm 37-14488-002-2026 Quét mã để xem hôm nay giấy này còn hiệu lực hay không. Nguyễn Văn Mẫu",
    )


def test_it_is_one_a4_page_of_pdf_a_with_its_fonts(tmp_path) -> None:
    (tmp_path / "paper.pdf").write_bytes(render("certificate", data()))
    reader = PdfReader(tmp_path / "paper.pdf")
    assert [round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:]] == [297, 210]
    assert len(reader.pages) == 1
    assert b"pdfaid:part" in reader.trailer["/Root"]["/Metadata"].get_data()
    fonts = subprocess.run(["pdffonts", str(tmp_path / "paper.pdf")], capture_output=True, check=True).stdout.decode()
    assert {"Tinos", "BeVietnamPro"} == set(re.findall(r"\+(Tinos|BeVietnamPro)", fonts))
    assert "Libertinus" not in fonts


def test_the_same_data_give_the_same_bytes() -> None:
    assert render("certificate", data()) == render("certificate", data())


def test_the_qr_is_read_back_from_the_paper(tmp_path) -> None:
    (tmp_path / "paper.pdf").write_bytes(render("certificate", data()))
    subprocess.run(["pdftoppm", "-r", "120", "-png", "paper.pdf", "page"], cwd=tmp_path, check=True)
    done = subprocess.run(["zbarimg", "-q", "--raw", "page-1.png"], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.decode().strip() == LINK


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_person_typed_is_never_typst(name: str, tmp_path) -> None:
    assert name in text_of(render("certificate", data(product=name)), tmp_path)


@pytest.mark.parametrize("field", ["product", "producer", "set_name"])
def test_300_letters_still_make_one_page(field: str, tmp_path) -> None:
    long = ("Nước mắm truyền thống ủ chượp gỗ bời lời " * 9)[:300].strip()
    pdf = render("certificate", data(**{field: long}))
    assert long in text_of(pdf, tmp_path)
    assert len(PdfReader(tmp_path / "paper.pdf").pages) == 1


def test_decomposed_letters_come_out_composed(tmp_path) -> None:
    pdf = render("certificate", data(product=unicodedata.normalize("NFD", "Mắm tép Gia Viễn")))
    assert "Mắm tép Gia Viễn" in text_of(pdf, tmp_path)


def test_a_character_without_a_shape_is_refused_by_name() -> None:
    with pytest.raises(NotTypeset, match="🐝"):
        render("certificate", data(product="Mật ong 🐝 rừng"))


@pytest.mark.parametrize("value", ["", None, "   ", "\x00"])
def test_a_missing_value_is_refused(value) -> None:
    with pytest.raises(NotTypeset, match="producer"):
        render("certificate", data(producer=value))


def test_a_missing_field_is_refused() -> None:
    given = data()
    del given["decision"], given["signer"]
    with pytest.raises(NotTypeset, match="decision, signer"):
        render("certificate", given)


def test_a_field_the_layout_does_not_know_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="phone"):
        render("certificate", data(phone="0912"))


def test_sample_data_are_marked_on_the_paper(tmp_path) -> None:
    assert "DỮ LIỆU MẪU" in text_of(render("certificate", data(sample="DỮ LIỆU MẪU")), tmp_path)


def test_a_layout_has_a_version() -> None:
    assert version("certificate") == "certificate-1"


def test_a_fault_of_the_layout_is_not_blamed_on_the_writer() -> None:
    error = ValueError("unknown variable: x")
    assert typeset._explained(error) is error


@pytest.mark.slow
def test_many_threads_print_their_own_papers() -> None:
    names = [f"Cơm cháy số {n}" for n in range(12)]
    alone = [render("certificate", data(product=name)) for name in names]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda name: render("certificate", data(product=name)), names))
    assert together == alone
