"""The life of a correspondence: loaded with the system, or proposed, confirmed row by row, frozen."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import Actor, record
from ocop.base.errors import NotAllowed, Refused
from ocop.base.text import nfc
from ocop.regulations.models import CriteriaSet, Decision
from ocop.regulations.models.correspondence import Correspondence, CorrespondenceRow, FrozenCorrespondence
from ocop.regulations.models.decision import FROZEN
from ocop.regulations.queries import decision_by_number
from ocop.regulations.queries.correspondence import (
    Pair,
    content,
    criteria_keys,
    findings,
    frozen_between,
    matches,
    proposals,
)
from ocop.regulations.queries.sheets import decision_sheets
from ocop.regulations.ruleset import content_hash
from ocop.regulations.spec.correspondence import NONE, Match, faults

DATA = Path(__file__).resolve().parent.parent / "data"
EDIT = "regulations.edit_correspondence"


def load_correspondences(*, by: Actor | None = None) -> list[Correspondence]:
    """Load and freeze every correspondence that comes with the system and is not there yet."""
    return [load_correspondence(by=by, path=path) for path in sorted(DATA.glob("correspondence-*.yaml"))]


@transaction.atomic
def load_correspondence(*, by: Actor | None, path: Path) -> Correspondence:
    """The correspondence of this reviewed file, loaded and frozen if the pair has none yet."""
    data = _read(path)
    before, after = decision_by_number(data["before"]), decision_by_number(data["after"])
    if before is None or after is None:
        raise Refused(f"Chưa có quyết định {data['before']} hoặc {data['after']} trong hệ thống.")
    known = frozen_between(before, after)
    if known:
        return known
    row = Correspondence.objects.create(before=before, after=after, source=data["source"])
    _fill(row, read_matches(path))
    _close(row)
    return row


def read_matches(path: Path) -> dict[Pair, list[Match]]:
    """(set before, set after) → the rows of a reviewed file."""
    return {(item["before"], item["after"]): [_match(line) for line in item["rows"]] for item in _read(path)["sets"]}


@transaction.atomic
def propose_correspondence(*, by: User, before: Decision, after: Decision) -> Correspondence:
    """A draft: rows of the newest frozen version of the pair where there is one, else what the system proposes."""
    _ask(by)
    if not (before.is_frozen and after.is_frozen):
        raise Refused("Chỉ đối chiếu hai quyết định đã chốt.")
    if before.pk == after.pk:
        raise Refused("Hãy chọn hai quyết định khác nhau.")
    if Correspondence.objects.filter(before=before, after=after).exclude(status=FROZEN).exists():
        raise Refused("Cặp quyết định này đang có một bản nháp; hãy làm tiếp bản đó.")
    known = frozen_between(before, after)
    rows: Mapping[Pair, Iterable[Match]] = matches(known) if known else proposals(before, after)
    if not rows:
        raise Refused("Hai quyết định không có bộ sản phẩm nào cùng số.")
    source = f"Theo bản đã chốt số {known.version}" if known else "Hệ thống đề xuất theo tên và vị trí tiêu chí"
    version = known.version + 1 if known else 1
    draft = Correspondence.objects.create(before=before, after=after, version=version, source=source)
    _fill(draft, rows)
    record("regulations.propose_correspondence", by=by, subject=draft, data={"version": version})
    return draft


@transaction.atomic
def confirm_row(
    *, by: User, row: CorrespondenceRow, kind: str, before_code: str, options: Mapping[int, tuple[int, ...]],
    reason: str, doubt: str = "",
) -> CorrespondenceRow:  # fmt: skip
    """Settle one row of a draft with a reason: which criterion it comes from, how like it is, which box is which."""
    _ask(by)
    held = Correspondence.objects.select_for_update().get(pk=row.correspondence_id)
    if held.is_frozen:
        raise FrozenCorrespondence
    reason = nfc(reason).strip()
    if not reason:
        raise Refused("Hãy ghi lý do xác nhận.")
    after_code = row.after.code if row.after else ""
    if kind == NONE and after_code:
        before_code = ""
    match = Match(before_code, after_code, kind, dict(options), reason, nfc(doubt).strip())
    old, new = decision_sheets(held.before)[row.set_before.no], decision_sheets(held.after)[row.set_after.no]
    found = faults(match, old, new)
    if found:
        raise Refused(" ".join(found))
    row.before = row.set_before.criteria.get(code=before_code) if before_code else None
    row.kind, row.options, row.note, row.doubt = kind, _stored(match), match.note, match.doubt
    row.confirmed_by, row.confirmed_at = by, timezone.now()
    row.save()
    data = {"set": row.set_after.no, "before": before_code, "after": after_code, "kind": kind, "options": row.options}
    record("regulations.confirm_row", by=by, subject=held, data={**data, "reason": reason})
    return row


@transaction.atomic
def freeze_correspondence(*, by: User, correspondence: Correspondence) -> Correspondence:
    """Close a draft for ever, once every row is confirmed and every criterion of the later law has its row."""
    _ask(by)
    waiting = correspondence.rows.filter(confirmed_at=None).count()
    if waiting:
        raise Refused(f"Còn {waiting} dòng chưa xác nhận.")
    _close(correspondence)
    record(
        "regulations.freeze_correspondence", by=by, subject=correspondence, data={"hash": correspondence.content_hash}
    )
    return correspondence


@transaction.atomic
def confirm_same(*, by: User, correspondence: Correspondence, before_no: int, after_no: int, reason: str) -> int:
    """Confirm at once the rows of a pair of sets that are the same on both sides without a doubt; how many."""
    _ask(by)
    if not nfc(reason).strip():
        raise Refused("Hãy ghi lý do xác nhận.")
    rows = correspondence.rows.filter(
        set_before__no=before_no, set_after__no=after_no, kind="same", doubt="", confirmed_at=None
    )
    count = rows.update(note=nfc(reason).strip(), confirmed_by=by, confirmed_at=timezone.now())
    data = {"set": after_no, "rows": count, "reason": nfc(reason).strip()}
    record("regulations.confirm_same", by=by, subject=correspondence, data=data)
    return count


def _ask(by: User) -> None:
    if not by.has_perm(EDIT):
        raise NotAllowed("Bạn không có quyền lập bảng đối chiếu.")


def _close(correspondence: Correspondence) -> None:
    held = Correspondence.objects.select_for_update().get(pk=correspondence.pk)
    if held.is_frozen:
        raise FrozenCorrespondence
    found = findings(correspondence)
    if found:
        raise Refused(" ".join(found[:5]))
    correspondence.content_hash = content_hash(content(correspondence))
    correspondence.frozen_at = timezone.now()
    correspondence.status = FROZEN
    correspondence.save()


def _fill(row: Correspondence, sets: Mapping[Pair, Iterable[Match]]) -> None:
    old, new = criteria_keys(row.before), criteria_keys(row.after)
    befores, afters = (
        {item.no: item for item in CriteriaSet.objects.filter(decision=law)} for law in (row.before, row.after)
    )
    lines = [(pair, match) for pair, found in sorted(sets.items()) for match in found]
    CorrespondenceRow.objects.bulk_create(
        CorrespondenceRow(
            correspondence=row, set_before=befores[pair[0]], set_after=afters[pair[1]],
            before_id=old[pair[0], match.before] if match.before else None,
            after_id=new[pair[1], match.after] if match.after else None,
            order=order, kind=match.kind, options=_stored(match), note=match.note, doubt=match.doubt,
        )
        for order, (pair, match) in enumerate(lines, start=1)
    )  # fmt: skip


def _stored(match: Match) -> dict[str, list[int]]:
    return {str(place): list(others) for place, others in match.options.items()}


def _match(line: Mapping[str, Any]) -> Match:
    options = {place: tuple(others) for place, others in line.get("options", {}).items()}
    given = (line.get("from", ""), line.get("to", ""), line["kind"])
    return Match(*given, options, line.get("note", ""), line.get("doubt", ""))


@lru_cache(maxsize=8)
def _read(path: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text("utf-8"), loader)  # noqa: S506 - a safe loader
