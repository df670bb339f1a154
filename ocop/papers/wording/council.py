"""Papers of the council: before, at and after a session."""

from collections.abc import Mapping
from typing import Any

from ocop.documents.spec import Block, annex, bullets, heading, lines, pairs, para, signing, table
from ocop.documents.wording import counted
from ocop.papers.wording.shape import LAW, Body, sentence, stars_list

_PARTS = {"A": "PHẦN A. SẢN PHẨM VÀ SỨC MẠNH CỘNG ĐỒNG", "B": "PHẦN B. KHẢ NĂNG TIẾP THỊ",
          "C": "PHẦN C. CHẤT LƯỢNG SẢN PHẨM"}  # fmt: skip
_STARS_NOTE = "Ghi chú: dấu sao (***, ****, *****) là yêu cầu tối thiểu phải đạt theo các cấp độ sao."


def invitation(d: Mapping[str, Any]) -> Body:
    """Giấy mời."""
    blocks = [
        para("Kính gửi: Các thành viên Hội đồng", align="center"),
        para(f"{d['hoi_dong']} (Quyết định số {d['so_qd_hoi_dong']}) trân trọng kính mời thành viên dự {d['phien']}:"),
        *bullets([
            f"Thời gian: {d['gio_hop']}, {d['ngay_hop']};",
            f"Địa điểm: {d['noi_hop']};",
            f"Nội dung: đánh giá, phân hạng {_count(d['chuong_trinh'])} sản phẩm, {d['dot']} (danh sách kèm theo);",
            f"Chủ trì: {d['chu_tich']}, Chủ tịch Hội đồng.",
        ]),
        para(
            "Hồ sơ điện tử đã có trên hệ thống. Đề nghị thành viên kê khai xung đột lợi ích trước khi xem hồ sơ và "
            "có mặt đúng giờ; thành viên vắng mặt báo cho Thư ký Hội đồng trước phiên họp."
        ),
        annex("Danh sách kèm theo", "Sản phẩm đánh giá, phân hạng", f"{d['phien']}, {d['ngay_hop']}"),
        _agenda(d["chuong_trinh"]),
        heading("Thành viên Hội đồng được mời"),
        _members(d["thanh_vien"]),
    ]  # fmt: skip
    return Body(blocks, kind="Giấy mời", title="Họp Hội đồng đánh giá, phân hạng sản phẩm OCOP")


def agenda(d: Mapping[str, Any]) -> Body:
    """Chương trình phiên họp."""
    steps = (
        "Thư ký báo cáo số thành viên có mặt, tuyên bố lý do;",
        "Chủ tịch Hội đồng khai mạc; thành viên kê khai xung đột lợi ích;",
        "Tổ tư vấn báo cáo kết quả đánh giá từng hồ sơ; chủ thể giới thiệu sản phẩm (nếu được mời);",
        "Thành viên chấm điểm độc lập trên phiếu đánh giá;",
        "Hội đồng xem kết quả, trao đổi những phiếu chênh lệch quá mức quy chế, kết luận từng sản phẩm;",
        "Thư ký thông qua biên bản; Chủ tịch Hội đồng bế mạc.",
    )
    blocks = [
        pairs([("Thời gian", f"{d['gio_hop']}, {d['ngay_hop']}"), ("Địa điểm", d["noi_hop"]),
               ("Chủ trì", d["chu_tich"]), ("Thư ký", d["thu_ky"])]),
        heading("I. TRÌNH TỰ"),
        *[para(step, lead=f"{number}.") for number, step in enumerate(steps, start=1)],
        heading("II. SẢN PHẨM ĐÁNH GIÁ"),
        _agenda(d["chuong_trinh"]),
    ]  # fmt: skip
    return Body(blocks, kind="Chương trình", title=f"{d['phien']}, {d['dot']}", no_recipients=True)


