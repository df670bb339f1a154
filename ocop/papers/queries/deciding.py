"""The data of the papers of the recognition and of a round."""

from typing import Any

from ocop.base.dates import local_date, show, show_long
from ocop.dossiers.models import Dossier, Round
from ocop.evaluation.queries.published import published_conclusion
from ocop.evaluation.wording import result_words, stars_words
from ocop.papers.queries.filing import frozen, owner
from ocop.papers.queries.gathered import Gathered
from ocop.papers.queries.judging import by_stars
from ocop.papers.queries.register import standing_paper
from ocop.papers.queries.subjects import About
from ocop.recognition.checks import Course
from ocop.recognition.models import Certificate, CertificateEvent, MinistryRequest, Proposal, ProposalItem
from ocop.recognition.queries.proof import proof_of, proofs
from ocop.recognition.queries.proposals import certificates_of, items_of
from ocop.recognition.states import ProposalState

_VERDICTS = {"approved": "Phê duyệt", "refused": "Không phê duyệt", "sent_back": "Đánh giá lại", "": ""}


def _rows(proposal: Proposal) -> list[dict[str, Any]]:
    items = items_of(proposal)
    found = proofs(item.conclusion for item in items)
    certificates = certificates_of(proposal)
    return [_row(number, item, found, certificates) for number, item in enumerate(items, start=1)]


def _row(number: int, item: ProposalItem, found: Any, certificates: dict[int, Certificate]) -> dict[str, Any]:
    dossier = item.conclusion.item.dossier
    proof = found[item.conclusion_id]
    certificate = certificates.get(dossier.pk)
    return {
        "stt": str(number),
        "san_pham": dossier.product.name,
        "chu_the": dossier.product.producer.name,
        "xa": dossier.commune.full_name,
        "ma": dossier.code.code if dossier.code else "",
        "diem": proof.average,
        "sao": proof.stars,
        "hang": stars_words(proof.stars),
        "huong": proof.course.value,
        "y_kien": _VERDICTS[item.verdict],
        "da_duyet": item.verdict == "approved",
        "so_giay": certificate.number if certificate else "",
        "het_han": show(certificate.valid_until) if certificate else "",
    }


def to_trinh(about: About) -> Gathered:
    """Tờ trình."""
    proposal: Proposal = about.record
    rows = _rows(proposal)
    moves = {move.move: move for move in proposal.moves.all()}
    data = {
        "trich_yeu": proposal.title,
        "dot": proposal.round.name,
        "san_pham_ds": rows,
        "theo_hang": by_stars(row["sao"] for row in rows),
        "kinh_gui": f"Chủ tịch Ủy ban nhân dân {about.province.full_name}",
        "phien_hop": _sessions(proposal),
    }
    day = local_date(moves["submit_proposal"].at) if "submit_proposal" in moves else None
    return Gathered(
        data,
        not_yet="" if rows else "Tờ trình chưa có sản phẩm.",
        subject=proposal.title,
        dated_on=day,
        number=proposal.number,
    )


def decision(about: About) -> Gathered:
    """Quyết định phê duyệt kết quả và công nhận, with its lists."""
    proposal: Proposal = about.record
    rows = _rows(proposal)
    made = getattr(proposal, "decision", None)
    approved = [row for row in rows if row["da_duyet"]]
    data: dict[str, Any] = {
        "dot": proposal.round.name,
        "to_trinh": proposal.number or _issued_number(about),
        "bien_ban": "; ".join(_sessions(proposal)),
        "san_pham_ds": rows,
        "cong_nhan": [row for row in approved if row["huong"] == Course.CERTIFICATE] if approved else [],
        "de_nghi_bo": [row for row in approved if row["huong"] == Course.MINISTRY],
        "theo_hang": by_stars(row["sao"] for row in approved),
        "so_quyet_dinh": made.number if made else "",
        "ngay_ky": show_long(made.signed_on) if made else "",
        "tinh": about.province.full_name,
        "so_cong_nhan": sum(row["huong"] == Course.CERTIFICATE for row in approved),
    }
    decided = made is not None and proposal.state == ProposalState.DECIDED
    return Gathered(
        data,
        not_yet="" if decided else "Lãnh đạo chưa ban hành quyết định.",
        subject=f"Phê duyệt kết quả đánh giá, phân hạng và công nhận sản phẩm OCOP {proposal.round.name}",
        dated_on=made.signed_on if made else None,
        number=made.number if made else "",
        authority=made.signer_title if made else "",
        signer=made.signer_name if made else "",
    )


def _issued_number(about: About) -> str:
    """The number that the proposal was given when it was issued here."""
    paper = standing_paper("to_trinh", about.type, about.pk)
    return paper.number if paper else ""


