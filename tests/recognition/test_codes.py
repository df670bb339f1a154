"""The token in the QR."""

from datetime import date

import pytest

from ocop.recognition.codes import Printed, code_url, make_token, read_token

CODE, UNTIL = "37-14488-002-2026", date(2029, 11, 14)


def test_a_token_says_stars_and_last_day() -> None:
    token = make_token(CODE, 4, UNTIL)
    assert token.startswith("420291114")
    assert read_token(CODE, token) == Printed(4, UNTIL)


@pytest.mark.parametrize(
    "change",
    [
        lambda token: "5" + token[1:],
        lambda token: token[0] + "20301114" + token[9:],
        lambda token: token[0] + "20291399" + token[9:],
        lambda token: token[:-1],
        lambda token: token + "A",
        lambda token: "",
        lambda token: "x",
        lambda token: "4" * 120,
        lambda token: "٤" + token[1:],
    ],
)
def test_a_changed_token_is_not_ours(change) -> None:
    assert read_token(CODE, change(make_token(CODE, 4, UNTIL))) is None


def test_a_token_belongs_to_one_code() -> None:
    assert read_token("37-14488-003-2026", make_token(CODE, 4, UNTIL)) is None


def test_the_address_in_the_qr_is_short_and_final(settings) -> None:
    settings.SITE_URL = "https://ocop.ninhbinh.gov.vn/"
    address = code_url(CODE, make_token(CODE, 4, UNTIL))
    assert address.startswith("https://ocop.ninhbinh.gov.vn/c/37-14488-002-2026/420291114")
    assert len(address) < 160
