from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "ocop.notices"
    verbose_name = "Thông báo"
