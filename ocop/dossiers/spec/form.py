"""Mẫu số 01 and Mẫu số 02 (Phụ lục III, Quyết định 26/2026/QĐ-TTg) as data, in the order of the screens.

The labels are the words of the forms, the explanations ours. Part III of Mẫu 02, the self-score, has screens of its
own; part I and Mẫu 01 share what they both ask, which is therefore filled in once.
"""

from ocop.dossiers.spec.shapes import AGAIN, EVERY, RENEWING, Field, Kind, Page, Section

_M1 = "Mẫu 01, Phụ lục III"
_M2_1 = "Mẫu 02, phần I, Phụ lục III"
_M2_2 = "Mẫu 02, phần II, Phụ lục III"
_M2_4 = "Mẫu 02, phần IV, Phụ lục III"
_YES_NO = (("yes", "Có"), ("no", "Không"))

PRODUCER = Page(
    "chu-the",
    "Chủ thể",
    "Lấy từ thông tin chủ thể. Sai thì sửa ở trang Chủ thể; mọi hồ sơ đang soạn tự cập nhật.",
    (
        Section(
            "Đơn vị đăng ký",
            (
                Field("unit_name", "Tên đơn vị", required=EVERY, source="producer.name", clause=_M1),
                Field("legal_form", "Loại hình", required=EVERY, source="producer.legal_form", clause=_M2_1),
                Field("registration_no", "Số đăng ký kinh doanh", required=EVERY, source="producer.registration_no",
                      clause=_M2_1),
                Field("registered_on", "Ngày thành lập, đăng ký", Kind.DATE, source="producer.registered_on",
                      required=EVERY, clause=_M2_1),
                Field("registration_office", "Nơi cấp đăng ký", source="producer.registration_office", clause=_M2_1),
                Field("unit_address", "Địa chỉ", required=EVERY, source="producer.address", clause=_M1),
                Field("commune", "Xã, phường", required=EVERY, source="producer.commune", clause=_M1),
                Field("unit_phone", "Điện thoại", required=EVERY, source="producer.phone", clause=_M1),
                Field("unit_email", "Thư điện tử", source="producer.email", clause=_M1),
                Field("website", "Trang thông tin", source="producer.website", clause=_M2_1),
            ),
        ),
        Section(
            "Người đại diện pháp luật",
            (
                Field("rep_name", "Họ và tên", required=EVERY, source="representative.full_name", personal=True,
                      clause=_M1),
                Field("rep_position", "Chức vụ", required=EVERY, source="representative.position", personal=True,
                      clause=_M1),
                Field("rep_sex", "Giới tính", required=EVERY, source="representative.sex", personal=True,
                      clause=_M2_1),
                Field("rep_ethnicity", "Dân tộc", required=EVERY, source="representative.ethnicity", personal=True,
                      sensitive=True, clause=_M2_1),
                Field("rep_disability", "Là người khuyết tật", source="representative.has_disability", personal=True,
                      sensitive=True, clause="Tiêu chí 3.2, Phụ lục II"),
                Field("rep_residence", "Nơi thường trú", required=EVERY, source="representative.residence",
                      personal=True, clause=_M2_1),
                Field("rep_phone", "Điện thoại", source="representative.phone", personal=True, clause=_M1),
                Field("rep_email", "Thư điện tử", source="representative.email", personal=True, clause=_M1),
            ),
            "Dữ liệu cá nhân: chỉ người xử lý hồ sơ được xem, mỗi lần xem đều ghi lại, không bao giờ công khai.",
        ),
    ),
)  # fmt: skip

_PAPERS = (
    ("business", "Giấy chứng nhận đăng ký kinh doanh"),
    ("declaration", "Bản công bố, tự công bố sản phẩm"),
    ("food_safety", "Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm"),
    ("production", "Giấy chứng nhận đủ điều kiện sản xuất (GMP, giấy phép…)"),
    ("none", "Chưa có giấy nào ở trên"),
)
_IP = (
    ("mark", "Nhãn hiệu"),
    ("collective_mark", "Nhãn hiệu tập thể, nhãn hiệu chứng nhận"),
    ("geographical", "Chỉ dẫn địa lý"),
    ("design", "Kiểu dáng công nghiệp"),
    ("invention", "Sáng chế, giải pháp hữu ích"),
    ("applied", "Đã nộp đơn, chưa được cấp"),
    ("none", "Chưa có"),
)

