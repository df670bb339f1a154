"""Writing, scoring, proving, filing, completing and withdrawing a dossier: one test per exit."""

from datetime import date, timedelta
from fractions import Fraction
from io import BytesIO

import pytest
from django.utils import timezone

from ocop.audit.queries import entries_about
from ocop.base.errors import Conflict, IllegalMove, NotAllowed, NotReady, ReasonMissing, Refused
from ocop.dossiers.actions.drafting import (
    discard_dossier,
    open_dossier,
    resolve_conflict,
    save_answers,
    save_self_mark,
)
from ocop.dossiers.actions.evidence import (
    Facts,
    add_evidence,
    cite,
    edit_evidence,
    files_as_one,
    remove_evidence,
    replace_evidence,
    uncite,
)
from ocop.dossiers.actions.filing import resubmit_dossier, submit_dossier, withdraw_dossier
from ocop.dossiers.models import Dossier, Evidence
from ocop.dossiers.queries.content import completeness_of, loaded, reopened_items
from ocop.dossiers.queries.overview import clashes_of, part_of, parts_of
from ocop.dossiers.queries.selfscore import first_open, lines_of, score_of, screen_of
from ocop.dossiers.queries.vault import vault_of
from ocop.dossiers.spec import canonical_json, digest, snapshot_diff
from ocop.notices.models import Notice
from ocop.products.queries import code_gaps
from tests.factories.accounts import make_user
from tests.factories.documents import make_stored_file, picture_bytes
from tests.factories.dossiers import make_dossier, make_evidence, make_round, make_supplement
from tests.factories.products import make_product

pytestmark = pytest.mark.django_db


def helper_of(dossier: Dossier):
    return make_user("Phạm Giúp", roles=[("producer_helper", "producer", dossier.product.producer_id)])


def officer_of(dossier: Dossier):
    return make_user("Lê Xã", roles=[("commune_officer", "commune", dossier.commune_id)])


# --- opening ---------------------------------------------------------------------------------------------------


def test_a_dossier_is_opened_under_the_set_in_force_and_the_open_round() -> None:
    round_, product = make_round(), make_product()
    user = make_user(roles=[("producer", "producer", product.producer_id)])
    dossier = open_dossier(by=user, product=product)
    assert (dossier.state, dossier.kind, dossier.round, dossier.criteria_set) == (
        "draft",
        "first",
        round_,
        product.criteria_set,
    )
    assert [entry.action for entry in entries_about(dossier)] == ["dossiers.open_dossier"]
    with pytest.raises(Conflict, match="đang có một hồ sơ chưa xong"):
        open_dossier(by=user, product=product)


def test_a_dossier_needs_a_set_a_kind_and_the_right() -> None:
    product = make_product(set_no=None)
    user = make_user(roles=[("producer", "producer", product.producer_id)])
    with pytest.raises(NotReady, match="Hãy chọn bộ sản phẩm"):
        open_dossier(by=user, product=product)
    with pytest.raises(Refused, match="Hãy chọn loại"):
        open_dossier(by=user, product=product, kind="gold")
    with pytest.raises(NotAllowed):
        open_dossier(by=make_user(), product=product)


def test_again_begins_with_what_was_said_last_time() -> None:
    last = make_dossier(state="recognised", filled=True)
    gone = make_evidence(last.product.producer, removed_at=timezone.now())
    first = last.citations.first()
    last.citations.create(criterion=first.criterion, evidence=gone)
    dossier = open_dossier(by=last.created_by, product=last.product, kind="again")
    assert dossier.answers.get(field="history").value == "Nội dung mẫu."
    assert dossier.self_marks.count() == last.self_marks.count()
    assert dossier.citations.count() == last.citations.count() - 1
    lacking = {finding.where for finding in completeness_of(loaded(dossier.pk)) if finding.blocking}
    assert "field:change_material" in lacking
    assert "field:history" not in lacking


# --- answers and two devices -------------------------------------------------------------------------------------


def test_answers_are_saved_with_the_name_of_who_typed_and_counted() -> None:
    dossier = make_dossier()
    helper = helper_of(dossier)
    saved = save_answers(by=helper, dossier=dossier, values={"history": "Một", "workers": "x"}, seen={})
    assert (saved.versions, saved.conflicts) == ({"history": 1, "workers": 1}, [])
    assert dossier.answers.get(field="history").by == helper
    again = save_answers(by=dossier.created_by, dossier=dossier, values={"history": "Hai"}, seen={"history": 1})
    assert again.versions == {"history": 2}