def _sessions(proposal: Proposal) -> list[str]:
    seen: dict[int, str] = {}
    for item in items_of(proposal):
        session = item.conclusion.item.session
        seen.setdefault(session.pk, f"{session.title} {show_long(local_date(session.starts_at))}")
    return list(seen.values())


def result_notice(about: About) -> Gathered:
    """Thông báo kết quả to the commune and the producer."""
    dossier: Dossier = about.record
    data: dict[str, Any] = {**owner(frozen(dossier)), "xa": dossier.commune.full_name}
    item = (
        ProposalItem.objects.filter(conclusion__item__dossier=dossier, proposal__state=ProposalState.DECIDED)
        .select_related("proposal__decision", "conclusion__item__dossier")
        .order_by("-pk")
        .first()
    )
    conclusion = published_conclusion(dossier.pk)
    made = getattr(item.proposal, "decision", None) if item else None
    if item is None or conclusion is None or made is None:
        return Gathered(data, not_yet="Chưa có quyết định về sản phẩm này.", subject=about.title)
    proof = proof_of(conclusion)
    certificate = Certificate.objects.filter(dossier=dossier).first()
    words = result_words(conclusion.proof["result"], conclusion.proof["bands"])
    data |= {
        "so_quyet_dinh": f"{made.number} {show_long(made.signed_on)}",
        "ket_qua": _outcome(item, proof, certificate),
        "diem": proof.average,
        "ly_do_hang": words[1] if len(words) > 1 else "",
        "so_giay": certificate.number if certificate else "",
        "het_han": show(certificate.valid_until) if certificate else "",
    }
    return Gathered(data, subject=about.title)


def _outcome(item: ProposalItem, proof: Any, certificate: Certificate | None) -> str:
    if certificate is not None:
        return f"được công nhận {certificate.stars} sao"
    if item.verdict == "sent_back":
        return f"được yêu cầu đánh giá lại. Lý do: {item.reason}"
    if item.verdict == "refused":
        return f"không được công nhận. Lý do: {item.reason}"
    if proof.course == Course.MINISTRY:
        return "được phê duyệt kết quả từ 90 điểm, đề nghị Bộ đánh giá 5 sao"
    if proof.course == Course.KNOCKED_OUT:
        return f"không được công nhận. Lý do: {'; '.join(proof.knockouts)}"
    return f"đạt {stars_words(proof.stars)}, không thuộc diện cấp giấy chứng nhận (Điều 4.1)"


def ministry_request(about: About) -> Gathered:
    """Văn bản đề nghị Bộ."""
    request: MinistryRequest = about.record
    dossier = request.dossier
    conclusion = published_conclusion(dossier.pk)
    data = {
        **owner(frozen(dossier)),
        "xa": dossier.commune.full_name,
        "tinh": about.province.full_name,
        "diem": conclusion.average_shown if conclusion else "",
        "so_quyet_dinh": f"{request.decision.number} {show_long(request.decision.signed_on)}",
        "ngay_ky": show_long(request.requested_on),
        "thanh_phan": [
            "Báo cáo của Tổ tư vấn",
            "Báo cáo kết quả của Hội đồng cấp tỉnh",
            "Quyết định phê duyệt kết quả",
            "Hồ sơ sản phẩm",
            *(["05 sản phẩm mẫu"] if dossier.criteria_set.sample_units else []),
        ],
    }
    return Gathered(data, subject=about.title, dated_on=request.requested_on, number=request.number)


def measure_decision(about: About) -> Gathered:
    """Quyết định tạm dừng, khôi phục, thu hồi: the event from which the status follows."""
    event: CertificateEvent = about.record
    certificate = event.certificate
    data = {
        "viec": event.kind,
        "chu_the": certificate.producer_name,
        "san_pham": certificate.product_name,
        "so_giay": certificate.number,
        "hang": stars_words(certificate.stars),
        "xa": certificate.commune_name,
        "tinh": about.province.full_name,
        "so_quyet_dinh": event.decision_no,
        "can_cu": event.basis,
        "ly_do": event.reason,
        "tu_ngay": show_long(event.effective_on),
        "den_ngay": show_long(event.until) if event.until else "",
        "ngay_ky": show_long(event.signed_on) if event.signed_on else "",
    }
    return Gathered(
        data,
        subject=about.title,
        dated_on=event.signed_on,
        number=event.decision_no,
        authority=event.signer_title,
    )


def round_plan(about: About) -> Gathered:
    """Kế hoạch của đợt."""
    row: Round = about.record
    data = {
        "dot": row.name,
        "nam": str(row.year),
        "mo_nhan": show(row.opens_on),
        "xa_de_nghi": show(row.communes_propose_by),
        "hoan_thanh": show(row.finish_by),
        "can_cu": row.basis,
        "quyet_dinh": row.decision.number,
        "tinh": about.province.full_name,
    }
    return Gathered(data, subject=row.name)