PRODUCT = Page(
    "san-pham",
    "Sản phẩm",
    "Tên, bộ sản phẩm và quy cách lấy từ trang Sản phẩm. Ở đây bạn khai giấy tờ đang có.",
    (
        Section(
            "Sản phẩm đăng ký",
            (
                Field("product_name", "Tên sản phẩm", required=EVERY, source="product.name", clause=_M1),
                Field("product_set", "Ngành, nhóm, bộ sản phẩm", required=EVERY, source="product.criteria_set",
                      clause=_M1),
                Field("kind", "Đăng ký", required=EVERY, source="dossier.kind", clause=_M1),
                Field("specification", "Quy cách sản phẩm", required=EVERY, source="product.specification",
                      clause=_M2_1),
                Field("description", "Mô tả sản phẩm", source="product.description", clause=_M2_1),
                Field("story", "Câu chuyện sản phẩm", source="product.story", clause="Tiêu chí 5.1, Phụ lục II"),
            ),
        ),
        Section(
            "Giấy tờ và quyền đang có",
            (
                Field("papers", "Giấy chứng nhận đang có", Kind.CHOICES, required=EVERY, choices=_PAPERS,
                      clause=_M2_1, help="Đánh dấu giấy còn hiệu lực. Bản sao tải lên ở Kho minh chứng."),
                Field("ip_titles", "Sở hữu trí tuệ", Kind.CHOICES, required=EVERY, choices=_IP, clause=_M2_1,
                      help="Quyền với tên, nhãn, kiểu dáng của sản phẩm, do Cục Sở hữu trí tuệ cấp."),
                Field("sample_count", "Số sản phẩm mẫu nộp kèm", Kind.NUMBER, unit="sản phẩm", clause=_M1,
                      help="05 sản phẩm. Dịch vụ du lịch không phải nộp mẫu."),
            ),
        ),
    ),
)  # fmt: skip

BUSINESS = Page(
    "to-chuc",
    "Lịch sử và tổ chức",
    "Kể ngắn gọn cơ sở của bạn làm nghề từ bao giờ, có ai, làm ở đâu.",
    (
        Section(
            "Giới thiệu",
            (
                Field("history", "Lịch sử hình thành, phát triển", Kind.LINES, required=EVERY, clause=_M2_1,
                      help="Bắt đầu năm nào, ai lập, đã lớn lên thế nào. 5–10 câu là đủ."),
                Field("organisation", "Tổ chức bộ máy", Kind.LINES, required=EVERY, clause=_M2_1,
                      help="Ai phụ trách việc gì: sản xuất, kiểm tra chất lượng, bán hàng."),
            ),
        ),
        Section(
            "Lao động",
            (
                Field("workers", "Tổng số lao động", Kind.NUMBER, required=EVERY, unit="người", clause=_M2_1,
                      help="Người làm thường xuyên, kể cả người nhà."),
                Field("workers_local", "Trong đó: người trong xã", Kind.NUMBER, required=EVERY, unit="người",
                      clause="Tiêu chí 3.3, Phụ lục II", help="Người thường trú tại xã, phường của bạn."),
                Field("workers_female", "Trong đó: lao động nữ", Kind.NUMBER, unit="người", clause=_M2_1),
            ),
        ),
        Section(
            "Nơi và năng lực sản xuất",
            (
                Field("material", "Nguồn nguyên liệu", Kind.LINES, required=EVERY, clause=_M2_1,
                      help="Mua hoặc trồng ở đâu, bao nhiêu phần trong tỉnh, có hợp đồng không."),
                Field("process", "Quy trình, thiết bị sản xuất", Kind.LINES, clause=_M2_1,
                      help="Các bước làm ra sản phẩm và máy móc chính."),
                Field("capacity", "Sản lượng có thể làm ra một năm", clause=_M2_1,
                      help="Ví dụ: 20 tấn một năm, 3.000 hộp một tháng."),
            ),
        ),
    ),
)  # fmt: skip

