"""Addresses of accounts. Of the sign-in library only what is used is open; its own names are kept, because it
builds its redirects from them."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path

from ocop.web.account import admin_audit, admin_users, me, producer_page, producers, register
from ocop.web.door import public, signed_in

urlpatterns = [
    path("dang-nhap/", public(account.login), name="account_login"),
    path("dang-nhap/ma/", public(mfa.authenticate), name="mfa_authenticate"),
    path("dang-xuat/", public(account.logout), name="account_logout"),
    path("dang-nhap/bi-khoa/", public(account.account_inactive), name="account_inactive"),
    path("dang-nhap/quen-mat-khau/", me.forgotten, name="account_reset_password"),
    path("dang-ky/", register.register, name="account_signup"),
    path("tai-khoan/", me.profile, name="account_profile"),
    path("tai-khoan/mat-khau/", signed_in(account.password_change), name="account_change_password"),
    path("tai-khoan/xac-nhan/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("tai-khoan/xac-nhan/ma/", signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("tai-khoan/hai-buoc/", signed_in(mfa.index), name="mfa_index"),
    path("tai-khoan/hai-buoc/bat/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("tai-khoan/hai-buoc/tat/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("tai-khoan/ma-du-phong/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("tai-khoan/ma-du-phong/tao/", signed_in(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("tai-khoan/ma-du-phong/tai/", signed_in(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("tai-khoan/phien/", me.sessions, name="usersessions_list"),
    path("thong-bao/", me.notice_list, name="notices"),
    path("thong-bao/da-doc/", me.notices_read, name="notices_read"),
    path("thong-bao/<int:pk>/", me.notice_open, name="notice_open"),
    path("quan-tri/tai-khoan/", admin_users.user_list, name="users"),
    path("quan-tri/tai-khoan/excel/", admin_users.user_export, name="users_export"),
    path("quan-tri/tai-khoan/moi/", admin_users.user_new, name="user_new"),
    path("quan-tri/tai-khoan/<int:pk>/", admin_users.user_page, name="user_page"),
    path("quan-tri/tai-khoan/<int:pk>/cap-vai-tro/", admin_users.user_grant, name="user_grant"),
    path("quan-tri/tai-khoan/<int:pk>/thu-hoi/<int:grant_id>/", admin_users.user_end_grant, name="user_end_grant"),
    path("quan-tri/tai-khoan/<int:pk>/dat-lai-mat-khau/", admin_users.user_reset, name="user_reset"),
    path("quan-tri/tai-khoan/<int:pk>/mo-dang-nhap/", admin_users.user_unlock, name="user_unlock"),
    path("quan-tri/tai-khoan/<int:pk>/viec/<slug:act>/", admin_users.user_act, name="user_act"),
    path("quan-tri/vai-tro/", admin_users.role_list, name="roles"),
    path("quan-tri/nhat-ky/", admin_audit.audit_log, name="audit"),
    path("quan-tri/nhat-ky/excel/", admin_audit.audit_export, name="audit_export"),
    path("xa/chu-the/", producers.producer_list, name="producers"),
    path("xa/chu-the/excel/", producers.producer_export, name="producers_export"),
    path("xa/chu-the/them/", producers.producer_new, name="producer_new"),
    path("xa/chu-the/<int:pk>/tai-khoan/", producers.producer_account, name="producer_account"),
    path("xa/chu-the/<int:pk>/xac-nhan/", producers.producer_confirm, name="producer_confirm"),
    path("xa/chu-the/<int:pk>/khong-xac-nhan/", producers.producer_refuse, name="producer_refuse"),
    path("thong-tin-chu-the/<int:pk>/", producer_page.producer_page, name="producer_page"),
    path("thong-tin-chu-the/<int:pk>/gui-lai/", producers.producer_again, name="producer_again"),
    path("thong-tin-chu-the/<int:pk>/sua/", producer_page.producer_edit, name="producer_edit"),
    path("thong-tin-chu-the/<int:pk>/dia-diem/", producer_page.producer_sites, name="producer_sites"),
    path("thong-tin-chu-the/<int:pk>/dai-dien/", producer_page.producer_representative, name="representative"),
    path("thong-tin-chu-the/<int:pk>/nguoi-giup/", producer_page.producer_helpers, name="producer_helpers"),
    path("nguoi-giup/<int:pk>/cham-dut/", producer_page.consent_end, name="consent_end"),
]
