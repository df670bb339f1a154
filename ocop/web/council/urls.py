"""Addresses of the council."""

from django.urls import path

from ocop.web.council.views import councils, items, printed, records, sessions, sheet

urlpatterns = [
    path("", councils.index, name="council_list"),
    path("lap/", councils.create, name="council_create"),
    path("quy-che/", councils.regulations, name="council_regulations"),
    path("<int:council_id>/", councils.page, name="council_page"),
    path("<int:council_id>/thay/<int:member_id>/", councils.replace, name="council_replace"),
    path("<int:council_id>/ket-thuc/", councils.dissolve, name="council_dissolve"),
    path("<int:council_id>/phien/lap/", sessions.create, name="council_session_create"),
    path("phien/<int:session_id>/", sessions.page, name="council_session"),
    path("phien/<int:session_id>/sua/", sessions.edit, name="council_session_edit"),
    path("phien/<int:session_id>/them/", sessions.add, name="council_add"),
    path("phien/<int:session_id>/thu-tu/", sessions.reorder, name="council_reorder"),
    path("phien/<int:session_id>/diem-danh/", sessions.attendance, name="council_attendance"),
    path("phien/<int:session_id>/tra-loi/", sessions.answers, name="council_answers"),
    path("phien/<int:session_id>/ke-khai/", sessions.declarations, name="council_declare"),
    path("phien/<int:session_id>/bien-ban/", records.minutes, name="council_minutes"),
    path("phien/<int:session_id>/xuat/", records.export, name="council_export"),
    path("phien/<int:session_id>/muc-cham/", records.severity, name="council_severity"),
    path("phien/<int:session_id>/buoc/<slug:move>/", sessions.step, name="council_session_step"),
    path("muc/<int:item_id>/", items.page, name="council_item"),
    path("muc/<int:item_id>/ke-khai/", sessions.declare, name="council_declare_item"),
    path("muc/<int:item_id>/buoc/<slug:move>/", sessions.item_step, name="council_item_step"),
    path("muc/<int:item_id>/tep/<slug:kind>/<int:key>/", items.file, name="council_file"),
    path("muc/<int:item_id>/phieu/", sheet.start, name="council_sheet"),
    path("muc/<int:item_id>/phieu/gui/", sheet.send, name="council_send"),
    path("muc/<int:item_id>/phieu/in/", printed.printed, name="council_sheet_print"),
    path("muc/<int:item_id>/phieu/chon/<int:conflict_id>/", sheet.choose, name="council_choose"),
    path("muc/<int:item_id>/phieu/<str:code>/", sheet.criterion, name="council_criterion"),
    path("muc/<int:item_id>/xem-xet/", items.review, name="council_review"),
    path("muc/<int:item_id>/xem-xet/hoi/<int:sheet_id>/", items.ask, name="council_ask"),
    path("muc/<int:item_id>/xem-lai/", items.answer, name="council_answer"),
    path("muc/<int:item_id>/loai/", items.propose_knockout, name="council_knockout"),
    path("muc/<int:item_id>/loai/<int:knockout_id>/", items.decide_knockout, name="council_knockout_decide"),
    path("muc/<int:item_id>/chung-minh/", items.proof, name="council_proof"),
]