def test_the_same_words_from_two_devices_are_no_conflict() -> None:
    dossier = make_dossier()
    save_answers(by=dossier.created_by, dossier=dossier, values={"history": "Một"}, seen={})
    saved = save_answers(by=helper_of(dossier), dossier=dossier, values={"history": "Một"}, seen={})
    assert (saved.versions, saved.conflicts) == ({"history": 1}, [])


def test_two_devices_lose_nothing_and_somebody_chooses() -> None:
    dossier = make_dossier()
    helper = helper_of(dossier)
    save_answers(by=dossier.created_by, dossier=dossier, values={"history": "Một"}, seen={})
    saved = save_answers(by=helper, dossier=dossier, values={"history": "Hai"}, seen={})
    assert saved.conflicts == ["history"]
    save_answers(by=helper, dossier=dossier, values={"history": "Hai rưỡi"}, seen={"history": 1})
    (clash,) = clashes_of(loaded(dossier.pk))
    assert (clash.here, clash.there, clash.by) == ("Một", "Hai rưỡi", "Phạm Giúp")
    resolve_conflict(by=dossier.created_by, dossier=dossier, conflict_id=clash.id, take_it=True)
    assert dossier.answers.get(field="history").value == "Hai rưỡi"
    assert clashes_of(loaded(dossier.pk)) == []
    with pytest.raises(Refused, match="đã được chọn"):
        resolve_conflict(by=dossier.created_by, dossier=dossier, conflict_id=clash.id, take_it=False)


def test_keeping_what_stands_leaves_it() -> None:
    dossier = make_dossier()
    save_answers(by=dossier.created_by, dossier=dossier, values={"history": "Một"}, seen={})
    save_answers(by=helper_of(dossier), dossier=dossier, values={"history": "Hai"}, seen={})
    (clash,) = clashes_of(loaded(dossier.pk))
    resolve_conflict(by=dossier.created_by, dossier=dossier, conflict_id=clash.id, take_it=False)
    assert dossier.answers.get(field="history").value == "Một"


def test_fields_of_other_records_or_unknown_ones_are_not_written() -> None:
    dossier = make_dossier()
    for key in ("unit_name", "rep_ethnicity", "nothing", "change_material"):
        with pytest.raises(NotAllowed):
            save_answers(by=dossier.created_by, dossier=dossier, values={key: "x"}, seen={})
    assert dossier.answers.count() == 0


# --- self-score ------------------------------------------------------------------------------------------------


def test_a_mark_is_claimed_and_the_total_follows() -> None:
    dossier = make_dossier()
    save_self_mark(by=dossier.created_by, dossier=dossier, code="1.1", order=2, note=" Có hợp đồng ")
    mark = dossier.self_marks.get()
    assert (mark.criterion.code, mark.note, mark.version) == ("1.1", "Có hợp đồng", 1)
    assert score_of(loaded(dossier.pk)).total == Fraction(mark.option.points)
    save_self_mark(by=dossier.created_by, dossier=dossier, code="1.1", order=None, seen=1)
    assert dossier.self_marks.get().option is None


def test_two_devices_on_one_criterion_keep_both() -> None:
    dossier = make_dossier()
    helper = helper_of(dossier)
    save_self_mark(by=dossier.created_by, dossier=dossier, code="1.1", order=1)
    saved = save_self_mark(by=helper, dossier=dossier, code="1.1", order=2)
    assert saved.conflicts == ["criterion:1.1"]
    (clash,) = clashes_of(loaded(dossier.pk))
    assert (clash.here[:6], clash.there[:6]) == ("1 điểm", "2 điểm")
    resolve_conflict(by=helper, dossier=dossier, conflict_id=clash.id, take_it=True)
    assert dossier.self_marks.get().option.order == 2


def test_an_unknown_criterion_or_box_is_refused() -> None:
    dossier = make_dossier()
    for code, order in (("9.9", 0), ("1.1", 99)):
        with pytest.raises(NotAllowed):
            save_self_mark(by=dossier.created_by, dossier=dossier, code=code, order=order)


