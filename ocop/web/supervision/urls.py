"""Addresses of inspections."""

from django.urls import path

from ocop.web.supervision.views import conclusions, plans, products

urlpatterns = [
    path("", plans.inspections, name="inspections"),
    path("lap/", plans.create, name="inspection_new"),
    path("<int:pk>/", plans.inspection, name="inspection"),
    path("<int:pk>/sua/", plans.edit, name="inspection_edit"),
    path("<int:pk>/doan/", plans.add_member, name="inspection_member_add"),
    path("doan/<int:pk>/bo/", plans.remove_member, name="inspection_member_remove"),
    path("<int:pk>/them-san-pham/", plans.pick, name="inspection_pick"),
    path("san-pham/<int:pk>/bo/", plans.remove_product, name="inspection_product_remove"),
    path("<int:pk>/trinh/", plans.submit, name="inspection_submit"),
    path("<int:pk>/tra-lai/", plans.send_back, name="inspection_return"),
    path("<int:pk>/quyet-dinh/", plans.decide, name="inspection_decide"),
    path("san-pham/<int:pk>/", products.product, name="inspected"),
    path("san-pham/<int:pk>/bien-ban/", products.minutes, name="inspected_minutes"),
    path("san-pham/<int:pk>/mo-lai/", products.reopen, name="inspected_reopen"),
    path("san-pham/<int:pk>/ket-luan/", conclusions.conclude, name="inspected_conclude"),
    path("san-pham/<int:pk>/da-khac-phuc/", conclusions.remedied, name="inspected_remedied"),
    path("san-pham/<int:pk>/khong-ap-dung/", conclusions.decline, name="inspected_decline"),
    path("<int:pk>/nhan-xet/", conclusions.summary, name="inspection_summary"),
    path("<int:pk>/trinh-ket-luan/", conclusions.submit, name="inspection_conclusion_submit"),
    path("<int:pk>/tra-ket-luan/", conclusions.send_back, name="inspection_conclusion_return"),
    path("<int:pk>/ky-ket-luan/", conclusions.sign, name="inspection_conclusion_sign"),
]
