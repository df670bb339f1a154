"""Input shapes of the change of law. Rules stand in the actions; these only read what was typed."""

from collections.abc import Mapping
from typing import Any

from django import forms

from ocop.regulations.ruleset import CriteriaSheet, CriterionRule, plain
from ocop.regulations.spec.correspondence import KINDS, NONE

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
SHORT = forms.Textarea(attrs={"rows": 2})
STARS = [("", "Chọn hạng"), ("3", "3 sao"), ("4", "4 sao"), ("5", "5 sao")]


class OldResultForm(forms.Form):
    """A result copied from paper: its head, then the points of every criterion of `sheet`."""

    product_name = forms.CharField(label="Tên sản phẩm", max_length=300)
    producer_name = forms.CharField(label="Tên chủ thể", max_length=300)
    commune = forms.TypedChoiceField(label="Xã, phường", coerce=int, empty_value=None)
    stars = forms.TypedChoiceField(label="Hạng đã công nhận", choices=STARS, coerce=int)
    decision_no = forms.CharField(label="Số quyết định công nhận", max_length=60)
    decided_on = forms.DateField(label="Ngày quyết định", widget=DAY)
    source = forms.CharField(
        label="Nguồn", max_length=300, required=False, help_text="Ví dụ: Biên bản họp Hội đồng ngày 12/12/2024."
    )
    reason = forms.CharField(label="Lý do sửa", widget=SHORT)

    def __init__(
        self, *args: Any, sheet: CriteriaSheet, communes: list[tuple[int, str]], named: bool, correcting: bool = False,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.fields["commune"].choices = [("", "Chọn xã, phường"), *communes]  # type: ignore[attr-defined]
        if named or correcting:
            del self.fields["commune"]
        if named:
            del self.fields["product_name"], self.fields["producer_name"]
        if not correcting:
            del self.fields["reason"]
        for number, rule in enumerate(sheet):
            self.fields[f"c{number}"] = forms.ChoiceField(
                label=f"{rule.code} {rule.parent_name + ': ' if rule.parent_name else ''}{rule.name}",
                choices=[("", "Chọn mức"), *_levels(rule)],
                required=not rule.applies_if_code,
            )

    @property
    def head(self) -> list[forms.BoundField]:
        """The fields above the criteria."""
        return [field for field in self if not field.name[1:].isdecimal()]

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The criteria by section, as the paper form has them."""
        found: dict[str, list[forms.BoundField]] = {}
        for number, rule in enumerate(self.sheet):
            found.setdefault(f"{rule.section_code}. {rule.section_name}", []).append(self[f"c{number}"])
        return list(found.items())

    def marks(self) -> dict[str, str]:
        """code → points chosen."""
        chosen = ((rule.code, self.cleaned_data.get(f"c{n}", "")) for n, rule in enumerate(self.sheet))
        return {code: points for code, points in chosen if points != ""}


def marks_initial(sheet: CriteriaSheet, marks: Mapping[str, str]) -> dict[str, str]:
    """Stored points as the form takes them."""
    return {f"c{number}": marks[rule.code] for number, rule in enumerate(sheet) if rule.code in marks}


def _levels(rule: CriterionRule) -> list[tuple[str, str]]:
    """Every level with the words of its boxes; boxes of equal points stand in one line."""
    found = []
    for level in rule.levels:
        words = " / ".join(option.label for option in rule.options if option.points == level)
        found.append((plain(level), f"{plain(level).replace('.', ',')} – {words or 'Không đạt mức nào'}"))
    return found


class ImportForm(forms.Form):
    """A filled template."""

    file = forms.FileField(label="Tệp Excel đã điền", help_text="Tệp .xlsx lập từ tệp mẫu, không quá 5 MB.")


class RowForm(forms.Form):
    """One row of a correspondence: how like, and for every box before which boxes after."""

    kind = forms.ChoiceField(label="Mức giống nhau", choices=list(KINDS.items()))
    doubt = forms.CharField(
        label="Cần đối chiếu", widget=SHORT, required=False, help_text="Chỗ còn phải xem lại trên bản ký."
    )
    reason = forms.CharField(label="Lý do", widget=SHORT)

    def __init__(self, *args: Any, before: CriterionRule | None, after: CriterionRule | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places: list[int] = []
        if before is None or after is None:
            self.fields["kind"].choices = [(NONE, KINDS[NONE])]  # type: ignore[attr-defined]
            return
        choices = [("0", "Không đạt mức nào"), *((str(box.order), _box(box)) for box in after.options)]
        for place, words in [(0, "Không đạt mức nào"), *((box.order, _box(box)) for box in before.options)]:
            self.places.append(place)
            self.fields[f"m{place}"] = forms.MultipleChoiceField(
                label=words, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )

    @property
    def boxes(self) -> list[forms.BoundField]:
        """The fields of the boxes."""
        return [self[f"m{place}"] for place in self.places]

    def options(self) -> dict[int, tuple[int, ...]]:
        """Box before → boxes after; a line left empty tells nothing."""
        if self.cleaned_data["kind"] == NONE:
            return {}
        chosen = ((place, self.cleaned_data.get(f"m{place}", [])) for place in self.places)
        return {place: tuple(sorted(map(int, others))) for place, others in chosen if others}


def _box(box: Any) -> str:
    return f"{plain(box.points).replace('.', ',')} điểm – {box.label}"
