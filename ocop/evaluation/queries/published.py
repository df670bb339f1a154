"""What of a council's work leaves the room: published conclusions only."""

from ocop.evaluation.models import Conclusion


def published_conclusion(dossier_id: int) -> Conclusion | None:
    """The last published conclusion on a dossier."""
    rows = Conclusion.objects.filter(item__dossier=dossier_id, published_at__isnull=False)
    return rows.select_related("item__dossier").order_by("-published_at").first()