def attendance(d: Mapping[str, Any]) -> Body:
    """Danh sách điểm danh, signed by each member."""
    rows = d["thanh_vien"]
    if isinstance(rows, list):
        listed = [[row[0], row[1], f"{row[2]}, {row[3]}".strip(", "), row[4], "\n", row[6]] for row in rows]
        shown: Block = table(
            ["TT", "Họ và tên", "Chức vụ, cơ quan", "Vai trò", "Ký tên", "Ghi chú"],
            listed,
            widths=[-11, 3, 4, 2, 2.4, 2],
            align="cllclc",
            size=11.5,
        )
    else:
        shown = para(rows)
    blocks = [
        pairs([("Thời gian", f"{d['gio_hop']}, {d['ngay_hop']}"), ("Địa điểm", d["noi_hop"])]),
        shown,
        signing([
            {"above": "Thư ký Hội đồng", "note": "(Ký, ghi rõ họ tên)", "name": d["thu_ky"]},
            {"above": "Chủ tịch Hội đồng", "note": "(Ký, ghi rõ họ tên)", "name": d["chu_tich"]},
        ]),
    ]  # fmt: skip
    return Body(blocks, kind="Danh sách", title=f"Thành viên dự {d['phien']}", self_signed=True, no_recipients=True)


def opinion_slip(d: Mapping[str, Any]) -> Body:
    """Phiếu lấy ý kiến: filled in by hand, one page for each member."""
    listed = d["chuong_trinh"] if isinstance(d["chuong_trinh"], list) else []
    rows = [[row[0], f"{row[1]}\n{row[2]}", "", "", ""] for row in listed]
    blocks = [
        para(f"Căn cứ {LAW} và {d['quy_che']}, {d['hoi_dong']} lấy ý kiến thành viên bằng văn bản về các sản phẩm "
             f"đánh giá, phân hạng lại sau đây. Hạn trả lời: {d['han_tra_loi']}."),
        pairs([("Họ và tên thành viên", "…" * 17), ("Cơ quan", "…" * 24)]),
        table(
            ["TT", "Sản phẩm, chủ thể", "Đồng ý hạng đề nghị", "Không đồng ý", "Ý kiến khác, lý do"],
            rows,
            widths=[-11, 4, 2, 2, 4],
            align="clccl",
        ),
        para("Phiếu chấm điểm gửi trên hệ thống; phiếu giấy gửi về Thư ký Hội đồng. Khi có nhiều ý kiến khác nhau "
             "hoặc nội dung phức tạp, Hội đồng họp trực tiếp (điểm d khoản 6 Điều 7)."),
        signing([
            {"above": "", "note": "", "name": ""},
            {"above": "Thành viên Hội đồng", "note": "(Ký, ghi rõ họ tên)", "name": ""},
        ]),
    ]  # fmt: skip
    return Body(
        blocks,
        kind="Phiếu lấy ý kiến",
        title=f"Đánh giá, phân hạng sản phẩm OCOP bằng văn bản, {d['dot']}",
        self_signed=True,
        no_recipients=True,
    )


def opinion_summary(d: Mapping[str, Any]) -> Body:
    """Tổng hợp ý kiến bằng văn bản: who answered, then the results as the minutes have them."""
    blocks: list[Block] = [
        para(f"{d['hoi_dong']} (Quyết định số {d['so_qd_hoi_dong']}) lấy ý kiến thành viên bằng văn bản, "
             f"{d['phien']}, {d['dot']}, theo {LAW} và {d['quy_che']}. Gửi phiếu lúc {d['khai_mac']}; hạn trả lời "
             f"{d['han_tra_loi']}."),
        heading("I. THÀNH VIÊN TRẢ LỜI"),
        para(f"Có {_counted(d['co_mat'])} thành viên gửi phiếu; {_counted(d['phieu_hop_le'])} phiếu hợp lệ cho "
             f"{_counted(d['so_san_pham'])} sản phẩm. Thành viên không họp; phiếu đã gửi được tính là tham gia."),
        _answers(d["thanh_vien_tra_loi"], d["chuong_trinh"]),
        para("SP 1, SP 2…: sản phẩm theo thứ tự ở mục II; ô ghi lúc gửi phiếu.", style="small", indent=False),
        heading("II. KẾT QUẢ TỪNG SẢN PHẨM"),
    ]  # fmt: skip
    blocks += _each_product(d)
    if d["lui_lai"]:
        blocks += [heading("Sản phẩm chuyển sang họp trực tiếp", level=2), *bullets(d["lui_lai"])]
    blocks += [
        heading("III. KẾT LUẬN"),
        _results(d["ket_qua"]),
        para(f"Kết quả theo hạng: {stars_list(d['theo_hang'])}. Việc lấy ý kiến kết thúc lúc {d['ket_thuc']}."),
        signing([
            {"above": "Thư ký Hội đồng", "note": "(Ký, ghi rõ họ tên)", "name": d["thu_ky"]},
            {"above": "Chủ tịch Hội đồng", "note": "(Ký, ghi rõ họ tên)", "name": d["chu_tich"]},
        ]),
    ]  # fmt: skip
    title = "Ý kiến bằng văn bản của thành viên Hội đồng đánh giá, phân hạng sản phẩm OCOP"
    return Body(blocks, kind="Bảng tổng hợp", title=title, self_signed=True)


