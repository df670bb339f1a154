"""Papers of the recognition, and the plan of a round."""

from collections.abc import Mapping
from typing import Any

from ocop.documents.spec import Block, annex, bullets, heading, para, table
from ocop.documents.wording import counted
from ocop.papers.wording.shape import LAW, OCOP, Body, sentence, stars_list

LOCAL = "Căn cứ Luật Tổ chức chính quyền địa phương;"


def to_trinh(d: Mapping[str, Any]) -> Body:
    """Tờ trình."""
    sessions = "; ".join(d["phien_hop"]) if isinstance(d["phien_hop"], list) else d["phien_hop"]
    blocks = [
        para(f"Kính gửi: {d['kinh_gui']}", align="center"),
        para(f"Căn cứ {LAW};", style="italic"),
        para(f"Căn cứ kết quả của Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp tỉnh: {sentence(sessions)}",
             style="italic"),
        para(f"Cơ quan tham mưu kính trình Chủ tịch Ủy ban nhân dân tỉnh kết quả đánh giá, phân hạng {d['dot']}: "
             f"{stars_list(d['theo_hang'])}."),
        _list(d["san_pham_ds"]),
        para("Kính đề nghị Chủ tịch Ủy ban nhân dân tỉnh xem xét:"),
        *bullets([
            "Phê duyệt kết quả đánh giá, phân hạng; công nhận, cấp giấy chứng nhận sản phẩm đạt 3 sao, 4 sao;",
            "Với sản phẩm từ 90 điểm trở lên: phê duyệt kết quả và đề nghị Bộ Nông nghiệp và Môi trường đánh giá;",
            "Thông báo kết quả với sản phẩm 1 sao, 2 sao và sản phẩm không xếp hạng.",
        ]),
    ]  # fmt: skip
    return Body(blocks, kind="Tờ trình", title=d["trich_yeu"])


def decision(d: Mapping[str, Any]) -> Body:
    """Quyết định, with its lists."""
    blocks: list[Block] = [
        para(f"CHỦ TỊCH ỦY BAN NHÂN DÂN {d['tinh'].upper()}", align="center", style="bold"),
        para(LOCAL, style="italic"),
        para(f"Căn cứ {LAW};", style="italic"),
        para(f"Căn cứ kết quả của Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp tỉnh ({d['bien_ban']});",
             style="italic"),
        para(f"Theo đề nghị của cơ quan tham mưu tại Tờ trình số {d['to_trinh']}.", style="italic"),
        para("QUYẾT ĐỊNH:", align="center", style="bold"),
        para(f"Phê duyệt kết quả đánh giá, phân hạng sản phẩm OCOP {d['dot']}: {stars_list(d['theo_hang'])} "
             "(Phụ lục I kèm theo).", lead="Điều 1."),
        *_recognised(d),
        para("Giấy chứng nhận có giá trị 36 tháng kể từ ngày cấp. Chủ thể duy trì các tiêu chí đã được công nhận và "
             "sử dụng biểu trưng OCOP đúng quy định.", lead="Điều 3."),
        para("Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng Ủy ban nhân dân tỉnh, cơ quan tham mưu quản "
             f"lý {OCOP}, Chủ tịch Ủy ban nhân dân các xã, phường và các chủ thể có tên trong danh sách chịu trách "
             "nhiệm thi hành.", lead="Điều 4."),
        annex("PHỤ LỤC I", "Kết quả đánh giá, phân hạng sản phẩm OCOP",
              f"(Kèm theo Quyết định số {d['so_quyet_dinh']} {d['ngay_ky']})"),
        _list(d["san_pham_ds"], verdict=True),
    ]  # fmt: skip
    if d["cong_nhan"]:
        blocks += [
            annex("PHỤ LỤC II", "Sản phẩm được công nhận, cấp giấy chứng nhận",
                  f"(Kèm theo Quyết định số {d['so_quyet_dinh']} {d['ngay_ky']})"),
            _certified(d["cong_nhan"]),
        ]  # fmt: skip
    return Body(
        blocks,
        kind="Quyết định",
        title=f"Phê duyệt kết quả đánh giá, phân hạng\nvà công nhận sản phẩm OCOP {d['dot']}",
    )


