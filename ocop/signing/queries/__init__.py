"""Reads of profiles, papers and batches: only of the provinces in which the asker has a part."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.documents.models import StoredFile
from ocop.places.models import Unit
from ocop.signing.models import Batch, Paper, Profile, Signature
from ocop.signing.spec import Body, Kind

READERS = (Role.SIGNING_LEADER, Role.PROVINCIAL_OFFICE, Role.AUDITOR)
# of the papers of their own council
COUNCIL_READERS = (Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY)
# of the papers of their own commune
COMMUNE_READERS = (Role.COMMUNE_LEADER, Role.COMMUNE_OFFICER)
OFFICE = (Role.SIGNING_LEADER, Role.PROVINCIAL_OFFICE)
SIGNERS = {
    Kind.PERSONAL: (*OFFICE, Role.COUNCIL_CHAIR, Role.COMMUNE_LEADER),
    Kind.AGENCY: (*OFFICE, *COMMUNE_READERS),
}
SIGNERS_OF = {
    Body.PROVINCE: (Role.SIGNING_LEADER,),
    Body.OFFICE: (Role.PROVINCIAL_OFFICE,),
    Body.TEAM: (Role.PROVINCIAL_OFFICE,),
    Body.COUNCIL: (Role.COUNCIL_CHAIR,),
    Body.COMMUNE: (Role.COMMUNE_LEADER,),
}


def papers_visible_to(user: User) -> QuerySet[Paper]:
    """Papers of `user`'s provinces, councils and communes with their signatures; agrees with ``signing.view``."""
    signatures = Signature.objects.select_related("signed", "by")
    seen = Q(commune=None, province__in=_provinces(user)) | Q(commune__in=_communes(user))
    seen |= Q(council_id__in=user.scope_ids(Scope.COUNCIL, *COUNCIL_READERS))
    rows = Paper.objects.filter(seen).select_related("original", "province")
    return rows.prefetch_related(Prefetch("signatures", signatures))


def get_paper(pk: int) -> Paper | None:
    """One paper with its signatures."""
    signatures = Signature.objects.select_related("signed", "by", "source")
    rows = Paper.objects.select_related("original", "province", "opened_by")
    return rows.prefetch_related(Prefetch("signatures", signatures)).filter(pk=pk).first()


def paper_of_file(file_id: int | None) -> Paper | None:
    """The paper whose original this file is."""
    row = Paper.objects.filter(original=file_id).first() if file_id else None
    return get_paper(row.pk) if row else None


def is_signed(file_id: int | None) -> bool:
    """Whether a version of this original carries a signature."""
    return file_id is not None and Signature.objects.filter(paper__original=file_id).exists()


def latest_file(paper: Paper) -> StoredFile:
    """The paper with all its signatures so far; the original where there is none."""
    rows = list(paper.signatures.all())
    return rows[-1].signed if rows else paper.original


def signed_kinds(paper: Paper) -> list[str]:
    """Whose signatures it carries, in their order."""
    return [row.kind for row in paper.signatures.all()]


def profiles_visible_to(user: User) -> QuerySet[Profile]:
    """Profiles in use in the provinces and communes of `user`, and their own."""
    seen = Q(commune=None, province__in=_provinces(user)) | Q(commune__in=_communes(user)) | Q(owner=user)
    return Profile.objects.filter(seen, ended_at=None).select_related("owner", "province")


def profiles_to_sign_with(user: User) -> QuerySet[Profile]:
    """Those that `user` may sign with: their own, and the agency's."""
    agency = Q(commune=None, province__in=user.scope_ids(Scope.PROVINCE, *OFFICE)) | Q(commune__in=_communes(user))
    mine = profiles_visible_to(user).filter(Q(agency, kind=Kind.AGENCY) | Q(owner=user))
    return mine.order_by("-kind", "-pk")  # personal first


def get_profile(pk: int) -> Profile | None:
    """One profile."""
    return Profile.objects.select_related("owner", "province", "image").filter(pk=pk).first()


def batches_visible_to(user: User) -> QuerySet[Batch]:
    """Batches with `total`, `done` and `faulty`."""
    return _counted(Batch.objects.filter(province__in=_provinces(user)))


def get_batch(pk: int) -> Batch | None:
    """One batch with its counts."""
    return _counted(Batch.objects.filter(pk=pk)).first()


def files_signed_by(kind: str, file_ids: list[int]) -> set[int]:
    """Which of these originals already carry a signature of `kind`."""
    has = Exists(Signature.objects.filter(paper=OuterRef("pk"), kind=kind))
    return set(Paper.objects.filter(has, original__in=file_ids).values_list("original_id", flat=True))


def _counted(rows: QuerySet[Batch]) -> QuerySet[Batch]:
    return rows.select_related("profile", "by").annotate(
        total=Count("items"),
        done=Count("items", filter=Q(items__signature__isnull=False)),
        faulty=Count("items", filter=~Q(items__fault="")),
    )


def commune_of(user: User) -> Unit | None:
    """The commune whose agency `user` declares; none for who serves the province."""
    if user.scope_ids(Scope.PROVINCE, *OFFICE):
        return None
    return Unit.objects.filter(pk__in=_communes(user)).order_by("pk").first()


def _communes(user: User) -> Any:
    return user.scope_ids(Scope.COMMUNE, *COMMUNE_READERS)


def _provinces(user: User) -> Any:
    return user.scope_ids(Scope.PROVINCE, *READERS)
