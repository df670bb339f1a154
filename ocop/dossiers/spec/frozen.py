"""The frozen content of one submission: its canonical text, its hash, and what differs between two of them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FORMAT = "ocop-dossier/1"
Content = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One item that differs, in words; `personal` says that only those who need it may read it."""

    item: str
    label: str
    old: str
    new: str
    personal: bool = False


def canonical_json(content: Content) -> str:
    """The one text of `content`: sorted keys, no spaces, Vietnamese letters as they are."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(content: Content) -> str:
    """SHA-256 of the canonical text."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def snapshot_diff(old: Content, new: Content) -> list[Change]:
    """What the producer changed between two submissions, in the order of the form."""
    return [*_fields(old, new), *_criteria(old, new), *_photos(old, new)]


def _fields(old: Content, new: Content) -> list[Change]:
    before = {row["key"]: row for row in old["fields"]}
    after = {row["key"]: row for row in new["fields"]}
    changes = []
    for key in [*after, *(key for key in before if key not in after)]:
        was, now = before.get(key, {}), after.get(key, {})
        if was.get("value") != now.get("value"):
            row = now or was
            changes.append(
                Change(f"field:{key}", row["label"], was.get("shown", ""), now.get("shown", ""), row["personal"])
            )
    return changes


def _criteria(old: Content, new: Content) -> list[Change]:
    before = {row["code"]: row for row in old["criteria"]}
    files = {"old": _files(old), "new": _files(new)}
    changes = []
    for now in new["criteria"]:
        was = before.get(now["code"], {})
        texts = _mark_text(was), _mark_text(now)
        papers = _papers(was, files["old"]), _papers(now, files["new"])
        label, item = f"{now['code']} {now['name']}", f"criterion:{now['code']}"
        if texts[0] != texts[1]:
            changes.append(Change(item, f"{label}: điểm tự chấm", *texts))
        if papers[0] != papers[1]:
            was_shown, now_shown = ("; ".join(text for text, _ in paper) for paper in papers)
            changes.append(Change(item, f"{label}: minh chứng", was_shown, now_shown))
    return changes


def _mark_text(row: Content) -> str:
    if not row or row.get("points") is None:
        return ""
    chosen = f"{row['points']} điểm: {row['label']}".replace(".", ",", 1 if "." in row["points"] else 0)
    return f"{chosen}. {row['note']}" if row.get("note") else chosen


def _files(content: Content) -> dict[int, Content]:
    return {row["id"]: row for row in content["evidence"]}


def _papers(row: Content, evidence: Mapping[int, Content]) -> list[tuple[str, str]]:
    """What is cited, in words and by the hash of the file: a new file under the old title is a change."""
    found = []
    for cited in row.get("cited", ()):
        paper = evidence[cited["evidence"]]
        pages = f", trang {cited['pages']}" if cited["pages"] else ""
        number = f" số {paper['number']}" if paper["number"] else ""
        found.append((f"{paper['title']}{number}{pages} (tệp {paper['file']['name']})", paper["file"]["sha256"]))
    return sorted(found)


def _photos(old: Content, new: Content) -> list[Change]:
    was, now = ([row["sha256"] for row in content.get("photos", ())] for content in (old, new))
    if was == now:
        return []
    return [Change("field:photos", "Ảnh sản phẩm", f"{len(was)} ảnh", f"{len(now)} ảnh")]