def _answers(rows: Any, products: Any) -> Block:
    if not isinstance(rows, list) or not isinstance(products, list):
        return para(rows if not isinstance(rows, list) else products)
    head = ["TT", "Họ và tên", "Chức vụ, cơ quan", *[f"SP {row[0]}" for row in products]]
    many = len(products)
    return table(head, rows, widths=[-11, 3, 4, *[1.5] * many], align="cll" + "c" * many, size=11 if many > 2 else 12)


def score_sheet(d: Mapping[str, Any]) -> Body:
    """Phiếu đánh giá: every option, the granted ones ticked."""
    member = d["thanh_vien"]
    rows: list[list[Any]] = []
    part = section = ""
    for row in d["tieu_chi"]:
        over = []
        if row["phan"] != part:
            part = row["phan"]
            over.append(_PARTS.get(part, part))
        if row["muc"] != section:
            section = row["muc"]
            over.append(section)
        rows.append(_sheet_row(row, "\n".join(over)))
    totals = "; ".join(f"Phần {name}: {points} điểm" for name, points in d["cac_phan"])
    blocks = [
        pairs([("Sản phẩm", d["san_pham"]), ("Chủ thể", f"{d['chu_the']}, {d['xa']}"), ("Mã sản phẩm", d["ma_so"]),
               ("Bộ sản phẩm", f"số {d['so_bo']}, {d['ten_bo']}"),
               ("Thành viên chấm", ", ".join(part for part in member if part))]),
        table(["Mã", "Tiêu chí và các mức", "Tối đa", "Điểm"], rows, widths=[-13, 1, -15, -15], align="clcc", size=11),
        para(f"Tổng điểm: {d['tong_diem']} điểm ({totals}).", style="bold", indent=False),
        para(_STARS_NOTE, style="small", indent=False),
        heading("Ý kiến của thành viên"),
        *lines(d["y_kien"] or "Không có ý kiến khác."),
        para(f"Phiếu gửi trên hệ thống lúc {d['gui_luc']}.", style="small", indent=False),
    ]  # fmt: skip
    title = f"Theo Quyết định {d['quyet_dinh']}, {d['phien']}"
    return Body(blocks, kind="Phiếu đánh giá, phân hạng sản phẩm OCOP", title=title, no_recipients=True)


def _sheet_row(row: Mapping[str, Any], over: str) -> list[Any]:
    name = f"{row['cha']}: {row['ten']}" if row["cha"] else row["ten"]
    if row["ghi_chu"]:
        name = f"{name}\nNhận xét: {row['ghi_chu']}"
    options = list(row["phuong_an"])
    if row["khong_dat"]:
        options.append(["Không đạt mức nào (0 điểm)", True])
    cell = {"text": name, "ticks": options, **({"over": over} if over else {})}
    return [row["ma"], cell, row["toi_da"], row["diem"]]


