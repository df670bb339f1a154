from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "ocop.signing"
    verbose_name = "Ký số"