def test_the_whole_self_score_reaches_five_stars_and_an_empty_one_says_what_lifts_it() -> None:
    full = score_of(loaded(make_dossier(filled=True).pk))
    assert (full.total_shown, full.stars, full.target, full.is_complete) == ("100,0", 5, None, True)
    empty = score_of(loaded(make_dossier().pk))
    assert (empty.stars, empty.target, empty.answered) == (1, 2, 0)
    assert empty.said == "Lên 2 sao: thiếu 30 điểm."
    assert sum(Fraction(lift.points.replace(",", ".")) for lift in empty.lifts) >= 30


def test_story_structure_is_offered_only_with_a_story() -> None:
    dossier = make_dossier()
    screen = screen_of(loaded(dossier.pk), "5.2")
    assert screen is not None
    assert (screen.applies, screen.condition.code) == (False, "5.1")
    save_self_mark(by=dossier.created_by, dossier=dossier, code="5.1", order=2)
    assert screen_of(loaded(dossier.pk), "5.2").applies is True
    assert first_open(loaded(dossier.pk)) == "1.1"
    assert screen_of(loaded(dossier.pk), "9.9") is None
    assert sum(len(lines) for _, lines in lines_of(loaded(dossier.pk), None)) == 32


# --- vault ------------------------------------------------------------------------------------------------------


def facts(dossier: Dossier, **changes) -> Facts:
    kind = dossier.criteria_set.decision.evidence_kinds.get(key="test_reports")
    return Facts(**({"kind": kind.pk, "title": "Phiếu kiểm nghiệm"} | changes))


def test_a_paper_is_added_cited_and_cannot_be_removed_while_cited() -> None:
    dossier = make_dossier()
    user, producer = dossier.created_by, dossier.product.producer
    paper = add_evidence(by=user, producer=producer, facts=facts(dossier), file=make_stored_file(user))
    cite(by=user, dossier=dossier, code="1.1", evidence=paper, pages="1–3")
    cite(by=user, dossier=dossier, code="1.1", evidence=paper, pages="2")
    assert dossier.citations.get().pages == "2"
    with pytest.raises(Refused, match=r"tiêu chí 1\.1"):
        remove_evidence(by=user, evidence=paper)
    uncite(by=user, dossier=dossier, code="1.1", evidence_id=paper.pk)
    remove_evidence(by=user, evidence=paper)
    assert vault_of({producer.pk}) == []
    with pytest.raises(NotAllowed):
        cite(by=user, dossier=dossier, code="1.1", evidence=paper)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": 0}, "Hãy chọn loại"),
        ({"title": ""}, "để trắng"),
        ({"issued_on": date(2026, 5, 2), "valid_until": date(2026, 5, 1)}, "Ngày hết hạn phải sau"),
    ],
)
def test_a_paper_with_faults_is_refused(changes: dict, said: str) -> None:
    dossier = make_dossier()
    with pytest.raises(NotReady, match=said):
        add_evidence(
            by=dossier.created_by,
            producer=dossier.product.producer,
            facts=facts(dossier, **changes),
            file=make_stored_file(),
        )


def test_a_paper_without_a_file_is_refused() -> None:
    dossier = make_dossier()
    with pytest.raises(NotReady, match="Hãy chọn tệp"):
        add_evidence(by=dossier.created_by, producer=dossier.product.producer, facts=facts(dossier), file=None)


def test_photos_of_one_paper_become_one_file() -> None:
    user = make_user()
    photos = [(f"{n}.jpg", BytesIO(picture_bytes(colour=colour))) for n, colour in enumerate(("red", "blue"))]
    stored = files_as_one(by=user, name="Hợp đồng", files=photos)
    assert (stored.name, stored.pages) == ("Hợp đồng (2 ảnh).pdf", 2)
    with pytest.raises(Refused, match="nhiều ảnh"):
        files_as_one(by=user, name="x", files=[], stored=[make_stored_file(user), make_stored_file(user)])


