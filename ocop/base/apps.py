from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "ocop.base"
    verbose_name = "Nền"
