"""Addresses of the change of law: runs, one product, results from paper, correspondences."""

from django.urls import path

from ocop.web.switch.views import entry, product, runs, tables

urlpatterns = [
    path("", runs.home, name="switch_home"),
    path("tinh/", runs.start, name="switch_start"),
    path("<int:pk>/", runs.run, name="switch_run"),
    path("<int:pk>/tiep-tuc/", runs.resume, name="switch_resume"),
    path("<int:pk>/excel/", runs.excel, name="switch_excel"),
    path("san-pham/<int:pk>/", product.product, name="switch_product"),
    path("ket-qua-cu/", entry.listing, name="old_results"),
    path("ket-qua-cu/chua-nhap/", entry.waiting, name="old_results_waiting"),
    path("ket-qua-cu/da-cong-bo/", entry.published_before, name="old_results_published"),
    path("ket-qua-cu/nhap/", entry.create, name="old_result_create"),
    path("ket-qua-cu/tu-excel/", entry.many, name="old_results_import"),
    path("ket-qua-cu/mau-excel/", entry.template, name="old_results_export"),
    path("ket-qua-cu/<int:pk>/", product.old_result, name="old_result"),
    path("ket-qua-cu/<int:pk>/sua/", entry.correct, name="old_result_correct"),
    path("doi-chieu/", tables.listing, name="correspondences"),
    path("doi-chieu/lap/", tables.propose, name="correspondence_propose"),
    path("doi-chieu/<int:pk>/", tables.table, name="correspondence"),
    path("doi-chieu/<int:pk>/chot/", tables.freeze, name="correspondence_freeze"),
    path("doi-chieu/<int:pk>/bo/<int:before>/<int:after>/", tables.pair, name="correspondence_pair"),
    path("doi-chieu/<int:pk>/bo/<int:before>/<int:after>/nhu-nhau/", tables.same, name="correspondence_same"),
    path("doi-chieu/dong/<int:pk>/", tables.row, name="correspondence_row"),
]