def _recognised(d: Mapping[str, Any]) -> list[Block]:
    ministry = d["de_nghi_bo"]
    names = "; ".join(f"“{row['san_pham']}” của {row['chu_the']} ({row['diem']} điểm)" for row in ministry)
    asked = f" Đề nghị Bộ Nông nghiệp và Môi trường đánh giá 5 sao: {names}." if ministry else ""
    if not d["cong_nhan"]:
        return [para(f"Không có sản phẩm được công nhận 3 sao, 4 sao tại Quyết định này.{asked}", lead="Điều 2.")]
    return [
        para(
            f"Công nhận và cấp giấy chứng nhận cho {counted(d['so_cong_nhan'])} sản phẩm đạt 3 sao, 4 sao "
            f"(Phụ lục II kèm theo).{asked}",
            lead="Điều 2.",
        )
    ]


def _list(rows: Any, *, verdict: bool = False) -> Block:
    if not isinstance(rows, list):
        return para(rows)
    head = ["TT", "Sản phẩm", "Chủ thể, địa phương", "Điểm TB", "Hạng", *(["Ý kiến"] if verdict else [])]
    listed = [
        [row["stt"], row["san_pham"], f"{row['chu_the']}, {row['xa']}", row["diem"], row["hang"],
         *([row["y_kien"]] if verdict else [])]
        for row in rows
    ]  # fmt: skip
    widths = [-11, 4, 5, -18, -24, *([2.4] if verdict else [])]
    return table(head, listed, widths=widths, align="cllcc" + "c" * verdict)


