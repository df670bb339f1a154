"""The public window: named columns, search with and without accents, what a scanned code turns out to be."""

from datetime import timedelta

import pytest

from ocop.catalogue import queries
from ocop.catalogue.queries import CERTIFICATE_FIELDS, COMPUTED_FIELDS, PAST_FIELDS, Filters, Scan
from ocop.catalogue.wording import SEALS, TAGS, status_sentence
from ocop.recognition.actions.decisions import decide_proposal
from ocop.recognition.actions.proposals import create_proposal, submit_proposal
from ocop.recognition.actions.published import load_published
from ocop.recognition.actions.verdicts import approve_rest
from ocop.recognition.checks.validity import Standing
from ocop.recognition.codes import make_token
from ocop.recognition.models import Certificate, CertificateEvent
from ocop.recognition.queries.certificates import today
from ocop.recognition.states import CertificateStatus
from tests.factories.dossiers import make_dossier, make_round
from tests.factories.parties import make_producer, make_representative
from tests.factories.places import make_commune
from tests.factories.products import make_product
from tests.factories.recognition import decision_facts, leader_of, make_certificate, make_result, office_of
from tests.worlds import shared

pytestmark = pytest.mark.django_db


def certify(name: str, producer: str, commune: str, stars: int = 4, set_no: int = 6) -> Certificate:
    """A certificate of a product with these names."""
    maker = make_producer(producer, commune=make_commune(commune))
    round = make_round(province=maker.commune.parent)
    product = make_product(name, producer=maker, set_no=set_no)
    make_result(stars, dossier=make_dossier(product=product, round=round, state="concluded"))
    office, leader = office_of(round.province), leader_of(round.province)
    proposal = submit_proposal(by=office, proposal=create_proposal(by=office, round=round))
    approve_rest(by=leader, proposal=proposal)
    decide_proposal(by=leader, proposal=proposal, facts=decision_facts())
    return Certificate.objects.get(product=product)


def names(**filters: object) -> list[str]:
    return [row["product_name"] for row in queries.search(Filters(**filters))]


def three() -> list[Certificate]:
    return [
        certify("Trà sen ướp xổi", "HTX Đầm Vân", "Gia Vân", 4, 12),
        certify("Ếch đồng kho tộ", "Hộ Bùi Thị Lúa", "Hoa Lư", 3),
        certify("Đường phèn Cố Đô", "HTX Đầm Vân", "Hoa Lư", 3),
    ]


_three_once, three = shared(three, "class")


def test_only_named_columns_leave() -> None:
    make_certificate()
    assert set(queries.published().get()) == {*CERTIFICATE_FIELDS, *COMPUTED_FIELDS}
    load_published()
    assert set(queries.search_past(Filters())[0]) == set(PAST_FIELDS)


def test_no_column_is_personal() -> None:
    personal = ("representative", "phone", "email", "address", "residence", "user", "signer", "_by", "registration")
    columns = (*CERTIFICATE_FIELDS, *COMPUTED_FIELDS, *PAST_FIELDS)
    assert [name for name in columns if any(word in name for word in personal)] == []


class TestThree:
    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("tra sen", ["Trà sen ướp xổi"]),
            ("TRÀ SEN", ["Trà sen ướp xổi"]),
            ("sen trà", ["Trà sen ướp xổi"]),
            ("duong", ["Đường phèn Cố Đô"]),
            ("đầm vân", ["Đường phèn Cố Đô", "Trà sen ướp xổi"]),
            ("hoa lu", ["Đường phèn Cố Đô", "Ếch đồng kho tộ"]),
            ("không có gì như vậy", []),
            ("", ["Đường phèn Cố Đô", "Ếch đồng kho tộ", "Trà sen ướp xổi"]),
        ],
    )
    def test_words_find_with_and_without_accents_in_vietnamese_order(
        self, three, words: str, found: list[str]
    ) -> None:
        assert names(words=words) == found

    def test_filters(self, three) -> None:
        assert names(stars=4) == ["Trà sen ướp xổi"]
        assert names(commune="xã Gia Vân") == ["Trà sen ướp xổi"]
        assert names(group=three[0].group_name) == ["Trà sen ướp xổi"]
        assert names(status="valid", stars=3) == ["Đường phèn Cố Đô", "Ếch đồng kho tộ"]
        assert names(status="expired") == []
        assert queries.choices()["communes"] == ["xã Gia Vân", "xã Hoa Lư"]

    def test_a_code_finds_its_certificate(self, three) -> None:
        assert names(words=three[1].code) == ["Ếch đồng kho tộ"]

    def test_the_status_of_a_day(self, three) -> None:
        CertificateEvent.objects.create(
            certificate=three[1],
            kind="revoked",
            effective_on=today(),
            decision_no="88/QĐ-UBND",
            reason="Lý do nội bộ",
            basis="Kết luận kiểm tra",
            signed_on=today(),
            signer_title="Chủ tịch",
            by=three[1].issued_by,
        )
        assert names(status="revoked") == ["Ếch đồng kho tộ"]
        shown = queries.find(three[1].code)
        assert shown is not None
        assert shown.standing == Standing(CertificateStatus.REVOKED, today())
        assert [(row.kind, row.decision_no) for row in shown.changes] == [("revoked", "88/QĐ-UBND")]
        assert "Lý do nội bộ" not in repr(shown)


