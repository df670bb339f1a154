"""Signing one paper: open the key, look at its certificate, sign, look at the result, keep it."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from ocop.accounts.models import User
from ocop.base.errors import NotAllowed, NotReady, Refused
from ocop.documents.actions.files import open_file
from ocop.signing.actions.papers import Made, keep, made_of
from ocop.signing.actions.profiles import usable_holder
from ocop.signing.checks.order import order_faults
from ocop.signing.checks.placement import agency_box, corner_box, field_name, personal_box
from ocop.signing.models import Paper, Profile, Signature
from ocop.signing.pades.inspecting import inspect
from ocop.signing.pades.stamps import BLACK, BLUE, RED, find_block, ratio_of, sheets, shown_time, stamp
from ocop.signing.pades.writing import Wish, sign_bytes
from ocop.signing.providers import KeyFault, provider_for
from ocop.signing.queries import latest_file, signed_kinds
from ocop.signing.spec import Box, Form, Holder, Kind, Secret

TEXT_RATIO = 3.2
REASONS = {Kind.PERSONAL: "Ký văn bản", Kind.AGENCY: "Ký số của cơ quan, tổ chức"}


def sign_paper(*, by: User, paper: Paper, profile: Profile, secret: Secret) -> Signature:
    """Sign the latest version of `paper` with `profile`; `.signed` is the new file. Nothing is kept of a failure."""
    may_sign(by, paper, profile)
    with provider_for(profile.provider, profile.reference).opened(secret) as signer:
        made = make(paper=paper, profile=profile, signer=signer)
    return keep(by=by, paper=paper, kind=profile.kind, made=made, profile=profile)


def may_sign(by: User, paper: Any, profile: Profile) -> None:
    """The permission of the profile's kind on the paper, and the right to this profile."""
    # a batch, of the province alone, names no commune
    agency = profile.commune_id == getattr(paper, "commune_id", None)
    own = agency if profile.kind == Kind.AGENCY else profile.owner_id == by.pk
    if not own or not by.has_perm(f"signing.sign_{profile.kind}", paper) or profile.province_id != paper.province_id:
        raise NotAllowed("Bạn không được ký bằng chữ ký số này.")
    if profile.ended_at is not None:
        raise Refused("Chữ ký số này đã ngừng dùng. Hãy chọn chữ ký số khác.")


def make(*, paper: Paper, profile: Profile, signer: Any) -> Made:
    """The next signed version, with a key that is open; nothing is written down. Callers asked `may_sign`."""
    faults = order_faults(paper.form, signed_kinds(paper), profile.kind)
    if faults:
        raise NotReady(faults)
    source, now = latest_file(paper), timezone.now()
    holder = usable_holder(signer, now)
    if holder.fingerprint != profile.fingerprint:
        raise KeyFault("Khóa này không phải chứng thư số đã khai. Hãy chọn đúng khóa, hoặc khai chữ ký số mới.")
    with open_file(source) as stream:
        before = stream.read()
    content = sign_bytes(before, signer, _wish(paper, profile, holder, before, now))
    # a signature that our own inspection does not accept never becomes part of the record
    last = (inspect(content, Path(settings.SIGNING_TRUST_DIR)).signatures or (None,))[-1]
    if last is None or not last.intact or not last.whole:
        raise Refused("Chữ ký vừa tạo không kiểm tra được nên không lưu. Hãy thử lại hoặc báo quản trị.")
    return made_of(source, content, last)


def _wish(paper: Paper, profile: Profile, holder: Holder, content: bytes, now: datetime) -> Wish:
    image = _image(profile)
    box = _box(paper, profile, content, image)
    colour = BLUE if profile.kind == Kind.PERSONAL else RED
    lines = [f"Ký bởi: {holder.name}", f"Thời gian ký: {shown_time(now)}"]
    if paper.form == Form.ATTACHMENT:
        # "không hiển thị hình ảnh": the number and the time only
        image, colour = None, BLACK
        lines = [f"Số, ký hiệu: {paper.number}"] * bool(paper.number) + [f"Thời gian ký: {shown_time(now)}"]
    return Wish(
        field=field_name(profile.kind),
        box=box,
        stamp=stamp(box, image=image, lines=lines, colour=colour),
        name=holder.name,
        reason=REASONS[Kind(profile.kind)],
        place=(paper.commune or profile.province).name,
        tsa=settings.SIGNING_TSA_URL,
    )


def _box(paper: Paper, profile: Profile, content: bytes, image: bytes | None) -> Box:
    if paper.form == Form.ATTACHMENT:
        return corner_box(sheets(content)[0])
    block = find_block(content, paper.signer_name)
    if profile.kind == Kind.PERSONAL:
        return personal_box(block, ratio_of(image, TEXT_RATIO))
    first = next((row for row in paper.signatures.all() if row.profile_id), None)
    signature = personal_box(block, ratio_of(_image(first.profile) if first else None, TEXT_RATIO))
    return agency_box(signature, float(profile.width), ratio_of(image, 1.0))


def _image(profile: Profile | None) -> bytes | None:
    if profile is None or profile.image is None:
        return None
    with open_file(profile.image) as stream:
        return stream.read()
