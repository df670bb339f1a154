"""Results under 148/QĐ-TTg that exist on paper: of products in the system, and of some known by name only."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from ocop.demo.clock import on
from ocop.demo.filing import Filed
from ocop.demo.marks import reaching
from ocop.demo.province import Province
from ocop.recognition.actions.old_results import OldFacts, save_old_result
from ocop.recognition.actions.switch import start_switch
from ocop.regulations.models import CriteriaSet
from ocop.regulations.queries import criteria_sheet

OLD = "148/QĐ-TTg"
DECISION = "1876/QĐ-UBND (mẫu)"
SOURCE = "Biên bản họp Hội đồng tháng 12/2024 (mẫu)"
DECIDED = date(2024, 12, 20)


class Paper(NamedTuple):
    """A product on paper; `story` where it is in the system, else its names and commune."""

    stars: int
    spare: int
    story: str = ""
    set_no: int = 0
    product: str = ""
    producer: str = ""
    commune: str = ""


PAPERS = (
    Paper(3, 4, story="tinh-bot-nghe"),
    Paper(4, 3, story="theu-ren"),
    Paper(3, 8, story="homestay"),
    Paper(3, 15, story="nep-hat-cau"),
    Paper(4, 12, set_no=6, product="Miến dong (mẫu)", producer="HTX Bãi Sông (mẫu)", commune="14560"),
    Paper(3, 2, set_no=14, product="Rượu men lá (mẫu)", producer="Hộ Ông Tư (mẫu)", commune="14488"),
    Paper(5, 2, set_no=11, product="Chè xanh Đồi Thông (mẫu)", producer="Công ty Đồi Thông (mẫu)", commune="14743"),
)


def enter(home: Province, told: Mapping[str, Filed]) -> None:
    """The office copies the minutes, then asks who keeps which star."""
    office = home.users["vanphong"]
    with on(home.today - timedelta(days=3), 14):
        for paper in PAPERS:
            filed = told.get(paper.story)
            if paper.story and filed is None:
                continue
            save_old_result(by=office, facts=_facts(home, paper, filed))
        start_switch(by=office, province=home.unit)


def _facts(home: Province, paper: Paper, filed: Filed | None) -> OldFacts:
    number = filed.story.set_no if filed else paper.set_no
    chosen = CriteriaSet.objects.select_related("decision").get(decision__number=OLD, no=number)
    marks = reaching(criteria_sheet(chosen), paper.stars, spare=paper.spare)
    return OldFacts(
        criteria_set=chosen, stars=paper.stars, decision_no=DECISION, decided_on=DECIDED, source=SOURCE,
        marks={code: str(points) for code, points in marks.items()},
        product=filed.product if filed else None,
        commune=None if filed else home.commune(paper.commune),
        product_name=paper.product, producer_name=paper.producer,
    )  # fmt: skip
