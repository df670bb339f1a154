"""Addresses of the whole site; each audience lists its own."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ocop.web.home.urls")),
    path("", include("ocop.web.public.urls")),
    path("", include("ocop.web.account.urls")),
    path("", include("ocop.web.papers.urls")),
    path("chu-the/", include("ocop.web.producer.urls")),
    path("", include("ocop.web.office.urls")),
    path("dia-ban/", include("ocop.web.places.urls")),
    path("quy-dinh/", include("ocop.web.rules.urls")),
    path("hoi-dong/", include("ocop.web.council.urls")),
    path("cong-nhan/", include("ocop.web.leader.urls")),
    path("bao-cao-nam/", include("ocop.web.programme.urls")),
    path("kiem-tra/", include("ocop.web.supervision.urls")),
    path("chuyen-quy-dinh/", include("ocop.web.switch.urls")),
    path("", include("ocop.web.signing.urls")),
]

if settings.DEBUG or settings.DEMO:
    urlpatterns.append(path("thanh-phan/", include("ocop.web.components.urls")))
