"""Input shapes of the desks. Rules stand in the actions; these only read what was typed."""

from django import forms

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
SHORT = forms.Textarea(attrs={"rows": 3})


class RoundForm(forms.Form):
    """An evaluation round."""

    number = forms.IntegerField(label="Đợt số", min_value=1, max_value=99)
    name = forms.CharField(label="Tên đợt", max_length=200)
    opens_on = forms.DateField(label="Bắt đầu nhận hồ sơ", widget=DAY)
    communes_propose_by = forms.DateField(
        label="Xã đề nghị trước ngày", widget=DAY, help_text="“Trước 30/4” nghĩa là chậm nhất ngày 29/4."
    )
    finish_by = forms.DateField(label="Hoàn thành trước ngày", widget=DAY)
    is_extra = forms.BooleanField(
        label="Đợt bổ sung, ngoài hai đợt của Điều 5",
        required=False,
        help_text="Cần được quy định trong quy chế Hội đồng và có kế hoạch.",
    )
    basis = forms.CharField(label="Căn cứ, kế hoạch", widget=SHORT, required=False)


class ReasonForm(forms.Form):
    """A reason, for whatever sends a thing back or ends it."""

    reason = forms.CharField(label="Lý do", widget=SHORT)


class ReturnForm(forms.Form):
    """The general part of a request for completion; the items come beside it."""

    reason = forms.CharField(
        label="Lý do chung", widget=SHORT, help_text="Chủ thể đọc câu này đầu tiên. Viết rõ, ngắn, dễ hiểu."
    )
    due_on = forms.DateField(label="Đề nghị xong trước ngày", widget=DAY, required=False)


class MattersForm(forms.Form):
    """The four local matters of Mẫu 03."""

    local_material = forms.CharField(
        label="1. Nguồn nguyên liệu địa phương",
        widget=SHORT,
        required=False,
        help_text="Nguyên liệu lấy ở đâu, phần trong xã, trong tỉnh; căn cứ nào.",
    )
    local_labour = forms.CharField(
        label="2. Sử dụng lao động địa phương",
        widget=SHORT,
        required=False,
        help_text="Bao nhiêu người trong xã, làm thường xuyên hay thời vụ.",
    )
    idea_origin = forms.CharField(
        label="3. Nguồn gốc ý tưởng sản phẩm",
        widget=SHORT,
        required=False,
        help_text="Sản phẩm có nguồn gốc ở xã, hay phát triển từ nơi khác.",
    )
    local_identity = forms.CharField(
        label="4. Bản sắc, trí tuệ địa phương",
        widget=SHORT,
        required=False,
        help_text="Giá trị văn hóa, kiến thức, kỹ năng của người địa phương trong sản phẩm.",
    )
    meeting_on = forms.DateField(
        label="Ngày họp lấy ý kiến", widget=DAY, required=False, help_text="Chỉ ghi khi xã có tổ chức họp."
    )
    meeting_note = forms.CharField(label="Ý kiến cuộc họp", widget=SHORT, required=False)


class SigningForm(forms.Form):
    """The leader's approval."""

    report_no = forms.CharField(label="Số báo cáo (Mẫu 03)", max_length=60, required=False)
    request_no = forms.CharField(label="Số văn bản đề nghị", max_length=60, required=False)
    signed_on = forms.DateField(label="Ngày ký", widget=DAY, required=False)


class ChoiceOfPeople(forms.Form):
    """Choices that are filled in by the view."""

    def offer(self, name: str, choices: list[tuple[str, str]], empty: str = "") -> None:
        """Give the field its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", empty), *choices] if empty else choices


class OfficerForm(ChoiceOfPeople):
    """Who is in charge at the commune."""

    officer = forms.ChoiceField(label="Công chức thụ lý", required=False)


class IntakeForm(ChoiceOfPeople):
    """Taking a dossier in: round, team member, officer."""

    round = forms.ChoiceField(label="Đợt đánh giá")
    reviewer = forms.ChoiceField(label="Thành viên Tổ tư vấn")
    officer = forms.ChoiceField(label="Cán bộ phụ trách", required=False)


class PeopleForm(ChoiceOfPeople):
    """Who is in charge at the province."""

    officer = forms.ChoiceField(label="Cán bộ phụ trách", required=False)
    reviewer = forms.ChoiceField(label="Thành viên Tổ tư vấn", required=False)


class MemberForm(forms.Form):
    """A new member of the advisory team."""

    username = forms.CharField(
        label="Tên đăng nhập", widget=forms.TextInput(attrs={"list": "can-bo", "autocomplete": "off"})
    )
    basis = forms.CharField(label="Căn cứ", help_text="Quyết định thành lập Tổ tư vấn.", max_length=300)
