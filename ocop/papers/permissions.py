"""Who reads and who issues each kind of paper: a role that covers the thing, and the domain's own permission on it.

A paper opens nothing that its thing does not: what the council's blindness or a draft closes stays closed here.
"""

from typing import Any

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.accounts.roles import Role
from ocop.evaluation.models import Session
from ocop.evaluation.queries.seats import member_of
from ocop.evaluation.states import ItemState, SessionState
from ocop.papers.queries.subjects import About, fits
from ocop.papers.spec import KINDS, WHOLE, Kind

OFFICE = (Role.PROVINCIAL_OFFICE,)
WRITERS = (Role.PROVINCIAL_OFFICE, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)
READERS = tuple(dict.fromkeys(role for kind in KINDS.values() for role in kind.readers))


def reads_results(user: User, session: Session) -> bool:
    """All results of a session: a member who declared no conflict on each item, others once published."""
    items = list(session.items.exclude(state=ItemState.POSTPONED).values_list("pk", flat=True))
    said = dict(session.items.filter(conflicts__member__user_id=user.pk).values_list("pk", "conflicts__has_conflict"))
    if any(said.values()):
        return False
    if member_of(user, session.council_id) is not None:
        return all(said.get(pk) is False for pk in items)
    return session.state == SessionState.PUBLISHED


def may_read(kind: Kind, user: User, about: About) -> bool:
    """The domain's permission on the thing, and what is narrower for some kinds."""
    if not fits(kind, about) or not user.has_perm(kind.needs, about.guarded):
        return False
    if kind.personal and about.producer is not None:
        return bool(user.has_perm("parties.view_representative", about.producer))
    return reads_results(user, about.record) if kind.key in WHOLE else True


def _reader(kind: Kind) -> Any:
    return lambda user, about: may_read(kind, user, about)


def _issuer(kind: Kind) -> Any:
    """Who reads it, and may do what the thing asks of its own office."""
    if not kind.acts:
        return _reader(kind)
    return lambda user, about: may_read(kind, user, about) and user.has_perm(kind.acts, about.guarded)


TABLE = (
    *(
        Permission(
            f"papers.view_{kind.key}",
            f"Xem: {kind.title}",
            kind.readers,
            _reader(kind),
            kind.when,
            district=kind.district,
        )
        for kind in KINDS.values()
    ),
    *(
        Permission(
            f"papers.issue_{kind.key}",
            f"Phát hành: {kind.title}",
            kind.issuers,
            _issuer(kind),
            kind.when,
            district=kind.district,
        )
        for kind in KINDS.values()
        if kind.key != "certificate"
    ),
    Permission("papers.view_papers", "Xem trang văn bản của hồ sơ, phiên họp, tờ trình", READERS, district=True),
    Permission(
        "papers.view_register",
        "Xem sổ văn bản của cơ quan",
        (*WRITERS, Role.SIGNING_LEADER, Role.AUDITOR),
        district=True,
    ),
    Permission("papers.reserve_number", "Giữ trước, hủy số văn bản", WRITERS, district=True),
    Permission("papers.change_letterhead", "Thiết lập đầu văn bản, người ký, nơi nhận", WRITERS, district=True),
    Permission("papers.change_template", "Tải lên, thôi dùng bản mẫu riêng", OFFICE),
)