def _certified(rows: Any) -> Block:
    head = ["TT", "Sản phẩm, mã sản phẩm", "Chủ thể, địa phương", "Hạng", "Số giấy chứng nhận", "Có giá trị đến hết"]
    listed = [
        [str(number), f"{row['san_pham']}\n{row['ma']}", f"{row['chu_the']}, {row['xa']}", row["hang"],
         row["so_giay"], row["het_han"]]
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip
    return table(head, listed, widths=[-11, 4, 4, -14, 3, -24], align="cllccc", size=11.5)


def result_notice(d: Mapping[str, Any]) -> Body:
    """Thông báo kết quả."""
    why = f" {sentence(d['ly_do_hang'])}" if d["ly_do_hang"] else ""
    points = f" Điểm trung bình: {d['diem']} điểm.{why}" if d["diem"] else ""
    blocks = [
        para(f"Kính gửi: Ủy ban nhân dân {d['xa']}; {d['chu_the']}", align="center"),
        para(f"Theo Quyết định số {d['so_quyet_dinh']} của Chủ tịch Ủy ban nhân dân tỉnh, cơ quan tham mưu quản lý "
             f"{OCOP} thông báo kết quả đối với sản phẩm “{d['san_pham']}” của {d['chu_the']}:"),
        para(f"Sản phẩm {sentence(d['ket_qua'])}{points}"),
    ]  # fmt: skip
    if d["so_giay"]:
        blocks.append(
            para(f"Giấy chứng nhận số {d['so_giay']}, có giá trị đến hết ngày {d['het_han']}. Chủ thể nộp hồ sơ phân "
                 "hạng lại không sớm hơn 180 ngày và không muộn hơn 120 ngày trước ngày hết hạn.")
        )  # fmt: skip
    blocks.append(para("Đề nghị Ủy ban nhân dân xã, phường và chủ thể biết, thực hiện."))
    return Body(blocks, kind="Thông báo", title="Kết quả đánh giá, phân hạng sản phẩm OCOP")


def ministry_request(d: Mapping[str, Any]) -> Body:
    """Đề nghị Bộ đánh giá 5 sao."""
    blocks = [
        para("Kính gửi: Bộ Nông nghiệp và Môi trường", align="center"),
        para(f"Thực hiện {LAW}, Ủy ban nhân dân {d['tinh']} đã tổ chức đánh giá, phân hạng sản phẩm “{d['san_pham']}” "
             f"của {d['chu_the']}, {d['xa']} ({d['bo_san_pham']}). Kết quả: {d['diem']} điểm, đã được phê duyệt tại "
             f"Quyết định số {d['so_quyet_dinh']}."),
        para(f"Ủy ban nhân dân {d['tinh']} đề nghị Bộ tổ chức đánh giá, phân hạng sản phẩm cấp quốc gia (5 sao)."),
        heading("Hồ sơ gửi kèm (01 bộ giấy và 01 bộ điện tử)"),
        *bullets([f"{item};" for item in d["thanh_phan"]]),
    ]  # fmt: skip
    return Body(blocks, subject=f"đề nghị đánh giá, phân hạng 5 sao sản phẩm “{d['san_pham']}”")


_MEASURES = {
    "suspended": ("Tạm dừng hiệu lực", "tạm dừng in hạng sao, biểu trưng OCOP lên bao bì, quảng bá"),
    "restored": ("Khôi phục hiệu lực", "được in lại hạng sao, biểu trưng OCOP theo quy định"),
    "revoked": ("Thu hồi", "nộp lại giấy chứng nhận, ngừng in hạng sao, biểu trưng OCOP lên bao bì, quảng bá"),
}


def measure_decision(d: Mapping[str, Any]) -> Body:
    """Quyết định tạm dừng, khôi phục, thu hồi giấy chứng nhận."""
    act, duty = _MEASURES.get(d["viec"], _MEASURES["revoked"])
    paper = f"giấy chứng nhận số {d['so_giay']} ({d['hang']}) của sản phẩm {d['san_pham']}, {d['chu_the']}, {d['xa']}"
    until = f" đến hết {d['den_ngay']}" if d["den_ngay"] else ""
    blocks: list[Block] = [
        para(f"CHỦ TỊCH ỦY BAN NHÂN DÂN {d['tinh'].upper()}", align="center", style="bold"),
        para(LOCAL, style="italic"),
        para(f"Căn cứ {LAW};", style="italic"),
        para(f"Căn cứ {d['can_cu'].rstrip('.;')}.", style="italic"),
        para("QUYẾT ĐỊNH:", align="center", style="bold"),
        para(f"{act} {paper}, từ {d['tu_ngay']}{until}.", lead="Điều 1."),
        para(sentence(f"Lý do: {d['ly_do']}"), indent=True),
        para(f"Từ ngày nêu tại Điều 1, {d['chu_the']} {duty}. Tình trạng của giấy được công khai trên hệ thống.",
             lead="Điều 2."),
        para("Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng Ủy ban nhân dân tỉnh, cơ quan tham mưu quản "
             f"lý {OCOP}, Chủ tịch Ủy ban nhân dân {d['xa']} và {d['chu_the']} chịu trách nhiệm thi hành.",
             lead="Điều 3."),
    ]  # fmt: skip
    return Body(blocks, kind="Quyết định", title=f"{act} giấy chứng nhận sản phẩm OCOP")


def round_plan(d: Mapping[str, Any]) -> Body:
    """Kế hoạch."""
    basis = f" Căn cứ tổ chức đợt bổ sung: {sentence(d['can_cu'])}" if d["can_cu"] else ""
    steps = [
        ["1", "Chủ thể nộp hồ sơ tại xã, phường", f"Từ {d['mo_nhan']}", "Chủ thể"],
        ["2", "Xã kiểm tra, đánh giá bốn nội dung, đề nghị tỉnh", f"Trước {d['xa_de_nghi']}", "UBND cấp xã"],
        [
            "3",
            "Tiếp nhận; Tổ tư vấn đánh giá, khảo sát, kiểm nghiệm",
            "Sau khi tiếp nhận",
            "Cơ quan tham mưu, Tổ tư vấn",
        ],
        ["4", "Hội đồng họp, chấm điểm, kết luận", f"Trước {d['hoan_thanh']}", "Hội đồng"],
        ["5", "Trình, quyết định, cấp giấy chứng nhận, công bố", f"Trước {d['hoan_thanh']}", "Cơ quan tham mưu"],
        ["6", "Thông báo kết quả cho xã và chủ thể", "Sau khi có quyết định", "Cơ quan tham mưu"],
    ]
    blocks = [
        para(f"Căn cứ {LAW}, Ủy ban nhân dân {d['tinh']} ban hành kế hoạch tổ chức {d['dot']}.{basis}"),
        heading("I. MỤC ĐÍCH, YÊU CẦU"),
        para("Đánh giá, phân hạng đúng tiêu chí, đúng trình tự; hồ sơ nộp, chấm và trả kết quả trên hệ thống."),
        heading("II. TIẾN ĐỘ"),
        table(["TT", "Nội dung", "Thời gian", "Thực hiện"], steps, widths=[-11, 5, 3, 3.4], align="clll"),
        heading("III. TỔ CHỨC THỰC HIỆN"),
        *bullets([
            "Cơ quan tham mưu: lập Tổ tư vấn, chuẩn bị phiên họp của Hội đồng, tổng hợp, trình kết quả;",
            "Các sở, ngành: cử người tham gia Hội đồng, Tổ tư vấn theo quyết định của Chủ tịch UBND tỉnh;",
            "Ủy ban nhân dân các xã, phường: thông báo tới chủ thể, hướng dẫn và hoàn thành hồ sơ đúng hạn.",
        ]),
    ]  # fmt: skip
    return Body(blocks, kind="Kế hoạch", title=f"Tổ chức đánh giá, phân hạng sản phẩm OCOP {d['dot']}")
