"""The components page."""

from django.urls import path

from ocop.web.components import views

urlpatterns = [
    path("thanh-phan/", views.components_page, name="components"),
    path("thanh-phan/cong-khai/", views.lean_page, name="components-lean"),
    path("thanh-phan/phieu-cham/", views.tablet_page, name="components-tablet"),
    path("thanh-phan/dang-nhap/", views.bare_page, name="components-bare"),
]
