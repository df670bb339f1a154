"""Official papers as PDF/A: a typst layout filled with data.

A layout is `layouts/<name>.typ`; its first lines declare its fields (`// field name`, `// optional name`) and its
version (`// version 1`). Data reaches it as JSON text only, so nothing that a person typed is ever read as typst
code. A field that is missing or empty is refused: no paper leaves with a hole in it.
"""

import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import segno
import typst
from django.conf import settings
from pypdf import PdfReader

from ocop.base.errors import Refused
from ocop.base.text import nfc
from ocop.documents.spec import PaperText

# A compiler serves one thread at a time.
_one_at_a_time = Lock()
OFFICIAL, OWN = "official", "own"
LAYOUTS = Path(__file__).resolve().parent / "layouts"
_DECLARED = re.compile(r"^// (field|optional|version) (\S+)", re.MULTILINE)
_NO_GLYPH = re.compile(r"the text (.+?) could not be displayed|no font (?:has|contains) .*?(U\+\S+)", re.DOTALL)


class NotTypeset(Refused):
    """The paper cannot be made from this data; the sentence says why."""


def render(template: str, data: Mapping[str, Any], *, tidy: bool = True) -> bytes:
    """The paper `template` filled with `data`, as PDF/A-2b; the same data give the same bytes on every machine.
    With `tidy` white space is collapsed; where the data are pieces of lines it is kept."""
    path = LAYOUTS / f"{template}.typ"
    fields = _declared(path)
    clean = {key: _clean(value, nfc if tidy else _composed) for key, value in data.items()}
    _check(template, fields, clean)
    try:
        return _compile(path, json.dumps(clean, ensure_ascii=False))
    except typst.TypstError as error:
        raise _explained(error) from error


def version(template: str) -> str:
    """Name and version of a layout, kept with every paper made from it."""
    return f"{template}-{_declared(LAYOUTS / f'{template}.typ')['version'][0]}"


@dataclass(frozen=True)
class Typeset:
    """A paper in its final bytes; `pages` holds the hash of the text of every page."""

    pdf: bytes
    pages: tuple[str, ...]


def typeset_paper(paper: PaperText, *, title: str, day: date, note: str = "", **codes: Any) -> Typeset:
    """An official paper; `codes` as in `_coded`."""
    return _coded(OFFICIAL, {"paper": paper.as_data()} | _facts(title, day, note), **codes)


def typeset_own(flow: Mapping[str, Any], *, title: str, day: date, note: str = "", **codes: Any) -> Typeset:
    """What `word.read.read_docx` read of an office's own template; `codes` as in `_coded`."""
    return _coded(OWN, {"flow": flow} | _facts(title, day, note), **codes)


def _facts(title: str, day: date, note: str) -> dict[str, Any]:
    return {"title": title, "day": day.isoformat(), "note": note or None}


def _coded(
    layout: str,
    data: Mapping[str, Any],
    *,
    code: str = "",
    address: str = "",
    page_address: Callable[[int, str], str] | None = None,
) -> Typeset:
    """The paper with its codes. With `page_address` (page, hash) every page carries its code, its own hash and a QR:
    the paper is set once to learn the hashes, and once more with them in the room kept for them."""
    first = render(layout, data, tidy=layout != OWN)
    if page_address is None:
        return Typeset(first, ())
    hashes = page_hashes(first)
    marks = [
        {"hash": shown_hash(value), "qr": qr_svg(page_address(number, value))}
        for number, value in enumerate(hashes, start=1)
    ]
    coded = {**data, "code": code, "address": address, "marks": marks}
    return Typeset(render(layout, coded, tidy=layout != OWN), hashes)


def page_hashes(pdf: bytes) -> tuple[str, ...]:
    """SHA-256 of the words of each page, whatever the spaces between them."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return tuple(hashlib.sha256(nfc(page.extract_text()).encode()).hexdigest() for page in pages)


def shown_hash(value: str) -> str:
    """The part of a page's hash that is printed: "3F9A 1C02 B4D1"."""
    return " ".join(value[start : start + 4] for start in (0, 4, 8)).upper()


def qr_svg(text: str) -> str:
    """`text` as a QR code: black squares only, without a margin, error correction M."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=False, svgns=True)
    return out.getvalue().decode()


def _compile(path: Path, data: str) -> bytes:
    stamp = max(file.stat().st_mtime_ns for file in LAYOUTS.glob("*.typ"))
    compiler = _compiler(path, Path(settings.VAR_DIR) / "fonts", stamp)
    with _one_at_a_time:
        result = compiler.compile(format="pdf", sys_inputs={"data": data}, pdf_standards=["a-2b"])
    assert isinstance(result, bytes)
    return result


@lru_cache(maxsize=16)
def _compiler(path: Path, fonts: Path, stamp: int) -> typst.Compiler:
    """Keeps the fonts and what it read of the layout, as long as no layout changes: 14 ms a paper instead of 110."""
    return typst.Compiler(str(path), root=str(LAYOUTS), font_paths=[str(fonts)], ignore_system_fonts=True)


@lru_cache(maxsize=32)
def _declared(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"field": [], "optional": [], "version": []}
    for kind, name in _DECLARED.findall(path.read_text(encoding="utf-8")):
        found[kind].append(name)
    return found


def _check(template: str, fields: Mapping[str, list[str]], data: Mapping[str, Any]) -> None:
    missing = [name for name in fields["field"] if data.get(name) in (None, "", [])]
    if missing:
        raise NotTypeset(f"Chưa lập được văn bản “{template}”: còn thiếu {', '.join(missing)}.")
    unknown = set(data) - {*fields["field"], *fields["optional"]}
    if unknown:
        raise ValueError(f"layout {template} has no field {sorted(unknown)}")


def _clean(value: Any, shape: Callable[[str], str]) -> Any:
    """Composed Unicode and no control characters, in text at any depth."""
    if isinstance(value, str):
        lines = value.splitlines() if shape is nfc else value.split("\n")
        return "\n".join(shape(_printable(line)) for line in lines)
    if isinstance(value, Mapping):
        return {key: _clean(item, shape) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item, shape) for item in value]
    return value


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _printable(line: str) -> str:
    return "".join(" " if unicodedata.category(char) in ("Cc", "Cs") else char for char in line)


def _explained(error: Exception) -> Exception:
    """A character that no font has is the writer's to mend; anything else is ours."""
    found = _NO_GLYPH.search(str(error))
    if found is None:
        return error
    return NotTypeset(f"Văn bản có ký tự không in được: {found[1] or found[2]}. Hãy bỏ ký tự đó rồi lập lại.")
