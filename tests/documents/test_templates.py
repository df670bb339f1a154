"""An office's own DOCX template: only listed fields, no code, no bulk; each fault has its sentence."""

import io
import zipfile

import pytest
from docx import Document

from ocop.documents.spec import missing
from ocop.documents.word.fill import MAX_BYTES, BadTemplate, fill_template, judge_template

ALLOWED = ("so_ky_hieu", "san_pham_ds", "chu_the")


def docx(*paragraphs: str, header: str = "") -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def added(content: bytes, name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry.filename))
        new.writestr(name, data)
    return out.getvalue()


def words(content: bytes) -> str:
    return "\n".join(row.text for row in Document(io.BytesIO(content)).paragraphs)


def test_a_template_is_filled() -> None:
    content = docx(
        "Số: {{ so_ky_hieu }}", "{% for x in san_pham_ds %}{{ x.ten }}; {% endfor %}", header="{{ chu_the }}"
    )
    assert judge_template(content, ALLOWED) == set(ALLOWED)
    values = {"so_ky_hieu": "01/QĐ", "san_pham_ds": [{"ten": "Ấm trà"}, {"ten": "Chè <lam> & mứt"}], "chu_the": "HTX"}
    filled = fill_template(content, values)
    assert "Số: 01/QĐ" in words(filled)
    assert "Ấm trà; Chè <lam> & mứt;" in words(filled)
    assert Document(io.BytesIO(filled)).sections[0].header.paragraphs[0].text == "HTX"


def test_what_a_person_typed_is_never_run() -> None:
    filled = fill_template(docx("{{ chu_the }}"), {"chu_the": "{{ 7 * 7 }}{% for x in y %}"})
    assert words(filled) == "{{ 7 * 7 }}{% for x in y %}"


def test_a_gap_shows_as_it_reads() -> None:
    assert words(fill_template(docx("{{ chu_the }}"), {"chu_the": missing("Chủ thể")})) == "[Chủ thể]"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "không phải Word", id="empty"),
        pytest.param(b"%PDF-1.7", "không phải Word", id="a PDF"),
        pytest.param(docx("{{ chu_the }}")[:-400], "không phải Word", id="cut off"),
        pytest.param(docx("{{ mat_khau }}"), "trường lạ: mat_khau", id="an unknown field"),
        pytest.param(docx("{{ chu_the "), "sai cú pháp", id="a mark left open"),
        pytest.param(docx("{% for x in san_pham_ds %}{{ x }}"), "sai cú pháp", id="a loop left open"),
        pytest.param(docx("Không có gì"), "không có trường nào", id="no field"),
        pytest.param(added(docx("{{ chu_the }}"), "word/vbaProject.bin", b"x"), "macro", id="a macro"),
        pytest.param(
            added(docx("{{ chu_the }}"), "word/media/bomb.png", b"\0" * 40_000_000), "giải nén ra quá lớn", id="a bomb"
        ),
        pytest.param(
            added(
                docx("{{ chu_the }}"),
                "word/_rels/settings.xml.rels",
                b'<Relationships><Relationship Id="r1" Type="http://x/attachedTemplate" Target="file:///x"/></Relationships>',
            ),
            "tệp bên ngoài",
            id="a template of its own elsewhere",
        ),
        pytest.param(b"0" * (MAX_BYTES + 1), "nặng quá", id="too large"),
    ],
)  # fmt: skip
def test_a_bad_template_is_refused_with_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(BadTemplate, match=said):
        judge_template(content, ALLOWED)


@pytest.mark.parametrize(
    "attack",
    [
        "{{ chu_the.__class__.__mro__ }}",
        "{{ chu_the|attr('__class__') }}",
        "{{ ''.__class__ }}{{ chu_the }}",
        "{{ range(9) }}{{ chu_the }}",
    ],
)
def test_the_sandbox_opens_nothing(attack: str) -> None:
    content = docx(attack)
    try:
        judge_template(content, ALLOWED)
        shown = words(fill_template(content, {"chu_the": "HTX"}))
    except BadTemplate:
        return
    assert "class" not in shown
    assert "range" not in shown
