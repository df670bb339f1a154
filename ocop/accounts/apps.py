from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule


class AccountsConfig(AppConfig):
    name = "ocop.accounts"
    verbose_name = "Tài khoản"

    def ready(self) -> None:
        """Collect the permission table of every app (`permissions.TABLE`)."""
        register = import_module("ocop.accounts.permissions").register
        for app in apps.get_app_configs():
            if app.name.startswith("ocop.") and module_has_submodule(app.module, "permissions"):
                register(import_module(f"{app.name}.permissions").TABLE)
