"""What the components page shows: invented, marked as such."""

from typing import Any

from django import forms

NAV: list[dict[str, Any]] = [
    {"label": "Việc cần làm", "url": "#viec", "icon": "list-check", "count": 7, "current": False},
    {"label": "Đợt đánh giá", "url": "#dot", "icon": "calendar-event", "count": 0, "current": True},
    {"label": "Hồ sơ", "url": "#ho-so", "icon": "files", "count": 0, "current": False},
    {"label": "Hội đồng", "url": "#hoi-dong", "icon": "users-group", "count": 0, "current": False},
    {"label": "Công nhận", "url": "#cong-nhan", "icon": "award", "count": 2, "current": False},
    {"label": "Sản phẩm", "url": "#san-pham", "icon": "package", "count": 0, "current": False},
]


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Tên sản phẩm", help_text="Đúng như trên nhãn.", max_length=100)
    story = forms.CharField(label="Câu chuyện sản phẩm", widget=forms.Textarea, required=False)
    group = forms.ChoiceField(
        label="Nhóm sản phẩm", choices=[("", "Chọn một nhóm"), ("1", "Thực phẩm"), ("2", "Đồ uống")]
    )
    kind = forms.ChoiceField(
        label="Loại chủ thể",
        help_text="Theo giấy đăng ký.",
        widget=forms.RadioSelect,
        choices=[("htx", "Hợp tác xã"), ("tht", "Tổ hợp tác"), ("hkd", "Hộ kinh doanh")],
    )
    uses = forms.MultipleChoiceField(
        label="Kênh bán",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("cho", "Chợ"), ("sieu-thi", "Siêu thị"), ("mang", "Sàn thương mại điện tử")],
    )
    issued = forms.DateField(label="Ngày cấp", widget=forms.DateInput(attrs={"type": "date"}))
    paper = forms.FileField(label="Bản chụp giấy đăng ký", required=False, help_text="PDF hoặc ảnh, đến 50 MB.")
    agree = forms.BooleanField(label="Tôi cam đoan nội dung khai là đúng", help_text="Theo Mẫu 01.")


class SignInForm(forms.Form):
    """As on the sign-in page."""

    username = forms.CharField(label="Tên đăng nhập")
    password = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput)


def filled_badly() -> SampleForm:
    """The same form after a refused attempt."""
    return SampleForm({"name": "", "story": "Ủ từ gạo nếp.", "group": "1", "issued": "31/31/2026", "kind": ""})


TIMELINE: list[dict[str, str]] = [
    {
        "title": "Xã trả lại 2 mục",
        "at": "21/11/2026 09:12",
        "who": "UBND xã Gia Vân (mẫu)",
        "tone": "gold",
        "icon": "arrow-back-up",
        "reason": "Phiếu kiểm nghiệm đã hết hạn ngày 02/11/2026; ảnh nhãn mờ, không đọc được hạn dùng.",
    },
    {"title": "Xã tiếp nhận", "at": "17/11/2026", "who": "Công chức xã (mẫu)", "icon": "inbox", "tone": "sky"},
    {
        "title": "Đã nộp hồ sơ",
        "at": "16/11/2026 20:40",
        "who": "HTX Đầm Vân (mẫu)",
        "icon": "send",
        "tone": "leaf",
    },
]


def everything() -> dict[str, Any]:
    """Lists that the page's components take."""
    return {
        "form": SampleForm(),
        "bad_form": filled_badly(),
        "bands": [(0, 1), (30, 2), (50, 3), (70, 4), (90, 5)],
        "crumbs": [("Đợt đánh giá", "#"), ("Đợt 2 năm 2026", "#"), ("Cơm cháy chà bông (mẫu)", "")],
        "filters": [
            {"label": "Tất cả", "url": "#", "count": 42, "current": True},
            {"label": "Cấp xã", "url": "#", "count": 9, "current": False},
            {"label": "Tổ tư vấn", "url": "#", "count": 4, "current": False},
            {"label": "Chờ bổ sung", "url": "#", "count": 6, "current": False},
        ],
        "tabs": [
            {"label": "Hồ sơ", "url": "#", "current": True, "icon": "files"},
            {"label": "Minh chứng", "url": "#", "count": 12, "current": False},
            {"label": "Diễn biến", "url": "#", "current": False},
        ],
        "steps": [
            {"label": "Chủ thể", "url": "#", "state": "done"},
            {"label": "Sản phẩm", "url": "#", "state": "done"},
            {"label": "Tự chấm", "url": "#", "state": "current"},
            {"label": "Minh chứng", "url": "#", "state": "todo"},
            {"label": "Nộp", "url": "#", "state": "todo"},
        ],
        "timeline": TIMELINE,
        "facts": [
            ("Chủ thể", "HTX Đầm Vân (mẫu)"),
            ("Nơi sản xuất", "xã Gia Vân, tỉnh Ninh Bình"),
            ("Mã sản phẩm", "37-14488-002-2025"),
            ("Giấy chứng nhận", "36 tháng, từ 15/05/2025"),
            ("Website", ""),
        ],
        "changes": [
            {"label": "Tiêu chí 1.5, số hợp đồng", "old": "62 % sản lượng", "new": "78 % sản lượng"},
            {"label": "Mô tả sản phẩm", "old": "", "new": "Cơm cháy từ gạo nếp, chà bông heo."},
        ],
        "dossiers": [
            ("Cơm cháy chà bông (mẫu)", "HTX Sao Mai (mẫu)", "Tổ tư vấn", "sky", 4, 8, "66,0", 3, ""),
            ("Nem chua (mẫu)", "Cơ sở Bến Đò (mẫu)", "Cấp xã", "lacquer", 13, 2, "71,5", 3, "is-soon"),
            ("Rượu nếp (mẫu)", "Tổ hợp tác Ven Sông (mẫu)", "Chờ bổ sung", "gold", 16, -1, "58,0", 3, "is-late"),
            ("Thêu ren khăn trải (mẫu)", "Công ty Chỉ Lụa (mẫu)", "Sẵn sàng trình", "leaf", 1, 25, "84,0", 4, ""),
        ],
    }
