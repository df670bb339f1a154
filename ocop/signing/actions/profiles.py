"""Declaring a certificate that signs here, and ending its use. The key is opened once, to prove that it is there."""

from datetime import datetime
from io import BytesIO
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import Conflict, NotAllowed, NotReady, Refused
from ocop.documents.actions.files import store_file
from ocop.places.models import Unit
from ocop.signing.checks.certificate import holder_faults
from ocop.signing.models import Profile
from ocop.signing.pades.certificates import from_asn1, holder_of, revocation, roots
from ocop.signing.pades.stamps import shrunk
from ocop.signing.providers import provider_for
from ocop.signing.spec import Holder, Kind, Secret

LARGEST_IMAGE = 2 * 1024 * 1024


def add_profile(
    *,
    by: User,
    province: Unit,
    commune: Unit | None = None,
    kind: str,
    provider: str,
    reference: str,
    secret: Secret,
    image: bytes | None = None,
    width: int = 36,
) -> Profile:
    """Declare a certificate after opening its key once with `secret`, which is then forgotten. With `commune` an
    agency is that commune's."""
    profile = Profile(province=province, kind=kind, owner=by if kind == Kind.PERSONAL else None, added_by=by)
    profile.commune = commune if kind == Kind.AGENCY else None
    profile.provider, profile.reference, profile.width = provider, reference.strip(), width
    if not by.has_perm("signing.edit_profile", profile):
        raise NotAllowed("Bạn không được khai chữ ký số này.")
    with provider_for(provider, profile.reference).opened(secret) as signer:
        holder = usable_holder(signer, timezone.now())
    _describe(profile, holder)
    drawn = _drawn(image)
    try:
        with transaction.atomic():
            if drawn is not None:
                profile.image = store_file(by=by, name="chu-ky.png", content=BytesIO(drawn))
            profile.save()
            data = {"kind": kind, "provider": provider, "issuer": holder.issuer, "serial": holder.serial}
            record("signing.add_profile", by=by, subject=profile, data=data)
    except IntegrityError as error:
        raise Conflict("Chứng thư số này đã được khai.") from error
    return profile


@transaction.atomic
def end_profile(*, by: User, profile: Profile) -> Profile:
    """Use it no more; what it signed stays."""
    locked = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    if not by.has_perm("signing.edit_profile", locked):
        raise NotAllowed("Bạn không được sửa chữ ký số này.")
    if locked.ended_at is None:
        locked.ended_at = timezone.now()
        locked.save(update_fields=["ended_at"])
        record("signing.end_profile", by=by, subject=locked)
    return locked


def usable_holder(signer: Any, now: datetime) -> Holder:
    """Who the opened certificate names; NotReady where it may not sign now."""
    certificate = from_asn1(signer.signing_cert)
    known = [*roots(settings.SIGNING_TRUST_DIR), *(from_asn1(one) for one in signer.cert_registry)]
    holder = holder_of(certificate)
    faults = holder_faults(holder, now, revocation(certificate, known, settings.SIGNING_TRUST_DIR))
    if faults:
        raise NotReady(faults)
    return holder


def _describe(profile: Profile, holder: Holder) -> None:
    profile.name, profile.organisation = holder.name[:300], holder.organisation[:300]
    profile.issuer, profile.serial = holder.issuer[:300], holder.serial[:64]
    profile.fingerprint, profile.not_after = holder.fingerprint, holder.not_after


def _drawn(image: bytes | None) -> bytes | None:
    """The image as it is kept; the decree wants PNG with a transparent ground."""
    if not image:
        return None
    if not image.startswith(b"\x89PNG") or len(image) > LARGEST_IMAGE:
        raise Refused("Hình chữ ký, hình dấu phải là tệp PNG nền trong suốt, đến 2 MB.")
    try:
        return shrunk(image)
    except (OSError, ValueError, SyntaxError) as error:
        raise Refused("Hình chữ ký bị hỏng. Hãy xuất lại tệp PNG.") from error
