"""Inputs of a yearly report: its typed parts, its targets."""

from typing import Any

from django import forms

from ocop.programme.indicators import INDICATORS
from ocop.programme.spec import LONGEST, SECTIONS, TargetFacts

CHOICES = [("", "Không, ghi bằng chữ"), *((row.key, row.title) for row in INDICATORS.values())]


class TextsForm(forms.Form):
    """The typed parts, in the order of the plan; empty ones may be written later."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in SECTIONS:
            self.fields[section.key] = forms.CharField(
                label=section.title,
                help_text=section.help,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 5}),
            )

    def texts(self) -> dict[str, str]:
        """The parts that were sent; an autosave names those that changed."""
        sent = set(self.data.getlist("_changed")) or set(self.data)  # type: ignore[attr-defined]
        return {row.key: self.cleaned_data[row.key] for row in SECTIONS if row.key in sent}


class TargetForm(forms.Form):
    """One target; an empty row is left out."""

    title = forms.CharField(label="Nội dung", max_length=500, required=False)
    planned = forms.CharField(label="Kế hoạch", max_length=100, required=False)
    indicator = forms.ChoiceField(label="Kết quả tính từ hồ sơ", choices=CHOICES, required=False)
    actual = forms.CharField(label="Kết quả ghi bằng chữ", max_length=300, required=False)
    note = forms.CharField(label="Ghi chú", max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        """A target has a name and a plan, and one result."""
        data = super().clean() or {}
        if any(data.get(name) for name in self.fields):
            if not data.get("title"):
                self.add_error("title", "Hãy ghi mục tiêu, hoặc xóa cả dòng.")
            if not data.get("planned"):
                self.add_error("planned", "Hãy ghi con số của kế hoạch.")
        if data.get("indicator") and data.get("actual"):
            self.add_error("actual", "Đã chọn số liệu tính từ hồ sơ: hãy để trống ô này, hoặc bỏ chọn.")
        return data

    def facts(self) -> TargetFacts | None:
        """The row as the action takes it."""
        return TargetFacts(**self.cleaned_data) if self.cleaned_data.get("title") else None