RESULTS = Page(
    "ket-qua",
    "Kết quả kinh doanh",
    "Hai năm gần nhất của riêng sản phẩm này. Chưa đủ hai năm thì ghi năm đã có.",
    (
        Section(
            "Năm trước",
            (
                Field("output_last", "Sản lượng", required=EVERY, clause=_M2_2,
                      help="Ghi kèm đơn vị: 12 tấn, 900 sản phẩm."),
                Field("revenue_last", "Doanh thu", Kind.MONEY, required=EVERY, unit="đồng", clause=_M2_2,
                      help="Tiền bán sản phẩm này trong năm, chưa trừ chi phí."),
                Field("profit_last", "Lợi nhuận", Kind.MONEY, unit="đồng", clause=_M2_2,
                      help="Doanh thu trừ chi phí. Lỗ thì ghi dấu trừ."),
            ),
        ),
        Section(
            "Năm trước nữa",
            (
                Field("output_before", "Sản lượng", clause=_M2_2),
                Field("revenue_before", "Doanh thu", Kind.MONEY, unit="đồng", clause=_M2_2),
                Field("profit_before", "Lợi nhuận", Kind.MONEY, unit="đồng", clause=_M2_2),
            ),
        ),
        Section(
            "Thị trường",
            (
                Field("markets", "Nơi bán chính", Kind.LINES, required=EVERY, clause=_M2_2,
                      help="Chợ, cửa hàng, siêu thị, sàn trực tuyến, đại lý ở tỉnh nào, xuất khẩu đi đâu."),
                Field("share_outside", "Phần bán ra ngoài xã", Kind.PERCENT, unit="%", clause=_M2_2),
                Field("plan_done", "Việc đã làm theo phương án, kế hoạch kinh doanh", Kind.LINES, required=EVERY,
                      clause=_M2_2, help="Đã làm được gì, việc gì chưa xong và vì sao."),
            ),
        ),
    ),
)  # fmt: skip


def _change(key: str, label: str, note: str, required: tuple[str, ...] = (AGAIN,)) -> Field:
    return Field(
        f"change_{key}", label, Kind.CHANGE, note, "Điều 7.5, 7.6", required=required, kinds=RENEWING
    )  # fmt: skip


CHANGES = Page(
    "thay-doi",
    "Thay đổi từ lần trước",
    "Chỉ nói điều đã khác so với hồ sơ được công nhận lần trước.",
    (
        Section(
            "Nâng hạng",
            (
                Field("upgrade_reason", "Điểm mới để nâng hạng", Kind.LINES, required=("upgrade",), kinds=("upgrade",),
                      clause="Điều 7.5", help="Tiêu chí nào đã tốt hơn, nhờ việc gì."),
            ),
        ),
        Section(
            "So với lần trước",
            (
                _change("material", "Nguyên liệu", "Nguồn, vùng trồng, hợp đồng có đổi không?"),
                _change("technology", "Công nghệ, thiết bị", "Máy móc, quy trình có đổi không?"),
                _change("packaging", "Bao bì", "Kiểu, chất liệu bao bì có đổi không?"),
                _change("label", "Nhãn hàng hóa", "Nội dung ghi nhãn, mã truy xuất có đổi không?"),
                _change("declaration", "Công bố chất lượng", "Bản công bố có làm lại không?"),
                _change("tests", "Kiểm nghiệm định kỳ", "Ghi các phiếu kiểm nghiệm mới."),
                _change("market", "Thị trường", "Nơi bán có thêm, bớt không?"),
                _change("output", "Sản lượng", "Tăng, giảm bao nhiêu?"),
                _change("revenue", "Doanh thu", "Tăng, giảm bao nhiêu?"),
                _change("renewed_papers", "Giấy tờ có thời hạn", "Giấy nào đã gia hạn, cấp lại?"),
            ),
        ),
    ),
    kinds=RENEWING,
)  # fmt: skip

PLAN = Page(
    "ke-hoach",
    "Kế hoạch sắp tới",
    "Bạn định làm gì trong 1–3 năm tới với sản phẩm này.",
    (
        Section(
            "Kế hoạch phát triển sản phẩm",
            (
                Field("plan_production", "Sản xuất, chất lượng", Kind.LINES, required=EVERY, clause=_M2_4,
                      help="Ví dụ: thêm lò sấy, làm VietGAP, kiểm nghiệm mỗi 6 tháng."),
                Field("plan_market", "Thị trường, quảng bá", Kind.LINES, required=EVERY, clause=_M2_4,
                      help="Ví dụ: vào siêu thị ở Hà Nội, bán trên sàn, dự hội chợ."),
                Field("plan_community", "Lao động, cộng đồng, môi trường", Kind.LINES, clause=_M2_4),
                Field("plan_support", "Đề nghị hỗ trợ", Kind.LINES, clause=_M2_4,
                      help="Bạn cần giúp việc gì: bao bì, nhãn hiệu, vay vốn, bán hàng…"),
            ),
        ),
    ),
)  # fmt: skip

PAGES = (PRODUCER, PRODUCT, BUSINESS, RESULTS, CHANGES, PLAN)
SELF_SCORE = "tu-cham"
SELF_SCORE_ITEM = f"page:{SELF_SCORE}"

DECLARATION = (
    "Tôi cam kết những điều khai trong hồ sơ và các tài liệu kèm theo là đúng sự thật, sản phẩm do cơ sở của tôi "
    "sản xuất, và chịu trách nhiệm trước pháp luật về hồ sơ này."
)
YES_NO = _YES_NO
