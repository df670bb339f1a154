"""What a council member reads of a dossier, and only through its agenda item: the frozen version the producer filed,
without personal data, with the papers beside each criterion, and what the advisory team found.

Files are named by the item and a key within it; a key of another dossier finds nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ocop.documents.models import StoredFile
from ocop.dossiers.models import CommuneReport
from ocop.dossiers.models.dossier import Snapshot
from ocop.dossiers.spec import pages_for
from ocop.evaluation.models import AgendaItem, ExtraTest, SampleReceipt, SiteSurvey, SurveyPhoto, TeamAssessment
from ocop.evaluation.queries.seats import assessments_for

EVIDENCE, SURVEY, TEST, PHOTO = "minh-chung", "khao-sat", "kiem-nghiem", "anh-san-pham"
SHOWN = ("application/pdf", "image/jpeg", "image/png")


@dataclass(frozen=True)
class Paper:
    """A file beside a criterion. `where` says the pages cited; `note` number, issuer and dates; `pages` how many a PDF
    has, counted for the one that lies open."""

    kind: str
    key: int
    title: str
    where: str
    note: str
    content_type: str
    pages: int = 0

    @property
    def ident(self) -> str:
        """How the address of the page names the paper that lies open."""
        return f"{self.kind}-{self.key}"

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def is_shown(self) -> bool:
        """Whether a browser can show it in place."""
        return self.content_type in SHOWN

    @property
    def first_page(self) -> int:
        """The first page cited, to open a PDF there; 1 where it has no such page."""
        digits = "".join(char if char.isdecimal() else " " for char in self.where).split()
        cited = int(digits[0]) if digits else 1
        return cited if 1 <= cited <= self.pages else 1


@dataclass(frozen=True)
class Claim:
    """What the producer claimed for a criterion; points None where nothing was claimed."""

    points: str | None
    label: str
    note: str


@dataclass(frozen=True)
class File:
    """The dossier as the council reads it."""

    content: dict[str, Any]
    version: int
    sha256: str

    def claim(self, code: str) -> Claim:
        """The producer's own mark for a criterion."""
        row = self._criterion(code)
        return Claim(row.get("points"), row.get("label", ""), row.get("note", ""))

    def papers(self, code: str) -> list[Paper]:
        """The papers cited for a criterion, in the order of citation."""
        known = {row["id"]: row for row in self.content.get("evidence", [])}
        cited = self._criterion(code).get("cited", [])
        return [_paper(known[row["evidence"]], row) for row in cited if row["evidence"] in known]

    def all_papers(self) -> list[Paper]:
        """Every paper of the dossier."""
        return [_paper(row, {}) for row in self.content.get("evidence", [])]

    def photos(self) -> list[Paper]:
        """Photos of the product."""
        return [Paper(PHOTO, row["id"], row["name"], "", "", row["content_type"]) for row in self.content["photos"]]

    def sections(self, kind: str) -> list[tuple[str, list[tuple[str, str]]]]:
        """The pages of the form with (label, value) of what was filled in; personal data are left out."""
        by_page: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in self.content.get("fields", []):
            if row["shown"] and not row["personal"] and not row["sensitive"]:
                by_page[row["page"]].append((row["label"], row["shown"]))
        return [(page.title, by_page[page.key]) for page in pages_for(kind) if by_page.get(page.key)]

    def _criterion(self, code: str) -> dict[str, Any]:
        return next((row for row in self.content.get("criteria", []) if row["code"] == code), {})


def file_of(item: AgendaItem) -> File:
    """The last frozen version of the dossier."""
    snapshot = Snapshot.objects.filter(dossier_id=item.dossier_id).order_by("-version").first()
    if snapshot is None:
        return File({"photos": []}, 0, "")
    return File(snapshot.content, snapshot.version, snapshot.sha256)


def survey_papers(item: AgendaItem) -> list[Paper]:
    """Photos of the site surveys."""
    rows = SurveyPhoto.objects.filter(survey__assessment__in=assessments_for(item)).select_related("file", "survey")
    return [
        Paper(SURVEY, row.pk, row.caption or f"Khảo sát {row.survey.place}", "", "", row.file.content_type)
        for row in rows.order_by("survey_id", "pk")
    ]


