"""Addresses of the official papers. Those under /vb/ are printed on every page: they never change."""

from django.urls import path

from ocop.web.papers import checking, listing, paper, register, settings, whole

urlpatterns = [
    path("vb/<str:code>", checking.by_code, name="paper_check"),
    path("vb/<str:code>/<int:page>/<str:digest>", checking.by_page, name="paper_check_page"),
    path("van-ban/", register.register, name="paper_register"),
    path("van-ban/so/", register.numbers, name="paper_numbers"),
    path("van-ban/so/giu/", register.reserve, name="paper_reserve"),
    path("van-ban/so/<int:pk>/huy/", register.cancel_number, name="paper_number_cancel"),
    path("van-ban/thiet-lap/", settings.overview, name="paper_settings"),
    path("van-ban/thiet-lap/<int:unit>/<str:issuer>/", settings.letterhead, name="paper_letterhead"),
    path("van-ban/ban-mau/<int:pk>/dung/", settings.take, name="paper_template_take"),
    path("van-ban/ban-mau/<int:pk>/thoi-dung/", settings.retire, name="paper_template_retire"),
    path("van-ban/ban-mau/<int:unit>/<str:kind>/", settings.template, name="paper_template"),
    path("van-ban/<int:pk>/", paper.issued, name="paper"),
    path("van-ban/<int:pk>/tep/", paper.file, name="paper_file"),
    path("van-ban/<int:pk>/word/", paper.word, name="paper_word"),
    path("van-ban/<int:pk>/thay-the/", paper.correct, name="paper_correct"),
    path("van-ban/<int:pk>/huy/", paper.cancel, name="paper_cancel"),
    path("van-ban/dossier/<int:pk>/tron-bo/", whole.whole, name="dossier_whole"),
    path("van-ban/<str:subject>/<int:pk>/", listing.papers, name="papers"),
    path("van-ban/<str:subject>/<int:pk>/<str:kind>/", listing.draft, name="paper_draft"),
    path("van-ban/<str:subject>/<int:pk>/<str:kind>/nhap.pdf", listing.draft_file, name="paper_draft_pdf"),
    path("van-ban/<str:subject>/<int:pk>/<str:kind>/nhap.docx", listing.draft_word, name="paper_draft_word"),
    path("van-ban/<str:subject>/<int:pk>/<str:kind>/phat-hanh/", listing.issue, name="paper_issue"),
]
