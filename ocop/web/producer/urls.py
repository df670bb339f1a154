"""Addresses of the producer."""

from django.urls import URLPattern, path

from ocop.web.producer.views import dossier, filing, home, products, score, uploads, vault

urlpatterns: list[URLPattern] = [
    path("", home.home, name="my_home"),
    path("giay-chung-nhan/", home.certificates, name="my_certificates"),
    path("tim-bo/", products.finder, name="my_finder"),
    path("san-pham/them/", products.add, name="my_product_add"),
    path("san-pham/<int:pk>/", products.show, name="my_product"),
    path("san-pham/<int:pk>/sua/", products.edit, name="my_product_edit"),
    path("san-pham/<int:pk>/anh/", products.photos, name="my_photos"),
    path("san-pham/<int:pk>/anh/<int:photo>/", products.photo, name="my_photo"),
    path("san-pham/<int:pk>/lap-ho-so/", products.begin, name="my_begin"),
    path("ho-so/<int:pk>/", dossier.overview, name="my_dossier"),
    path("ho-so/<int:pk>/khai/<slug:key>/", dossier.form_page, name="my_page"),
    path("ho-so/<int:pk>/chon/<int:conflict>/", dossier.settle, name="my_settle"),
    path("ho-so/<int:pk>/xoa/", dossier.discard, name="my_discard"),
    path("ho-so/<int:pk>/tu-cham/", score.scores, name="my_scores"),
    path("ho-so/<int:pk>/tu-cham/<str:code>/", score.one, name="my_score"),
    path("ho-so/<int:pk>/nop/", filing.review, name="my_review"),
    path("ho-so/<int:pk>/gui/", filing.submit, name="my_submit"),
    path("ho-so/<int:pk>/phieu/", filing.receipt, name="my_receipt"),
    path("ho-so/<int:pk>/ban-in/", filing.printed, name="my_printed"),
    path("ho-so/<int:pk>/rut/", filing.withdraw, name="my_withdraw"),
    path("ho-so/<int:pk>/ket-qua/", filing.result, name="my_result"),
    path("minh-chung/", vault.vault, name="my_vault"),
    path("minh-chung/them/", vault.add, name="my_evidence_add"),
    path("minh-chung/<int:pk>/", vault.show, name="my_evidence"),
    path("minh-chung/<int:pk>/sua/", vault.edit, name="my_evidence_edit"),
    path("minh-chung/<int:pk>/thay/", vault.replace, name="my_evidence_replace"),
    path("minh-chung/<int:pk>/bo/", vault.remove, name="my_evidence_remove"),
    path("minh-chung/<int:pk>/tep/", vault.file, name="my_evidence_file"),
    path("tai-len/", uploads.start, name="my_upload_start"),
    path("tai-len/<slug:key>/", uploads.one, name="my_upload"),
]
