"""An office's own DOCX template: judged when it is uploaded, filled when a paper is made.

A template is code of a sort: only listed fields may stand in it, it runs in a sandbox without attributes or calls,
and a document with macros, outside links or hidden bulk is refused.
"""

import re
import zipfile
from collections.abc import Collection, Mapping
from io import BytesIO
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import TemplateError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ocop.base.errors import Refused
from ocop.documents.spec import split_missing

MAX_BYTES = 5 * 1024 * 1024
_MAX_UNPACKED, _MAX_ENTRIES, _MAX_RATIO = 60 * 1024 * 1024, 500, 150
_MACROS = re.compile(r"vbaProject|activeX|embeddings/|\.bin$", re.IGNORECASE)
_OUTSIDE = re.compile(rb'Type="[^"]*/(?:attachedTemplate|oleObject|frame|subDocument)"|Target="(?:file|\\\\)', re.I)
_NOT_WORD = "Tệp không phải Word (DOCX) đọc được. Hãy mở bằng Word, lưu lại thành DOCX rồi tải lên."


class BadTemplate(Refused):
    """The template cannot be used; the sentence says why and how to mend it."""


def judge_template(content: bytes, allowed: Collection[str]) -> set[str]:
    """The fields that a template uses; BadTemplate with a sentence where it is not one we may fill."""
    _judge_package(content)
    used = _fields(content)
    unknown = sorted(used - set(allowed))
    if unknown:
        raise BadTemplate(
            f"Bản mẫu có trường lạ: {', '.join(unknown[:5])}. Chỉ dùng các trường trong danh sách của văn bản này."
        )
    if not used:
        raise BadTemplate("Bản mẫu không có trường nào, ví dụ {{ so_ky_hieu }}. Hãy đặt các trường vào đúng chỗ.")
    return used


def fill_template(content: bytes, values: Mapping[str, Any], *, gaps: bool = False) -> bytes:
    """The template with its fields filled; texts are escaped, never run. With `gaps` the marks of gaps stay, for the
    layout to print in red."""
    template = DocxTemplate(BytesIO(content))
    try:
        template.render(dict(values) if gaps else _shown(values), jinja_env=_environment(), autoescape=True)
    except TemplateError as error:
        raise BadTemplate(f"Bản mẫu viết sai cú pháp: {error.message or error}.") from error
    out = BytesIO()
    template.save(out)
    return out.getvalue()


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=True)
    environment.globals.clear()
    kept = {name: environment.filters[name] for name in ("upper", "lower", "title", "trim", "length", "join")}
    environment.filters.clear()
    environment.filters.update(kept)
    return environment


def _judge_package(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise BadTemplate(f"Bản mẫu nặng quá {MAX_BYTES // 1024**2} MB. Hãy bỏ ảnh lớn trong tệp.")
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            _judge_size(entries, len(content))
            names = [entry.filename for entry in entries]
            if any(_MACROS.search(name) for name in names):
                raise BadTemplate("Bản mẫu có macro hoặc đối tượng nhúng. Hãy lưu lại thành DOCX thường, không macro.")
            if "word/document.xml" not in names:
                raise BadTemplate(_NOT_WORD)
            if b"<!DOCTYPE" in package.read("word/document.xml"):
                raise BadTemplate(_NOT_WORD)
            if any(_OUTSIDE.search(package.read(name)) for name in names if name.endswith(".rels")):
                raise BadTemplate("Bản mẫu nối tới tệp bên ngoài. Hãy bỏ liên kết rồi lưu lại.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise BadTemplate(_NOT_WORD) from error


def _judge_size(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _MAX_ENTRIES or unpacked > _MAX_UNPACKED or unpacked > packed * _MAX_RATIO:
        raise BadTemplate("Tệp nén bất thường (giải nén ra quá lớn). Hãy lưu lại bằng Word rồi tải lên.")


def _fields(content: bytes) -> set[str]:
    """Every name that the template asks for; loops over a listed table are fine."""
    try:
        template = DocxTemplate(BytesIO(content))
        template.init_docx()
        names: set[str] = set()
        sources = [template.patch_xml(template.get_xml())]
        for uri in (template.HEADER_URI, template.FOOTER_URI):
            sources.extend(template.patch_xml(xml) for xml in _parts(template, uri))
        for source in sources:
            tree = _environment().parse(source)
            names |= meta.find_undeclared_variables(tree)
        return names
    except TemplateError as error:
        raise BadTemplate(f"Bản mẫu viết sai cú pháp ở một trường: {error.message or error}.") from error
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise BadTemplate(_NOT_WORD) from error


def _parts(template: DocxTemplate, uri: str) -> list[str]:
    return [template.get_part_xml(part) for _, part in template.get_headers_footers(uri)]


def _shown(value: Any) -> Any:
    """Gaps as they read, lists and tables kept."""
    if isinstance(value, str):
        return "".join(piece for piece, _ in split_missing(value))
    if isinstance(value, Mapping):
        return {key: _shown(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(item) for item in value]
    return value
