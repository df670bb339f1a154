"""The office assembles a proposal and lays it before the leader; the leader says a word on each product."""

import pytest

from ocop.audit.models import Entry
from ocop.base.errors import IllegalMove, NotAllowed, NotReady, ReasonMissing, Refused
from ocop.dossiers.models import Dossier
from ocop.notices.models import Notice
from ocop.recognition.actions.proposals import (
    add_items,
    create_proposal,
    edit_proposal,
    recall_proposal,
    remove_item,
    submit_proposal,
)
from ocop.recognition.actions.verdicts import approve_rest, give_verdict
from ocop.recognition.models import Proposal
from ocop.recognition.queries.proposals import available, rounds_to_propose
from tests.factories.accounts import make_user
from tests.factories.dossiers import make_round
from tests.factories.places import make_province
from tests.factories.recognition import leader_of, make_proposal, make_result, office_of

pytestmark = pytest.mark.django_db


def dossier_states() -> list[str]:
    return sorted(Dossier.objects.values_list("state", flat=True))


def test_a_proposal_begins_with_every_result_that_waits() -> None:
    round = make_round()
    results = {make_result(stars, round=round).pk for stars in (4, 2, None)}
    make_result(3, round=round, published=False)
    make_result(3)
    office = office_of(round.province)
    proposal = create_proposal(by=office, round=round)
    assert {item.conclusion_id for item in proposal.items.all()} == results
    assert (proposal.state, proposal.created_by) == ("draft", office)
    assert Entry.objects.filter(action="recognition.create_proposal", actor_id=office.pk).count() == 1
    assert dossier_states() == ["concluded"] * 5


def test_without_results_there_is_no_proposal() -> None:
    round = make_round()
    with pytest.raises(Refused, match="chưa có kết quả"):
        create_proposal(by=office_of(round.province), round=round)
    assert Proposal.objects.count() == 0


def test_a_result_stands_in_one_draft_at_a_time() -> None:
    proposal = make_proposal(4, submitted=False)
    assert list(available(proposal.round_id)) == []
    assert list(rounds_to_propose(office_of(proposal.province))) == []


def test_only_the_last_result_of_a_dossier_is_proposed() -> None:
    first = make_result(3)
    dossier = first.item.dossier
    second = make_result(4, dossier=dossier)
    assert [row.pk for row in available(dossier.round_id)] == [second.pk]


def test_products_are_taken_off_and_put_back() -> None:
    proposal = make_proposal(4, 3, submitted=False)
    office = proposal.created_by
    item = proposal.items.first()
    result = item.conclusion_id
    remove_item(by=office, item=item)
    assert [row.pk for row in available(proposal.round_id)] == [result]
    assert add_items(by=office, proposal=proposal, conclusion_ids=[result, 999999]) == 1
    assert proposal.items.count() == 2
    assert add_items(by=office, proposal=proposal, conclusion_ids=[result]) == 0


def test_subject_and_number_can_be_changed_while_drafting() -> None:
    proposal = make_proposal(4, submitted=False)
    edited = edit_proposal(by=proposal.created_by, proposal=proposal, title="  Tờ trình  mới ", number="5/TTr")
    assert (edited.title, edited.number) == ("Tờ trình mới", "5/TTr")
    with pytest.raises(Refused, match="trích yếu"):
        edit_proposal(by=proposal.created_by, proposal=proposal, title=" ", number="")


def test_submitting_moves_the_dossiers_and_tells_the_leader() -> None:
    proposal = make_proposal(4, 3, submitted=False)
    leader = leader_of(proposal.province)
    submit_proposal(by=proposal.created_by, proposal=proposal)
    assert (proposal.state, dossier_states()) == ("submitted", ["proposed", "proposed"])
    assert [row.move for row in proposal.moves.all()] == ["submit_proposal"]
    assert list(Notice.objects.filter(to=leader).values_list("kind", "subject")) == [
        ("recognition.submitted", "Tờ trình chờ quyết định: 2 sản phẩm")
    ]


def test_an_empty_proposal_is_not_submitted() -> None:
    proposal = make_proposal(4, submitted=False)
    proposal.items.all().delete()
    with pytest.raises(NotReady, match="chưa có sản phẩm"):
        submit_proposal(by=proposal.created_by, proposal=proposal)
    assert Proposal.objects.get().state == "draft"


def test_a_result_overtaken_by_a_later_one_is_not_submitted() -> None:
    proposal = make_proposal(3, submitted=False)
    make_result(4, dossier=proposal.items.get().conclusion.item.dossier)
    with pytest.raises(NotReady, match="không còn chờ trình"):
        submit_proposal(by=proposal.created_by, proposal=proposal)
    assert dossier_states() == ["concluded"]


def test_two_drafts_with_one_result_cannot_both_be_submitted() -> None:
    proposal = make_proposal(4, submitted=False)
    twin = Proposal.objects.create(
        province=proposal.province, round=proposal.round, title="Bản thứ hai", created_by=proposal.created_by
    )
    twin.items.create(conclusion=proposal.items.get().conclusion)
    submit_proposal(by=proposal.created_by, proposal=proposal)
    with pytest.raises(NotReady):
        submit_proposal(by=proposal.created_by, proposal=twin)


