"""Inputs of the working calendar."""

from typing import Any

from django import forms

from ocop.web.office.forms import DAY


class _Settled(forms.Form):
    """What every entry rests on."""

    reason = forms.CharField(label="Lý do", max_length=300)
    document = forms.CharField(label="Số văn bản", max_length=100, help_text="Ví dụ: 123/TB-VPCP ngày 05/12/2026.")


class SwapForm(_Settled):
    """A day off worked for on another day."""

    day_off = forms.DateField(label="Ngày được nghỉ", widget=DAY)
    worked = forms.DateField(label="Ngày làm bù", widget=DAY)
    field_order = ("day_off", "worked", "reason", "document")

    def changes(self) -> dict[Any, bool | None]:
        """The days as they would be."""
        return {self.cleaned_data["day_off"]: False, self.cleaned_data["worked"]: True}


class DayForm(_Settled):
    """One day settled otherwise than the calendar says."""

    day = forms.DateField(label="Ngày", widget=DAY)
    is_working = forms.ChoiceField(label="Là", choices=[("no", "Ngày nghỉ"), ("yes", "Ngày làm việc")])
    field_order = ("day", "is_working", "reason", "document")

    def changes(self) -> dict[Any, bool | None]:
        """The day as it would be."""
        return {self.cleaned_data["day"]: self.cleaned_data["is_working"] == "yes"}


class TermForm(forms.Form):
    """A term of a decision, counted from a day."""

    term = forms.ChoiceField(label="Thời hạn")
    start = forms.DateField(label="Từ ngày", widget=DAY, help_text="Ngày nhận, ngày ban hành, ngày hết hạn…")

    def __init__(self, *args: Any, terms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = {str(row.pk): row for row in terms}
        self.fields["term"].choices = [(key, f"{row.text} ({row}, {row.clause})") for key, row in self.terms.items()]
