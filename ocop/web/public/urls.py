"""Addresses of this audience. Those under /c/ are printed on certificates: they never change."""

from django.urls import path

from ocop.web.public import views

urlpatterns = [
    path("tra-cuu/", views.catalogue, name="catalogue"),
    path("c/<str:code>/", views.certificate, name="certificate_public"),
    path("c/<str:code>/<str:token>", views.certificate, name="certificate_by_qr"),
    path("khoa-cong-khai/", views.key_page, name="public_keys"),
    path(".well-known/ocop-keys.json", views.key_file, name="public_keys_file"),
    path("robots.txt", views.robots, name="robots"),
]