def test_a_replaced_paper_is_cited_anew_in_drafts_and_kept_where_filed() -> None:
    filed = make_dossier(state="at_commune", filled=True)
    user, producer = filed.created_by, filed.product.producer
    old = Evidence.objects.get(producer=producer)
    draft = make_dossier(product=make_product(producer=producer), by=user)
    cite(by=user, dossier=draft, code="1.1", evidence=old)
    new = replace_evidence(by=user, evidence=old, facts=facts(draft), file=make_stored_file(user))
    assert draft.citations.get().evidence == new
    assert set(filed.citations.values_list("evidence", flat=True)) == {old.pk}
    assert filed.snapshots.get().content["evidence"][0]["id"] == old.pk
    with pytest.raises(Refused, match="đã được thay"):
        replace_evidence(by=user, evidence=old, facts=facts(draft), file=make_stored_file(user))


def test_the_vault_shows_first_what_lapses() -> None:
    dossier = make_dossier()
    producer, today = dossier.product.producer, timezone.localdate()
    for days, title in ((400, "còn lâu"), (-5, "đã hết"), (20, "sắp hết")):
        make_evidence(producer, title=title, valid_until=today + timedelta(days=days))
    assert [paper.row.title for paper in vault_of({producer.pk})] == ["đã hết", "sắp hết", "còn lâu"]
    assert [paper.row.title for paper in vault_of({producer.pk}, words="SAP het")] == ["sắp hết"]


def test_correcting_a_paper_keeps_its_file() -> None:
    dossier = make_dossier()
    paper = make_evidence(dossier.product.producer)
    file = paper.file_id
    edited = edit_evidence(by=dossier.created_by, evidence=paper, facts=facts(dossier, title="Tên mới"))
    assert (edited.title, edited.file_id) == ("Tên mới", file)


# --- filing -----------------------------------------------------------------------------------------------------


def test_a_submission_freezes_numbers_tells_and_records_once() -> None:
    make_round()
    dossier = make_dossier(filled=True)
    officer = officer_of(dossier)
    first = submit_dossier(by=dossier.created_by, dossier=dossier, declared=True)
    second = submit_dossier(by=dossier.created_by, dossier=dossier, declared=True)
    dossier.refresh_from_db()
    commune = dossier.commune.code
    assert second.pk == first.pk
    assert (dossier.state, dossier.receipt_no) == ("at_commune", f"01/PĐK-37-{commune}-2026".replace("2026", YEAR))
    assert dossier.code.code == f"37-{commune}-001-{dossier.round.year}"
    assert (first.version, first.sha256) == (1, digest(first.content))
    assert [row.move for row in dossier.moves.all()] == ["submit"]
    assert [entry.action for entry in entries_about(dossier)] == ["dossiers.submit"]
    assert Notice.objects.filter(to=officer, kind="dossiers.submitted").count() == 1


YEAR = str(timezone.localdate().year)


def test_a_frozen_version_says_everything_flags_personal_data_and_reads_back() -> None:
    dossier = make_dossier(state="at_commune", filled=True)
    snapshot = dossier.snapshots.get()
    fields = {row["key"]: row for row in snapshot.content["fields"]}
    assert (fields["rep_ethnicity"]["shown"], fields["rep_ethnicity"]["sensitive"]) == ("Mường", True)
    assert {key for key, row in fields.items() if row["personal"]} == {key for key in fields if key[:4] == "rep_"}
    assert len(snapshot.content["criteria"]) == 32
    assert {len(paper["file"]["sha256"]) for paper in snapshot.content["evidence"]} == {64}
    assert "." not in canonical_json(snapshot.content).split('"total":')[1][:6]
    snapshot.refresh_from_db()
    assert digest(snapshot.content) == snapshot.sha256


def test_an_incomplete_dossier_is_not_filed_and_no_number_is_used() -> None:
    dossier = make_dossier()
    with pytest.raises(NotReady) as refused:
        submit_dossier(by=dossier.created_by, dossier=dossier, declared=True)
    assert {"required_fields", "every_criterion_is_scored"} <= {finding.code for finding in refused.value.findings}
    dossier.refresh_from_db()
    assert (dossier.state, dossier.receipt_no, dossier.snapshots.count()) == ("draft", "", 0)
    assert code_gaps(dossier.commune, int(YEAR)) == []


def test_without_the_declaration_or_by_a_helper_nothing_is_filed() -> None:
    dossier = make_dossier(filled=True)
    with pytest.raises(Refused, match="lời cam kết"):
        submit_dossier(by=dossier.created_by, dossier=dossier, declared=False)
    with pytest.raises(NotAllowed):
        submit_dossier(by=helper_of(dossier), dossier=dossier, declared=True)
    assert dossier.snapshots.count() == 0


