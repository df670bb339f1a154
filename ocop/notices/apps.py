from importlib import import_module

from django.apps import AppConfig

from ocop.base.signals import notice_due


class NoticesConfig(AppConfig):
    name = "ocop.notices"
    verbose_name = "Thông báo"

    def ready(self) -> None:
        """Write the notices that the floors below ask for."""
        notify = import_module("ocop.notices.actions").notify

        def listen(sender: object, signal: object, **facts: object) -> None:
            notify(**facts)

        notice_due.connect(listen, weak=False, dispatch_uid="notices")