def score_summary(d: Mapping[str, Any]) -> Body:
    """Bảng tổng hợp: members × products, turned."""
    members = d["thanh_vien_cham"] if isinstance(d["thanh_vien_cham"], list) else []
    rows = []
    for row in d["ket_qua"] if isinstance(d["ket_qua"], list) else []:
        points = dict(row["phieu"])
        scores = [points.get(name, "–") for name in members]
        rows.append([row["stt"], f"{row['san_pham']}\n{row['chu_the']}", *scores, row["diem"], row["chenh"],
                     row["hang"], row["chan_ngan"]])  # fmt: skip
    widths = [-11, 5, *[1.6] * len(members), -17, -16, 1.9, 3.4]
    head = ["TT", "Sản phẩm, chủ thể", *members, "Điểm TB", "Chênh lệch", "Hạng", "Mức tối thiểu chưa đạt"]
    align = "cl" + "c" * len(members) + "cccl"
    blocks = [
        para(f"{d['hoi_dong']}; {d['phien']}, {d['ngay_hop']}; {d['dot']}.", align="center", style="italic"),
        table(head, rows, widths=widths, align=align, size=10),
        para(
            "Điểm TB: trung bình cộng chính xác các phiếu hợp lệ, so với khung điểm trước khi làm tròn. "
            "Chênh lệch: giữa phiếu cao nhất và thấp nhất. Dấu –: không chấm sản phẩm này.",
            style="small",
            indent=False,
        ),
        signing([
            {"above": "Thư ký Hội đồng", "note": "(Ký, ghi rõ họ tên)", "name": d["thu_ky"]},
            {"above": "Chủ tịch Hội đồng", "note": "(Ký, ghi rõ họ tên)", "name": d["chu_tich"]},
        ]),
    ]  # fmt: skip
    return Body(blocks, kind="Bảng tổng hợp điểm", self_signed=True, landscape=True, no_recipients=True)


def minutes(d: Mapping[str, Any]) -> Body:
    """Biên bản."""
    absent = d["tong_thanh_vien"] - d["co_mat"] if isinstance(d["co_mat"], int) else 0
    blocks: list[Block] = [
        para(f"Hôm nay, {d['khai_mac']}, tại {d['noi_hop']}, {d['hoi_dong']} (Quyết định số {d['so_qd_hoi_dong']}) "
             f"họp {d['phien']}, {d['dot']}."),
        heading("I. THÀNH PHẦN"),
        para(f"Có mặt {_counted(d['co_mat'])} trên tổng số {_counted(d['tong_thanh_vien'])} thành viên, "
             f"vắng {absent}. Chủ trì: {d['chu_tich']}. Thư ký: {d['thu_ky']}."),
        _members(d["thanh_vien"], present=True),
        heading("II. NỘI DUNG"),
        para(f"Hội đồng làm việc theo {d['quy_che']}. Thành viên kê khai xung đột lợi ích, nghe báo cáo của Tổ tư "
             f"vấn, chấm điểm độc lập trên hệ thống; {_counted(d['phieu_hop_le'])} phiếu hợp lệ cho "
             f"{_counted(d['so_san_pham'])} sản phẩm."),
    ]  # fmt: skip
    blocks += _each_product(d)
    if d["lui_lai"]:
        blocks += [heading("Sản phẩm lùi sang phiên khác", level=2), *bullets(d["lui_lai"])]
    blocks += [
        heading("III. KẾT LUẬN"),
        _results(d["ket_qua"]),
        para(f"Kết quả theo hạng: {stars_list(d['theo_hang'])}."),
        para(f"Phiên họp kết thúc lúc {d['ket_thuc']}. Biên bản đã thông qua trước Hội đồng, các thành viên nhất trí "
             "ký tên."),
        signing([
            {"above": "Thư ký Hội đồng", "note": "(Ký, ghi rõ họ tên)", "name": d["thu_ky"]},
            {"above": "Chủ tịch Hội đồng", "note": "(Ký, ghi rõ họ tên)", "name": d["chu_tich"]},
        ]),
    ]  # fmt: skip
    title = f"{d['phien']} của Hội đồng đánh giá, phân hạng sản phẩm OCOP"
    return Body(blocks, kind="Biên bản", title=title, self_signed=True)


