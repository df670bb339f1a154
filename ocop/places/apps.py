from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "ocop.places"
    verbose_name = "Địa bàn"
