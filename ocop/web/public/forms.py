"""What a visitor may look for."""

from django import forms

from ocop.catalogue.queries import Filters, choices, past_choices
from ocop.recognition.states import STATUS_TITLES

STARS = [("", "Mọi hạng sao"), ("5", "5 sao"), ("4", "4 sao"), ("3", "3 sao")]
STATUSES = [("", "Mọi tình trạng"), *((status.value, title.capitalize()) for status, title in STATUS_TITLES.items())]


class SearchForm(forms.Form):
    """Words and filters; what does not fit is simply not applied."""

    q = forms.CharField(label="Tên sản phẩm, chủ thể, xã hoặc mã", required=False, max_length=200)
    sao = forms.ChoiceField(label="Hạng sao", choices=STARS, required=False)
    nhom = forms.ChoiceField(label="Nhóm sản phẩm", required=False)
    xa = forms.ChoiceField(label="Xã, phường", required=False)
    tinh_trang = forms.ChoiceField(label="Tình trạng hôm nay", choices=STATUSES, required=False)

    def __init__(self, *args: object, past: bool = False, **kwargs: object) -> None:
        super().__init__(*args, auto_id="tim-%s", **kwargs)
        found = past_choices() if past else choices()
        self.fields["nhom"].choices = [("", "Mọi nhóm"), *((name, name) for name in found["groups"])]
        self.fields["xa"].choices = [("", "Mọi xã, phường"), *((name, name) for name in found["communes"])]
        if past:
            del self.fields["tinh_trang"]

    def filters(self) -> Filters:
        """The filters that were chosen."""
        self.is_valid()
        given = self.cleaned_data
        stars = given.get("sao")
        return Filters(
            words=given.get("q", ""),
            stars=int(stars) if stars else None,
            group=given.get("nhom", ""),
            commune=given.get("xa", ""),
            status=given.get("tinh_trang", ""),
        )
