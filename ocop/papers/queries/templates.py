"""Reads of templates."""

from ocop.papers.models import Template


def get_template(pk: int) -> Template | None:
    """One template, for a door to ask the permission of."""
    return Template.objects.select_related("unit", "file").filter(pk=pk).first()
