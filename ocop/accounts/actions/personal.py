"""Reading personal data: who may, and the trace that an official's reading leaves."""

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.audit.actions import record
from ocop.base.errors import NotAllowed
from ocop.base.reading import writing
from ocop.parties.models import Producer, Representative


def read_representative(*, by: User, producer: Producer) -> Representative | None:
    """The representative of `producer`; a reading by anybody but the producer's own people is recorded."""
    if not by.has_perm("parties.view_representative", producer):
        raise NotAllowed("Bạn không được xem dữ liệu cá nhân này.")
    representative = Representative.objects.filter(producer=producer).first()
    if representative is not None and producer.pk not in by.scope_ids(Scope.PRODUCER, Role.PRODUCER):
        with writing():
            record("parties.view_representative", by=by, subject=producer)
    return representative
