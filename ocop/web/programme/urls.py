"""Addresses of the yearly reports."""

from django.urls import URLPattern, path

from ocop.web.programme import views, writing

urlpatterns: list[URLPattern] = [
    path("", views.reports, name="year_reports"),
    path("lap/<int:unit>/<int:year>/", writing.begin, name="year_report_begin"),
    path("<int:pk>/", views.report, name="year_report"),
    path("<int:pk>/excel/", views.excel, name="year_report_excel"),
    path("<int:pk>/soan/", writing.write, name="year_report_write"),
    path("<int:pk>/muc-tieu/", writing.targets, name="year_report_targets"),
]