def test_what_a_code_turns_out_to_be() -> None:
    certificate = make_certificate()
    code, token = certificate.code, certificate.token
    absent = "37-99999-001-2026"
    cases = {
        (code, token): Scan.GENUINE,
        (code, ""): Scan.UNSIGNED,
        (code, "x" * 100): Scan.FORGED,
        (code, make_token(code, 5, certificate.valid_until)): Scan.FORGED,
        (code, make_token(absent, 4, certificate.valid_until)): Scan.FORGED,
        (absent, make_token(absent, 4, certificate.valid_until)): Scan.LOST,
        (absent, token): Scan.MADE_UP,
        (absent, "bịa đặt"): Scan.MADE_UP,
        (absent, ""): Scan.UNKNOWN,
    }
    assert {key: queries.scan(*key) for key in cases} == cases


def test_before_its_day_a_certificate_is_not_there() -> None:
    certificate = make_certificate()
    assert queries.find(certificate.code, certificate.issued_on - timedelta(days=1)) is None
    assert queries.find("không có") is None


def test_the_new_certificate_of_a_product_is_named() -> None:
    old = make_certificate(3)
    dossier = make_dossier(product=old.product, round=make_round(), state="concluded")
    make_result(4, dossier=dossier)
    office, leader = office_of(old.decision.province), leader_of(old.decision.province)
    proposal = submit_proposal(by=office, proposal=create_proposal(by=office, round=dossier.round))
    approve_rest(by=leader, proposal=proposal)
    decide_proposal(by=leader, proposal=proposal, facts=decision_facts())
    shown = queries.find(old.code)
    assert shown is not None
    assert (shown.standing.status, shown.successor) == (CertificateStatus.REPLACED, dossier.code.code)


def test_the_published_past_is_apart() -> None:
    load_published()
    assert queries.search(Filters()).count() == 0
    assert queries.search_past(Filters()).count() == 95
    assert [row["product_name"] for row in queries.search_past(Filters(words="non khe"))] == ["Giò trứng Nộn Khê"]
    assert {row["stars"] for row in queries.search_past(Filters(stars=5))} == {5}
    assert queries.search_past(Filters(words="non khe"))[0]["stars"] is None
    communes = queries.past_choices()["communes"]
    assert "" not in communes
    assert queries.search_past(Filters(commune=communes[0])).count() >= 1
    group = queries.past_choices()["groups"][0]
    assert {row["group_name"] for row in queries.search_past(Filters(group=group))} == {group}


def test_every_status_has_its_sentence_and_shape() -> None:
    sentences = {status_sentence(Standing(status, today(), today()), 4) for status in CertificateStatus}
    assert len(sentences) == len(CertificateStatus)
    assert {TAGS[SEALS[status]] for status in CertificateStatus} == {"leaf", "gold", "lacquer"}


def test_nothing_of_the_representative_is_read() -> None:
    certificate = make_certificate()
    make_representative(certificate.product.producer, full_name="Trần Văn Kín", phone="0912345678")
    text = repr([*queries.published(), queries.find(certificate.code)])
    assert [word for word in ("Trần Văn Kín", "0912345678", "Mường", "Thôn Đông") if word in text] == []
