from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "ocop.supervision"
    verbose_name = "Kiểm tra, giám sát"