def test_after_submitting_nothing_is_added_or_taken_off() -> None:
    proposal = make_proposal(4)
    office = proposal.created_by
    for act in (
        lambda: add_items(by=office, proposal=proposal, conclusion_ids=[]),
        lambda: remove_item(by=office, item=proposal.items.get()),
        lambda: edit_proposal(by=office, proposal=proposal, title="Khác", number=""),
    ):
        with pytest.raises(Refused, match="đã gửi lãnh đạo"):
            act()


def test_recalling_gives_everything_back_with_the_reason() -> None:
    proposal = make_proposal(4, 3)
    leader = leader_of(proposal.province)
    give_verdict(by=leader, item=proposal.items.first(), verdict="refused", reason="Chưa rõ")
    recall_proposal(by=proposal.created_by, proposal=proposal, reason="Bổ sung biên bản")
    assert (proposal.state, dossier_states()) == ("draft", ["concluded", "concluded"])
    assert set(proposal.items.values_list("verdict", "reason", "by", "at")) == {("", "", None, None)}
    assert Notice.objects.get(to=leader, kind="recognition.recalled").body.endswith("Lý do: Bổ sung biên bản")


def test_recalling_needs_a_reason() -> None:
    proposal = make_proposal(4)
    with pytest.raises(ReasonMissing):
        recall_proposal(by=proposal.created_by, proposal=proposal, reason=" ")
    assert dossier_states() == ["proposed"]


def test_a_stranger_assembles_nothing() -> None:
    proposal = make_proposal(4, submitted=False)
    make_result(3, round=proposal.round)
    elsewhere = office_of(make_province("Phú Thọ", code="25"))
    for someone in (make_user(), elsewhere, leader_of(proposal.province)):
        for act in (
            lambda who=someone: create_proposal(by=who, round=proposal.round),
            lambda who=someone: edit_proposal(by=who, proposal=proposal, title="x", number=""),
            lambda who=someone: add_items(by=who, proposal=proposal, conclusion_ids=[]),
            lambda who=someone: remove_item(by=who, item=proposal.items.get()),
            lambda who=someone: submit_proposal(by=who, proposal=proposal),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert proposal.items.count() == 1


def test_a_word_on_one_product_is_kept_with_who_and_when() -> None:
    proposal = make_proposal(4)
    leader = leader_of(proposal.province)
    item = give_verdict(by=leader, item=proposal.items.get(), verdict="sent_back", reason=" Làm rõ nguyên liệu ")
    item.refresh_from_db()
    assert (item.verdict, item.reason, item.by) == ("sent_back", "Làm rõ nguyên liệu", leader)
    assert item.at is not None
    entry = Entry.objects.get(action="recognition.give_verdict")
    assert entry.data == {
        "product": item.conclusion.item.dossier.product.name,
        "verdict": "sent_back",
        "reason": "Làm rõ nguyên liệu",
        "before": "",
    }


@pytest.mark.parametrize("verdict", ["refused", "sent_back"])
def test_a_word_against_needs_a_reason(verdict: str) -> None:
    proposal = make_proposal(4)
    with pytest.raises(ReasonMissing):
        give_verdict(by=leader_of(proposal.province), item=proposal.items.get(), verdict=verdict, reason=" ")
    assert proposal.items.get().verdict == ""


def test_an_unknown_word_is_refused() -> None:
    proposal = make_proposal(4)
    with pytest.raises(Refused, match="Hãy chọn"):
        give_verdict(by=leader_of(proposal.province), item=proposal.items.get(), verdict="maybe")


def test_a_word_can_be_changed_until_the_decision() -> None:
    proposal = make_proposal(4)
    leader = leader_of(proposal.province)
    give_verdict(by=leader, item=proposal.items.get(), verdict="refused", reason="Chưa rõ")
    give_verdict(by=leader, item=proposal.items.get(), verdict="approved", reason="bỏ qua")
    assert list(proposal.items.values_list("verdict", "reason")) == [("approved", "")]


def test_the_rest_is_approved_at_once() -> None:
    proposal = make_proposal(4, 3, 2)
    leader = leader_of(proposal.province)
    kept = proposal.items.first()
    give_verdict(by=leader, item=kept, verdict="refused", reason="Chưa rõ")
    assert approve_rest(by=leader, proposal=proposal) == 2
    assert approve_rest(by=leader, proposal=proposal) == 0
    assert sorted(proposal.items.values_list("verdict", flat=True)) == ["approved", "approved", "refused"]
    assert Entry.objects.filter(action="recognition.approve_rest").count() == 1


def test_only_the_leader_of_the_province_says_a_word() -> None:
    proposal = make_proposal(4)
    elsewhere = leader_of(make_province("Phú Thọ", code="25"))
    for someone in (proposal.created_by, elsewhere, make_user()):
        with pytest.raises(NotAllowed):
            give_verdict(by=someone, item=proposal.items.get(), verdict="approved")
        with pytest.raises(NotAllowed):
            approve_rest(by=someone, proposal=proposal)


def test_no_word_is_said_on_what_was_taken_back() -> None:
    proposal = make_proposal(4)
    leader, item = leader_of(proposal.province), proposal.items.get()
    Proposal.objects.update(state="decided")
    with pytest.raises(IllegalMove):
        give_verdict(by=leader, item=item, verdict="approved")
