"""Addresses of signing. The page that checks a file is public."""

from django.urls import path

from ocop.web.signing import batches, desk, inspecting, papers

urlpatterns = [
    path("kiem-tra-chu-ky/", inspecting.inspect, name="signature_check"),
    path("ky-so/", desk.desk, name="signing_desk"),
    path("ky-so/chu-ky/them/", desk.add, name="signing_profile_add"),
    path("ky-so/chu-ky/<int:pk>/ngung/", desk.end, name="signing_profile_end"),
    path("ky-so/van-ban/<int:pk>/", papers.paper, name="signing_paper"),
    path("ky-so/van-ban/<int:pk>/da-ky/", papers.attach, name="signing_attach"),
    path("ky-so/van-ban/<int:pk>/tep/", papers.file, name="signing_download"),
    path("ky-so/van-ban/<int:pk>/ban-goc/", papers.original, name="signing_original_download"),
    path("ky-so/da-phat-hanh/<int:pk>/", papers.from_issued, name="signing_issued"),
    path("ky-so/da-phat-hanh/<int:pk>/tep/", papers.issued_file, name="signing_issued_download"),
    path("ky-so/giay-chung-nhan/<int:pk>/", papers.from_certificate, name="signing_certificate"),
    path("ky-so/giay-chung-nhan/<int:pk>/tep/", papers.certificate_file, name="signing_certificate_download"),
    path("ky-so/to-trinh/<int:pk>/", batches.start, name="signing_batch_start"),
    path("ky-so/loat/<int:pk>/", batches.batch, name="signing_batch"),
]
