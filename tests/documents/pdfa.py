"""What ISO 19005-2 (PDF/A-2b) asks of a file and can be seen in its objects; each fault names the clause.

No validator of the standard comes with the packages of this project: the syntax of content streams is left to typst,
which refuses to write what its standard forbids, and everything around it is looked at here, signatures included.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

FORBIDDEN_ACTIONS = {
    "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition", "/Trans",
    "/GoTo3DView", "/JavaScript",
}  # fmt: skip
FORBIDDEN_NOTES = {"/3D", "/Sound", "/Screen", "/Movie"}
PRINTED, HIDDEN = 4, 1 | 2 | 32 | 256


def faults(pdf: bytes) -> list[str]:
    """Everything found; empty where the file keeps the standard as far as it is looked at."""
    found = [] if pdf.startswith(b"%PDF-1.") else ["6.1.2 header"]
    second = pdf.split(b"\n", 2)[1]
    if not (second.startswith(b"%") and sum(byte > 127 for byte in second[1:5]) == 4):
        found.append("6.1.2 binary comment")
    if b"\n%%EOF" not in pdf[-16:]:
        found.append("6.1.3 end of file")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found += _whole(document)
        for item in document.objects:
            found += _object(item)
        for page in document.pages:
            found += [fault for note in page.get("/Annots", Array()) for fault in _note(note)]
    return found


def _whole(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    if document.is_encrypted:
        yield "6.1.3 encrypted"
    if "/ID" not in document.trailer:
        yield "6.1.3 no file identifier"
    intents = [intent for intent in root.get("/OutputIntents", Array()) if intent.get("/S") == Name.GTS_PDFA1]
    if not intents or "/DestOutputProfile" not in intents[0]:
        yield "6.2.3 no output intent with its profile"
    with document.open_metadata() as metadata:
        if (metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")) not in (("2", "B"), ("2", "U")):
            yield "6.6.4 no PDF/A-2 identification"
        if not metadata.get("dc:title"):
            yield "6.6.2 no title"
    for name in ("/AA", "/Requirements"):
        if name in root:
            yield f"6.5.2 {name} in the catalog"
    if "/EmbeddedFiles" in root.get("/Names", Dictionary()):
        yield "6.8 embedded files"
    form = root.get("/AcroForm", Dictionary())
    if form.get("/NeedAppearances", False) or "/XFA" in form:
        yield "6.4 form without appearances"


def _object(item: Object) -> Iterator[str]:
    if isinstance(item, Stream):
        filters = item.get("/Filter", Array())
        if "/F" in item or "/LZWDecode" in [
            str(name) for name in (filters if isinstance(filters, Array) else [filters])
        ]:
            yield "6.1.7 stream outside the file or LZW"
        if item.get("/Subtype") == Name.Image and (item.get("/Interpolate", False) or "/Alternates" in item):
            yield "6.2.8 image"
        if item.get("/Subtype") == Name.PS or item.get("/Subtype2") == Name.PS:
            yield "6.2.9 PostScript"
    if not isinstance(item, Dictionary | Stream):
        return
    if item.get("/Type") == Name.Font:
        yield from _font(item)
    if "/S" in item and str(item.get("/S")) in FORBIDDEN_ACTIONS:
        yield f"6.5.1 action {item.get('/S')}"
    if item.get("/ColorSpace") == Name.DeviceCMYK or item.get("/CS") == Name.DeviceCMYK:
        yield "6.2.4 CMYK without its profile"
    if "/TR" in item or item.get("/HTP") is not None:
        yield "6.2.5 graphics state"


def _font(font: Any) -> Iterator[str]:
    if font.get("/Subtype") == Name.Type0:
        below = font.get("/DescendantFonts", Array())
        if len(below) != 1 or not _embedded(below[0]):
            yield f"6.2.11.4 font not embedded: {font.get('/BaseFont')}"
        if "/ToUnicode" not in font:
            yield f"6.2.11.7 no way back to letters: {font.get('/BaseFont')}"
    elif font.get("/Subtype") in (Name.Type1, Name.TrueType) and not _embedded(font):
        yield f"6.2.11.4 font not embedded: {font.get('/BaseFont')}"


def _embedded(font: Any) -> bool:
    described = font.get("/FontDescriptor", Dictionary())
    return any(name in described for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def _note(note: Any) -> Iterator[str]:
    kind = str(note.get("/Subtype"))
    if kind in FORBIDDEN_NOTES:
        yield f"6.3.1 annotation {kind}"
    flags = int(note.get("/F", 0))
    if kind != "/Popup" and (not flags & PRINTED or flags & HIDDEN):
        yield f"6.3.2 annotation {kind} not printed"
    area = [float(value) for value in note.get("/Rect", [0, 0, 0, 0])]
    seen = area[0] != area[2] and area[1] != area[3]
    if kind not in ("/Popup", "/Link") and seen and "/N" not in note.get("/AP", Dictionary()):
        yield f"6.3.3 annotation {kind} without its appearance"
    if kind == "/Widget" and ("/A" in note or "/AA" in note):
        yield "6.4.1 field with an action"
