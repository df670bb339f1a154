from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "ocop.recognition"
    verbose_name = "Công nhận"
