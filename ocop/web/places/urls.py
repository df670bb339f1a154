"""Addresses of the changes of the administrative map."""

from django.urls import URLPattern, path

from ocop.web.places import views

urlpatterns: list[URLPattern] = [
    path("", views.index, name="map_changes"),
    path("ghi/", views.enter, name="map_enter"),
    path("ghi-tinh/", views.enter_provinces, name="map_enter_provinces"),
    path("xac-dinh/", views.worklist, name="map_worklist"),
    path("xac-dinh/<int:pk>/", views.place, name="map_place"),
    path("<int:change>/", views.page, name="map_change"),
    path("<int:change>/bo/", views.undo, name="map_undo"),
]
