"""Addresses of the rules: decisions in force or once, drafts, comparisons."""

from django.urls import URLPattern, path

from ocop.web.rules.views import compare, draft, edit, figures, law, lines, settle, source, upload

_DRAFT = "ban-nhap/<int:decision>/"

urlpatterns: list[URLPattern] = [
    path("", law.decisions, name="office_law"),
    path("nhap/", upload.upload, name="rules_upload"),
    path("quy-trinh/", law.procedures, name="rules_procedures"),
    path("so-sanh/", compare.compare, name="rules_compare"),
    path("so-sanh/excel/", compare.compare_excel, name="rules_compare_excel"),
    path("<int:decision>/", law.decisions, name="office_law_decision"),
    path("<int:decision>/bo/<int:number>/", law.criteria_set, name="office_law_set"),
    path("<int:decision>/tep-goc/", source.source_file, name="office_law_file"),
    path(f"{_DRAFT}tep-goc/", source.draft_file, name="rules_source_file"),
    path(_DRAFT, draft.overview, name="rules_draft"),
    path(f"{_DRAFT}cho-chua-ro/", settle.findings, name="rules_findings"),
    path(f"{_DRAFT}bo/<int:number>/", law.draft_set, name="rules_set"),
    path(f"{_DRAFT}bo/<int:number>/sua/", edit.edit_the_set, name="rules_set_edit"),
    path(f"{_DRAFT}bo/<int:number>/them/", lines.add, name="rules_line_add"),
    path(f"{_DRAFT}bo/<int:number>/dong/<str:code>/", edit.edit_line, name="rules_line"),
    path(f"{_DRAFT}bo/<int:number>/dong/<str:code>/bo/", lines.remove, name="rules_line_remove"),
    path(f"{_DRAFT}bo/<int:number>/dong/<str:code>/ky-hieu/", lines.recode, name="rules_line_recode"),
    path(f"{_DRAFT}bo/<int:number>/dong/<str:code>/chuyen/", lines.move, name="rules_line_move"),
    path(f"{_DRAFT}than/<slug:part>/", figures.figures, name="rules_part"),
    path(f"{_DRAFT}chot/", draft.freeze, name="rules_freeze"),
    path(f"{_DRAFT}bo-ban-nhap/", draft.discard, name="rules_discard"),
]
