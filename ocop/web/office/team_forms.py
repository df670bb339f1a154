"""Input shapes of the advisory team. Rules stand in the actions; these only read what was typed."""

from typing import Any

from django import forms

from ocop.web.office.forms import DAY, SHORT


class SurveyForm(forms.Form):
    """A site survey; photos come beside it."""

    surveyed_on = forms.DateField(label="Ngày khảo sát", widget=DAY)
    place = forms.CharField(label="Nơi khảo sát", max_length=300)
    participants = forms.CharField(label="Thành phần", widget=SHORT)
    findings = forms.CharField(label="Kết quả", widget=forms.Textarea(attrs={"rows": 5}))


class WaiverForm(forms.Form):
    """Why no survey is held; empty takes it back."""

    reason = forms.CharField(label="Lý do không khảo sát", widget=SHORT, required=False)


class TestForm(forms.Form):
    """A further test asked for."""

    __test__ = False
    what = forms.CharField(label="Chỉ tiêu cần kiểm nghiệm", max_length=300)
    criterion = forms.ChoiceField(label="Cho tiêu chí", required=False)
    reason = forms.CharField(label="Lý do", widget=SHORT)

    def __init__(self, *args: Any, criteria: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["criterion"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Không gắn với một tiêu chí"), *criteria]


class TestResultForm(forms.Form):
    """The result of a test."""

    __test__ = False
    lab = forms.CharField(label="Đơn vị kiểm nghiệm", max_length=300)
    result = forms.CharField(label="Kết quả", widget=SHORT)
    file = forms.FileField(label="Phiếu kết quả", required=False)


class SamplesForm(forms.Form):
    """Sample products received."""

    count = forms.IntegerField(label="Số mẫu", min_value=1, max_value=99)
    received_on = forms.DateField(label="Ngày nhận", widget=DAY)
    note = forms.CharField(label="Tình trạng mẫu", max_length=300, required=False)


class ReportForm(forms.Form):
    """The team's report."""

    summary = forms.CharField(label="Nhận xét chung", widget=forms.Textarea(attrs={"rows": 6}), required=False)
    proposal = forms.CharField(label="Đề xuất với Hội đồng", widget=SHORT, required=False)


class FindingForm(forms.Form):
    """The team's finding on one criterion."""

    option = forms.CharField(required=False)
    note = forms.CharField(required=False)
    evidence_ok = forms.BooleanField(required=False)
    knockout = forms.CharField(required=False)
    version = forms.CharField(required=False)
    over = forms.CharField(required=False)