def _each_product(d: Mapping[str, Any]) -> list[Block]:
    """What was said of every product, and its result in words."""
    blocks: list[Block] = []
    for row in d["ket_qua"] if isinstance(d["ket_qua"], list) else []:
        blocks += [heading(f"{row['stt']}. {row['san_pham']}, {row['chu_the']}, {row['xa']}", level=2)]
        blocks += bullets([sentence(text) for text in (*row["thao_luan"], *row["loi"])])
        if row["y_kien"]:
            blocks += bullets([f"Ý kiến của Hội đồng: {sentence(row['y_kien'])}"])
    return blocks


def council_report(d: Mapping[str, Any]) -> Body:
    """Báo cáo kết quả của Hội đồng."""
    blocks: list[Block] = [
        para("Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh", align="center"),
        para(f"Thực hiện {LAW}, {d['hoi_dong']} đã {_sat(d)}, và báo cáo kết quả như sau:"),
        heading("1. Kết quả đánh giá, phân hạng"),
        para(f"Hội đồng đã đánh giá {_counted(d['so_san_pham'])} sản phẩm: {stars_list(d['theo_hang'])}."),
        _results(d["ket_qua"]),
        heading("2. Những mức tối thiểu chưa đạt và kết luận loại"),
        *_reasons(d["ket_qua"]),
        heading("3. Đề nghị"),
        para("Hội đồng đề nghị Chủ tịch Ủy ban nhân dân tỉnh phê duyệt kết quả; công nhận và cấp giấy chứng nhận cho "
             "sản phẩm đạt 3 sao, 4 sao; đề nghị Bộ Nông nghiệp và Môi trường đánh giá sản phẩm có tiềm năng 5 sao."),
    ]  # fmt: skip
    return Body(blocks, kind="Báo cáo", title=f"Kết quả đánh giá, phân hạng sản phẩm OCOP, {d['phien']}, {d['dot']}")


def _sat(d: Mapping[str, Any]) -> str:
    """How the council came to its results."""
    if d.get("bang_van_ban"):
        return f"lấy ý kiến bằng văn bản, {d['phien']}, có {_counted(d['co_mat'])} thành viên gửi phiếu"
    return f"họp {d['phien']} {d['ngay_hop']} tại {d['noi_hop']}, có {_counted(d['co_mat'])} thành viên dự"


def _reasons(rows: Any) -> list[Block]:
    if not isinstance(rows, list):
        return [para(rows)]
    said = [f"{row['san_pham']}: {sentence('; '.join(row['loi'][1:] or row['loi']))}" for row in rows
            if row["chan"] or row["sao"] is None]  # fmt: skip
    return bullets(said) if said else [para("Không có.")]


def _results(rows: Any) -> Block:
    if not isinstance(rows, list):
        return para(rows)
    listed = [[row["stt"], row["san_pham"], f"{row['chu_the']}, {row['xa']}", row["diem"] or "–", row["hang"]]
              for row in rows]  # fmt: skip
    head = ["TT", "Sản phẩm", "Chủ thể, địa phương", "Điểm TB", "Hạng"]
    return table(head, listed, widths=[-11, 4, 5, -19, -27], align="cllcc")


def _agenda(rows: Any) -> Block:
    if not isinstance(rows, list):
        return para(rows)
    head = ["TT", "Sản phẩm", "Chủ thể", "Xã, phường", "Bộ sản phẩm"]
    return table(head, rows, widths=[-11, 3, 3, 2.4, 3], align="cllll")


def _members(rows: Any, *, present: bool = False) -> Block:
    if not isinstance(rows, list):
        return para(rows)
    head = ["TT", "Họ và tên", "Chức vụ, cơ quan", "Vai trò", *(["Có mặt"] if present else [])]
    listed = [[row[0], row[1], f"{row[2]}, {row[3]}".strip(", "), row[4], *([row[5]] if present else [])]
              for row in rows]  # fmt: skip
    return table(head, listed, widths=[-11, 3, 5, 2, *([1.6] if present else [])], align="cllc" + "c" * present)


def _counted(value: Any) -> str:
    return counted(value) if isinstance(value, int) else str(value)


def _count(rows: Any) -> str:
    return counted(len(rows)) if isinstance(rows, list) else str(rows)
