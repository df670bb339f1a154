from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    name = "ocop.regulations"
    verbose_name = "Quy định"
