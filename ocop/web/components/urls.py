"""The components page."""

from django.urls import path

from ocop.web.components import views

urlpatterns = [
    path("", views.components_page, name="components"),
    path("cong-khai/", views.lean_page, name="components-lean"),
    path("phieu-cham/", views.tablet_page, name="components-tablet"),
    path("dang-nhap/", views.bare_page, name="components-bare"),
]
