from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate


def load_rules(**kwargs: Any) -> None:
    """After every migrate (and every flush of a test) the decisions that come with the system are there."""
    # the app registry is not ready when this module is read
    from ocop.regulations.actions.correspondence import load_correspondences  # noqa: PLC0415
    from ocop.regulations.actions.load import load_reference_data  # noqa: PLC0415
    from ocop.regulations.actions.procedures import load_procedures  # noqa: PLC0415
    from ocop.regulations.models import CorrespondenceRow, Procedure, Term  # noqa: PLC0415

    if kwargs["using"] != "default":
        return
    tables = connection.introspection.table_names()
    if Term._meta.db_table in tables:
        load_reference_data(by=None)
    if Procedure._meta.db_table in tables:
        load_procedures()
    if CorrespondenceRow._meta.db_table in tables:
        load_correspondences(by=None)


class RegulationsConfig(AppConfig):
    name = "ocop.regulations"
    verbose_name = "Quy định"

    def ready(self) -> None:
        post_migrate.connect(load_rules, sender=self)