def test_after_submission_only_named_items_reopen_and_the_changes_are_shown() -> None:
    dossier = make_dossier(filled=True, state="at_commune")
    user = dossier.created_by
    with pytest.raises(Refused, match="không sửa được nữa"):
        save_answers(by=user, dossier=dossier, values={"history": "Mới"}, seen={"history": 1})
    make_supplement(dossier, "field:history", "criterion:1.5")
    assert reopened_items(dossier) == {"field:history", "criterion:1.5"}
    save_answers(by=user, dossier=dossier, values={"history": "Mới"}, seen={"history": 1})
    save_self_mark(by=user, dossier=dossier, code="1.5", order=None, seen=1)
    with pytest.raises(Refused, match="không có trong yêu cầu"):
        save_answers(by=user, dossier=dossier, values={"organisation": "Mới"}, seen={"organisation": 1})
    with pytest.raises(Refused, match="không có trong yêu cầu"):
        save_self_mark(by=user, dossier=dossier, code="1.6", order=None, seen=1)
    second = resubmit_dossier(by=user, dossier=dossier, declared=True, after_version=1)
    assert resubmit_dossier(by=user, dossier=dossier, declared=True, after_version=1).pk == second.pk
    first = dossier.snapshots.get(version=1)
    assert [change.item for change in snapshot_diff(first.content, second.content)] == [
        "field:history",
        "criterion:1.5",
    ]
    assert dossier.supplements.get().answered_at is not None
    with pytest.raises(NotAllowed):
        resubmit_dossier(by=user, dossier=dossier, declared=True, after_version=2)


def test_an_evidence_sent_back_reopens_the_criteria_that_cite_it() -> None:
    dossier = make_dossier(filled=True, state="at_commune")
    paper = Evidence.objects.get(producer=dossier.product.producer)
    make_supplement(dossier, f"evidence:{paper.pk}")
    codes = set(dossier.citations.values_list("criterion__code", flat=True))
    assert {f"criterion:{code}" for code in codes} <= reopened_items(dossier)


def test_a_withdrawal_needs_a_reason_and_voids_the_code_with_it() -> None:
    dossier = make_dossier(filled=True, state="at_commune")
    with pytest.raises(ReasonMissing):
        withdraw_dossier(by=dossier.created_by, dossier=dossier, reason=" ")
    withdraw_dossier(by=dossier.created_by, dossier=dossier, reason="Bổ sung vùng trồng")
    withdraw_dossier(by=dossier.created_by, dossier=dossier, reason="lần hai")
    dossier.refresh_from_db()
    assert (dossier.state, dossier.moves.filter(move="withdraw").count()) == ("withdrawn", 1)
    assert dossier.code.void_reason.endswith("Bổ sung vùng trồng")
    assert open_dossier(by=dossier.created_by, product=dossier.product).state == "draft"


@pytest.mark.parametrize("state", ["at_council", "concluded", "recognised"])
def test_before_the_council_it_is_too_late_to_withdraw(state: str) -> None:
    dossier = make_dossier(state=state)
    with pytest.raises((IllegalMove, NotAllowed)):
        withdraw_dossier(by=dossier.created_by, dossier=dossier, reason="muộn")


def test_a_draft_can_be_deleted_and_a_filed_dossier_not() -> None:
    draft, filed = make_dossier(), make_dossier(state="at_commune")
    with pytest.raises(NotAllowed):
        discard_dossier(by=helper_of(draft), dossier=draft)
    discard_dossier(by=draft.created_by, dossier=draft)
    assert not Dossier.objects.filter(pk=draft.pk).exists()
    with pytest.raises(NotAllowed):
        discard_dossier(by=filed.created_by, dossier=filed)


def test_the_parts_count_what_each_lacks() -> None:
    dossier = loaded(make_dossier().pk)
    parts = {part.key: part for part in parts_of(dossier, completeness_of(dossier), None)}
    assert parts["tu-cham"].lacks == 1
    assert parts["ke-hoach"].lacks == 2
    assert [part_of(where) for where in ("representative", "product", "criterion:1.1", "page:ket-qua")] == [
        "chu-the",
        "san-pham",
        "tu-cham",
        "ket-qua",
    ]
