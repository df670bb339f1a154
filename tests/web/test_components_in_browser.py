"""The components in Chromium under the real security policy: accessibility, phone width, autosave, upload."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser import AXE, chromium, started

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.urls(__name__),
    pytest.mark.skipif(not chromium(), reason="không có Chromium"),
    pytest.mark.skipif(not (ROOT / "var/assets/web/ui.js").exists(), reason="giao diện chưa dựng: make assets"),
]

STATE: dict[str, Any] = {}
PAGE = """{% extends "web/base.html" %}{% load ui %}{% block body %}
<main id="noi-dung"><h1>Thử</h1>
<form id="phieu" method="post" action="/nop/" data-autosave data-autosave-url="/luu/" data-autosave-key="thu">
  {% csrf_token %}<input type="hidden" name="version" value="{{ version }}">{% c "save_state" %}
  <label>Ghi chú <input name="note"></label><label><input type="checkbox" name="ok" value="1"> Đủ</label>
</form>
<p id="tong">0</p>
{% c "upload" url="/tai/" name="file" id="tep" list="#da-tai" %}<ul id="da-tai"></ul>
<form id="gui" method="get" action="/thu/" data-confirm="Gửi rồi thì không sửa được." data-confirm-yes="Gửi phiếu">
  <input type="hidden" name="sent" value="1">{% c "button" label="Gửi" %}</form>
{% c "button" label="Thu hồi" href="#thu-hoi" data-open="thu-hoi" %}
<button form="phieu">Nộp</button>
{% component "dialog" id="thu-hoi" title="Thu hồi?" %}Không xóa được.{% endcomponent %}
</main>{% endblock %}"""


@login_not_required
def trial_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(PAGE).render({"version": STATE.get("version", 1)}, request))


@login_not_required
def hand_in(request: HttpRequest) -> HttpResponse:
    STATE["handed_in"] = request.POST["note"]
    return redirect("/thu/")


@login_not_required
def save(request: HttpRequest) -> HttpResponse:
    STATE.setdefault("saves", []).append(
        {"note": request.POST["note"], "changed": request.POST.getlist("_changed"), "version": request.POST["version"]}
    )
    answers = STATE.get("answers", [])
    status = answers.pop(0) if answers else 200
    if status == 409:
        return JsonResponse({"message": "có bản mới", "kept": STATE.get("kept", False)}, status=409)
    if status == 422:
        return JsonResponse({"errors": {"note": ["Ghi chú quá dài"]}}, status=422)
    if status == 200 and STATE.get("html"):
        answer = HttpResponse('<p id="tong" hx-swap-oob="true">66,0</p>')
        answer["X-Version"], answer["X-Saved-At"] = "9", "09:41"
        return answer
    return JsonResponse({"version": 2, "saved_at": "09:40"}, status=status)


@login_not_required
def start_upload(request: HttpRequest) -> HttpResponse:
    STATE["started"] = [*STATE.get("started", []), json.loads(request.body)]
    STATE.setdefault("bytes", b"")
    return JsonResponse({"id": "u1", "offset": 0, "chunk": 100_000}, status=201)


@login_not_required
def one_upload(request: HttpRequest, number: str) -> HttpResponse:
    got: bytes = STATE["bytes"]
    if request.method == "GET":
        return JsonResponse({"offset": len(got)})
    if request.method == "POST":
        return JsonResponse({"file": {"id": "f1", "html": f"<li>tệp {len(got)} byte</li>"}})
    if STATE.get("refuse_after") is not None and len(got) >= STATE["refuse_after"]:
        return JsonResponse({"message": "Hết chỗ chứa"}, status=403)
    if STATE.pop("drop_next", False):
        return HttpResponse(status=502)
    offset = int(request.headers["Upload-Offset"])
    if offset != len(got):
        return JsonResponse({"offset": len(got)}, status=409)
    STATE["bytes"] = got + request.body
    return JsonResponse({"offset": len(STATE["bytes"])})


urlpatterns = [
    path("thanh-phan/", include("ocop.web.components.urls")),
    path("thu/", trial_page),
    path("luu/", save),
    path("nop/", hand_in),
    path("tai/", start_upload),
    path("tai/<str:number>/", one_upload),
]


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(settings: Any, tmp_path: Path) -> Iterator[str]:
    STATE.clear()
    settings.STATIC_ROOT, settings.DEMO = tmp_path, True
    server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=Server, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as running:
        yield running


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=site, locale="vi-VN")
    context.set_default_timeout(10_000)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda m: faults.append(m.text) if "Content Security Policy" in m.text else None)
    opened.on("dialog", lambda dialog: dialog.accept())
    yield opened
    context.close()
    assert faults == []


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("address", ["", "cong-khai/", "phieu-cham/", "dang-nhap/"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Browser, site: str, address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 860}, bypass_csp=True)
    opened = context.new_page()
    opened.goto(f"{site}/thanh-phan/{address}")
    assert opened.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    opened.evaluate(AXE.read_text())
    found = opened.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    context.close()
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []


def test_what_is_typed_is_saved_and_the_pill_says_when(page: Page) -> None:
    page.goto("/thu/")
    page.get_by_label("Ghi chú").fill("đủ giấy")
    expect(page.locator("[data-save-state]")).to_have_text("Đã lưu 09:40")
    page.get_by_label("Đủ").check()
    page.wait_for_timeout(1200)
    assert STATE["saves"] == [
        {"note": "đủ giấy", "changed": ["note"], "version": "1"},
        {"note": "đủ giấy", "changed": ["ok"], "version": "2"},
    ]
    assert page.evaluate("localStorage.getItem('autosave:thu')") is None


def test_an_answer_in_html_replaces_the_parts_it_names(page: Page) -> None:
    STATE["html"] = True
    page.goto("/thu/")
    page.get_by_label("Ghi chú").fill("a")
    expect(page.locator("#tong")).to_have_text("66,0")
    expect(page.locator("[data-save-state]")).to_have_text("Đã lưu 09:41")
    assert page.locator("[name=version]").input_value() == "9"


def test_a_failed_save_says_so_keeps_the_words_and_tries_again(page: Page) -> None:
    STATE["answers"] = [503]
    page.goto("/thu/")
    page.get_by_label("Ghi chú").fill("giữ lại")
    expect(page.locator("[data-save-state]")).to_have_text("Chưa lưu được — thử lại")
    assert json.loads(page.evaluate("localStorage.getItem('autosave:thu')")) == {
        ":version": ["1"],
        "note": ["giữ lại"],
    }
    page.get_by_role("button", name="thử lại").click()
    expect(page.locator("[data-save-state]")).to_have_text("Đã lưu 09:40")
    assert [one["note"] for one in STATE["saves"]] == ["giữ lại", "giữ lại"]


def test_words_typed_without_network_survive_closing_the_page(page: Page) -> None:
    page.goto("/thu/")
    page.context.set_offline(True)
    page.get_by_label("Ghi chú").fill("viết lúc mất mạng")
    expect(page.locator("[data-save-state]")).to_contain_text("Mất mạng, giữ trên máy này")
    page.close()
    page.context.set_offline(False)
    STATE["version"] = 5  # another device saved meanwhile: the words go out with what they were typed over
    later = page.context.new_page()
    later.goto("/thu/")
    expect(later.get_by_label("Ghi chú")).to_have_value("viết lúc mất mạng")
    expect(later.locator("[data-save-state]")).to_have_text("Đã lưu 09:40")
    # at least once: a save whose answer was lost on the way is sent again with the same words
    assert STATE["saves"][0] == {"note": "viết lúc mất mạng", "changed": ["note"], "version": "1"}


def test_a_newer_version_elsewhere_stops_saving_and_is_said(page: Page) -> None:
    STATE["answers"] = [409]
    page.goto("/thu/")
    page.get_by_label("Ghi chú").fill("bản cũ")
    expect(page.locator("[data-save-state]")).to_have_text("Có bản mới hơn, tải lại để xem")
    page.get_by_label("Ghi chú").fill("bản cũ, thêm")
    page.wait_for_timeout(1200)
    assert len(STATE["saves"]) == 1


@pytest.mark.parametrize("kept", [True, False])
def test_words_that_clash_stay_on_the_device_until_the_server_holds_them(page: Page, kept: bool) -> None:
    STATE.update(answers=[409], kept=kept)
    page.goto("/thu/")
    page.get_by_label("Ghi chú").fill("bản cũ")
    expect(page.locator("[data-save-state]")).to_have_text("Có bản mới hơn, tải lại để xem")
    assert (page.evaluate("localStorage.getItem('autosave:thu')") is None) is kept


def test_a_refused_field_shows_its_error_beside_it(page: Page) -> None:
    STATE["answers"] = [422]
    page.goto("/thu/")
    page.get_by_label("Ghi chú").fill("dài")
    expect(page.get_by_role("alert")).to_have_text("Ghi chú quá dài")
    expect(page.locator("[data-save-state]")).to_contain_text("Có mục chưa hợp lệ, chưa lưu")


def test_a_full_submission_leaves_no_copy_to_be_restored_later(page: Page) -> None:
    page.goto("/thu/")
    page.get_by_label("Ghi chú").fill("nộp luôn")
    with page.expect_navigation():
        page.get_by_role("button", name="Nộp").click()
    expect(page.get_by_label("Ghi chú")).to_have_value("")
    assert STATE == {"handed_in": "nộp luôn"}
    assert page.evaluate("[localStorage['autosave:thu'], sessionStorage['autosave:left']]") == [None, None]


def pick(page: Page, name: str, kind: str, content: bytes) -> None:
    page.locator("#tep").set_input_files({"name": name, "mimeType": kind, "buffer": content})


def test_a_file_arrives_in_pieces_whole_although_one_piece_was_lost(page: Page) -> None:
    content = bytes(range(256)) * 1000
    STATE["drop_next"] = True
    page.goto("/thu/")
    pick(page, "Phiếu kiểm nghiệm.pdf", "application/pdf", content)
    expect(page.locator("#da-tai")).to_have_text("tệp 256000 byte")
    assert STATE["bytes"] == content
    assert STATE["started"] == [{"name": "Phiếu kiểm nghiệm.pdf", "size": 256000, "type": "application/pdf"}]


def test_an_upload_goes_on_where_it_stopped(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "hop-dong.pdf"
    file.write_bytes(b"abcd" * 64_000)
    STATE["refuse_after"] = 100_000
    page.goto("/thu/")
    page.locator("#tep").set_input_files(file)
    expect(page.locator("[data-upload-note]")).to_have_text("Hết chỗ chứa")
    del STATE["refuse_after"]
    page.goto("/thu/")
    page.locator("#tep").set_input_files(file)
    expect(page.locator("#da-tai")).to_have_text("tệp 256000 byte")
    assert STATE["bytes"] == file.read_bytes()
    assert len(STATE["started"]) == 1


def test_a_file_over_the_limit_is_refused_before_it_is_sent(page: Page) -> None:
    page.goto("/thu/")
    page.evaluate("document.querySelector('[data-upload]').dataset.uploadMax = '1000'")
    pick(page, "to.pdf", "application/pdf", b"x" * 2048)
    expect(page.locator("[data-upload-note]")).to_have_text("Tệp nặng 2 KB, vượt mức 1 KB")
    assert STATE.get("started") is None


def test_a_photo_is_made_smaller_before_it_leaves(page: Page, tmp_path: Path) -> None:
    shot, sent = tmp_path / "anh.jpg", tmp_path / "gui.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: to be turned by 90 degrees
    Image.effect_noise((3000, 1500), 60).convert("RGB").save(shot, quality=90, exif=exif)
    page.goto("/thu/")
    page.locator("#tep").set_input_files(shot)
    expect(page.locator("#da-tai")).to_contain_text("tệp")
    sent.write_bytes(STATE["bytes"])
    with Image.open(sent) as arrived:
        assert arrived.size == (1000, 2000)
    assert sent.stat().st_size < shot.stat().st_size


def test_a_form_that_asks_first_is_sent_only_after_yes(page: Page) -> None:
    page.goto("/thu/")
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.get_by_role("button", name="Không, quay lại").click()
    assert page.url.endswith("/thu/")
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.get_by_role("button", name="Gửi phiếu").click()
    page.wait_for_url("**/thu/?sent=1")


HEAD = """<div class="page-head">
<div><h1>Giò lụa</h1><div class="row"><span class="tag">TAG</span></div></div>
<div class="page-actions"><a class="btn" href="/">Xem phiếu, kết quả</a></div></div>"""


@pytest.mark.parametrize("width", [768, 375])
def test_the_button_of_a_page_covers_no_long_tag(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/thu/")
    page.locator("main").evaluate(
        "(main, html) => { main.innerHTML = html }", HEAD.replace("TAG", "Chế biến từ thịt " * 9)
    )
    tag, button = page.locator(".tag").bounding_box(), page.locator(".btn").bounding_box()
    assert tag is not None
    assert button is not None
    assert tag["x"] + tag["width"] <= button["x"] or tag["y"] + tag["height"] <= button["y"]


def test_a_dialog_opens_over_the_page_and_closes(page: Page) -> None:
    page.goto("/thu/")
    page.get_by_role("link", name="Thu hồi").click()
    expect(page.get_by_role("dialog", name="Thu hồi?")).to_be_visible()
    page.get_by_role("link", name="Không, quay lại").click()
    expect(page.get_by_role("dialog", name="Thu hồi?")).to_be_hidden()


def test_without_scripts_a_dialog_is_part_of_the_page(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(f"{site}/thu/")
    opened.get_by_role("link", name="Thu hồi").click()
    expect(opened.get_by_text("Không xóa được.")).to_be_visible()
    opened.get_by_role("link", name="Không, quay lại").click()
    expect(opened.get_by_text("Không xóa được.")).to_be_hidden()
    context.close()
