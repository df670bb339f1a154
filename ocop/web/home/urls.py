"""The first page of whoever has signed in."""

from django.urls import path

from ocop.web.home import views

urlpatterns = [path("", views.home, name="home")]
