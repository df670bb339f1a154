"""Reads of templates."""

from ocop.papers.models import Paper, Template

EXAMPLES = 5


def get_template(pk: int) -> Template | None:
    """One template, for a door to ask the permission of."""
    return Template.objects.select_related("unit", "file").filter(pk=pk).first()


def examples_of(template: Template) -> list[Paper]:
    """The latest papers of its kind and place: what they are about shows how a new template looks."""
    rows = Paper.objects.filter(kind=template.kind, unit=template.unit, cancelled_at=None)
    return list(rows.order_by("-issued_at", "-pk")[:EXAMPLES])
