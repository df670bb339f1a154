from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "ocop.parties"
    verbose_name = "Chủ thể và cơ quan"
