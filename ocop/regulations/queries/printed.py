"""A criteria set as a printed sheet shows it: in the words of the decision where they are known, else in ours."""

from dataclasses import dataclass

from ocop.regulations.models import CriteriaSet, Heading
from ocop.regulations.queries.sheets import criteria_sheet
from ocop.regulations.ruleset import CriterionRule, OptionRule, plain


@dataclass(frozen=True, slots=True)
class PrintedOption:
    """A box."""

    id: int | None
    text: str
    points: str


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of the form: a part, a section, a group, or a criterion with its boxes."""

    code: str
    text: str
    points: str
    depth: int
    options: tuple[PrintedOption, ...] = ()
    criterion_id: int | None = None


def printed_form(criteria_set: CriteriaSet) -> list[PrintedLine]:
    """Every line in the order of the form."""
    headings = {row.pk: row for row in Heading.objects.filter(criteria_set=criteria_set).order_by("order")}
    heading_of = dict(criteria_set.criteria.values_list("code", "heading_id"))
    lines: list[PrintedLine] = []
    told: set[int] = set()
    for rule in criteria_sheet(criteria_set):
        above = _chain(headings, heading_of[rule.code])
        for depth, heading in enumerate(above):
            if heading.pk not in told:
                told.add(heading.pk)
                text = heading.official_text or f"{heading.code}. {heading.name}"
                lines.append(PrintedLine(heading.code, text, _shown(heading.max_points), depth))
        lines.append(_criterion(rule, len(above)))
    return lines


def official_words(criteria_set: CriteriaSet) -> dict[str, tuple[str, dict[int, str]]]:
    """code → (the criterion, option by its order) in the words of the decision; nothing where only ours are known."""
    return {
        rule.code: (rule.official_text, {option.order: option.wording for option in rule.options})
        for rule in criteria_sheet(criteria_set)
        if rule.official_text
    }


def _chain(headings: dict[int, Heading], key: int | None) -> list[Heading]:
    """The headings above a criterion, the part first."""
    found: list[Heading] = []
    while key is not None:
        found.insert(0, headings[key])
        key = headings[key].parent_id
    return found


def _criterion(rule: CriterionRule, depth: int) -> PrintedLine:
    text = rule.official_text or f"{rule.code}. {rule.name}"
    options = tuple(_option(option) for option in rule.options)
    return PrintedLine(rule.code, text, _shown(rule.max_points), depth, options, rule.id)


def _option(option: OptionRule) -> PrintedOption:
    """The box is drawn by the page, checked or not."""
    text = option.wording.lstrip("□☐☑☒▢❑❏❐◻◽ ")
    if not option.official_text and option.star_minimum:
        text += " " + "*" * option.star_minimum
    return PrintedOption(option.id, text, _shown(option.points))


def _shown(points: object) -> str:
    return plain(points).replace(".", ",")  # type: ignore[arg-type]