def lab_papers(item: AgendaItem, criterion_id: int | None = None) -> list[Paper]:
    """Results of the extra tests, of one criterion or all."""
    rows = ExtraTest.objects.filter(assessment__in=assessments_for(item), file__isnull=False)
    if criterion_id is not None:
        rows = rows.filter(criterion_id=criterion_id)
    return [
        Paper(TEST, row.pk, f"Kiểm nghiệm: {row.what}", "", row.lab, row.file.content_type if row.file else "")
        for row in rows.select_related("file").order_by("pk")
    ]


def papers_beside(item: AgendaItem, file: File, code: str, criterion_id: int) -> list[Paper]:
    """What lies beside a criterion: papers cited, tests asked for it, photos of the survey."""
    return [*file.papers(code), *lab_papers(item, criterion_id), *survey_papers(item)]


def opened_paper(item: AgendaItem, papers: Sequence[Paper], wanted: str) -> Paper | None:
    """The paper that lies open: the one whose `ident` is wanted, else the first."""
    paper = next((one for one in papers if one.ident == wanted), papers[0] if papers else None)
    if paper is None or paper.is_picture or not paper.is_shown:
        return paper
    stored = item_file(item, paper.kind, paper.key)
    return replace(paper, pages=(stored and stored.pages) or 0)


def item_file(item: AgendaItem, kind: str, key: int) -> StoredFile | None:
    """The stored file behind a paper of this very item; None where there is none."""
    file_id = _finders.get(kind, _nothing)(item, key)
    return StoredFile.objects.filter(pk=file_id).first() if file_id else None


@dataclass(frozen=True)
class TeamWork:
    """The advisory team's general remarks, surveys, tests and samples, and the commune's report."""

    assessment: TeamAssessment | None
    surveys: list[SiteSurvey]
    tests: list[ExtraTest]
    samples: list[SampleReceipt]
    commune: CommuneReport | None


def team_work(item: AgendaItem) -> TeamWork:
    """What the desks wrote about the dossier."""
    dossier_id = item.dossier_id
    return TeamWork(
        assessment=assessments_for(item).first(),
        surveys=list(SiteSurvey.objects.filter(assessment__in=assessments_for(item))),
        tests=list(ExtraTest.objects.filter(assessment__in=assessments_for(item)).select_related("criterion")),
        samples=list(SampleReceipt.objects.filter(dossier_id=dossier_id, level=item.session.council.level)),
        commune=CommuneReport.objects.filter(dossier_id=dossier_id).first(),
    )


def _paper(row: dict[str, Any], cited: dict[str, Any]) -> Paper:
    facts = [row.get("number"), row.get("issuer"), _until(row.get("valid_until"))]
    pages = cited.get("pages", "")
    return Paper(
        EVIDENCE,
        row["id"],
        row["title"],
        f"trang {pages}" if pages else "",
        " · ".join(fact for fact in facts if fact),
        row["file"]["content_type"],
    )


def _until(day: str | None) -> str:
    return "có giá trị đến " + "/".join(reversed(day.split("-"))) if day else ""


def _evidence_file(item: AgendaItem, key: int) -> int | None:
    return _find(file_of(item).content.get("evidence", []), key, "file")


def _photo_file(item: AgendaItem, key: int) -> int | None:
    return next((row["id"] for row in file_of(item).content["photos"] if row["id"] == key), None)


def _survey_file(item: AgendaItem, key: int) -> int | None:
    rows = SurveyPhoto.objects.filter(pk=key, survey__assessment__in=assessments_for(item))
    return rows.values_list("file_id", flat=True).first()


def _test_file(item: AgendaItem, key: int) -> int | None:
    rows = ExtraTest.objects.filter(pk=key, assessment__in=assessments_for(item))
    return rows.values_list("file_id", flat=True).first()


def _nothing(item: AgendaItem, key: int) -> int | None:
    return None


def _find(rows: Iterable[dict[str, Any]], key: int, part: str) -> int | None:
    return next((row[part]["id"] for row in rows if row["id"] == key), None)


_finders = {EVIDENCE: _evidence_file, PHOTO: _photo_file, SURVEY: _survey_file, TEST: _test_file}
