"""Addresses of the recognition: proposals, the leader's desk, certificates, requests to the ministry."""

from django.urls import path

from ocop.web.leader import certificates, judging, measures, ministry, proposals

urlpatterns = [
    path("", proposals.proposals, name="proposals"),
    path("lap/", proposals.create, name="proposal_create"),
    path("<int:pk>/", proposals.proposal, name="proposal"),
    path("<int:pk>/sua/", proposals.edit, name="proposal_edit"),
    path("<int:pk>/them/", proposals.add, name="proposal_add"),
    path("<int:pk>/trinh/", proposals.submit, name="proposal_submit"),
    path("<int:pk>/rut/", proposals.recall, name="proposal_recall"),
    path("<int:pk>/duyet-con-lai/", judging.approve_all, name="proposal_approve_rest"),
    path("<int:pk>/quyet-dinh/", judging.decide, name="proposal_decide"),
    path("san-pham/<int:pk>/", judging.item, name="proposal_item"),
    path("san-pham/<int:pk>/y-kien/", judging.verdict, name="proposal_verdict"),
    path("san-pham/<int:pk>/bo/", proposals.remove, name="proposal_remove"),
    path("giay-chung-nhan/", certificates.certificates, name="certificates"),
    path("giay-chung-nhan/xuat/", certificates.export, name="certificates_export"),
    path("giay-chung-nhan/<int:pk>/", certificates.certificate, name="certificate"),
    path("giay-chung-nhan/<int:pk>/quyet-dinh/<slug:act>/", measures.measure, name="certificate_measure"),
    path("giay-chung-nhan/<int:pk>/tep/", certificates.paper, name="certificate_paper"),
    path("de-nghi-bo/", ministry.requests, name="ministry_requests"),
    path("de-nghi-bo/<int:pk>/", ministry.ministry_request, name="ministry_request"),
    path("de-nghi-bo/<int:pk>/ket-qua/", ministry.record, name="ministry_record"),
    path("de-nghi-bo/<int:pk>/cong-nhan/", ministry.recognise, name="ministry_recognise"),
    path("de-nghi-bo/<int:pk>/danh-gia-lai/", ministry.again, name="ministry_again"),
    path("de-nghi-bo/<int:pk>/khong-cong-nhan/", ministry.refuse, name="ministry_refuse"),
]
