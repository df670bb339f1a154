"""A signed code is ours, or it is not."""

from io import StringIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from ocop.documents.codes import DEVELOPMENT_KEY, public_key_text, public_keys, sign, verify

TEXT = "37-14488-002-2026"


def pem(key) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path):
    settings.CODE_SIGNING_KEY = pem(Ed25519PrivateKey.generate())
    settings.CODE_VERIFY_KEYS = []
    settings.VAR_DIR = tmp_path


def test_what_was_signed_is_verified() -> None:
    assert verify(TEXT, sign(TEXT)) is True


def test_signing_twice_gives_the_same_signature() -> None:
    assert sign(TEXT) == sign(TEXT)
    assert len(sign(TEXT)) == 92


@pytest.mark.parametrize("other", ["37-14488-003-2026", "37-14488-002-2026 ", "", "37-14488-002-2026\n4"])
def test_a_signature_belongs_to_one_text(other: str) -> None:
    assert verify(other, sign(TEXT)) is False


@pytest.mark.parametrize("change", ["", "abc", "Ă" * 92, "!" * 92, "x" * 500, "=" * 92])
def test_rubbish_is_no_signature(change: str) -> None:
    assert verify(TEXT, change) is False


def test_a_changed_letter_breaks_the_signature() -> None:
    good = sign(TEXT)
    for place in (0, 5, 6, 40, 91):
        letter = "A" if good[place] != "A" else "B"
        assert verify(TEXT, good[:place] + letter + good[place + 1 :]) is False


def test_a_second_spelling_of_the_same_bytes_is_refused() -> None:
    assert verify(TEXT, sign(TEXT) + "==") is False


def test_a_code_outlives_the_rotation_of_the_key(settings) -> None:
    old, (raw,) = sign(TEXT), public_keys().values()
    settings.CODE_SIGNING_KEY = pem(Ed25519PrivateKey.generate())
    assert verify(TEXT, old) is False
    settings.CODE_VERIFY_KEYS = [public_key_text(raw)]
    assert verify(TEXT, old) is True
    assert sign(TEXT) != old
    assert len(public_keys()) == 2


def test_anyone_can_verify_with_the_published_key_alone() -> None:
    signature, (key_id, raw) = sign(TEXT), next(iter(public_keys().items()))
    import base64  # noqa: PLC0415 - as a stranger would, with the standard library

    assert signature[:6] == key_id
    Ed25519PublicKey.from_public_bytes(raw).verify(
        base64.urlsafe_b64decode(signature[6:] + "=="), b"ocop-code-1\n" + TEXT.encode()
    )


def test_a_development_key_is_made_once_and_kept(settings) -> None:
    settings.CODE_SIGNING_KEY = ""
    first = sign(TEXT)
    path = settings.VAR_DIR / DEVELOPMENT_KEY
    assert path.stat().st_mode & 0o777 == 0o600
    assert sign(TEXT) == first
    assert [entry.name for entry in settings.VAR_DIR.iterdir()] == [DEVELOPMENT_KEY]


def test_the_command_makes_a_key_that_signs_in_production(settings) -> None:
    out = StringIO()
    call_command("make_code_key", stdout=out)
    settings.PRODUCTION, settings.CODE_SIGNING_KEY = True, out.getvalue().strip()
    assert "\n" not in settings.CODE_SIGNING_KEY
    assert verify(TEXT, sign(TEXT))


def test_production_makes_no_key_of_its_own(settings) -> None:
    settings.CODE_SIGNING_KEY, settings.PRODUCTION = "", True
    with pytest.raises(ImproperlyConfigured):
        sign(TEXT)


@pytest.mark.parametrize("bad", ["xyz", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"])
def test_a_key_that_is_none_is_named(settings, bad: str) -> None:
    settings.CODE_SIGNING_KEY = bad
    with pytest.raises(ImproperlyConfigured):
        sign(TEXT)


def test_a_key_of_another_kind_is_refused(settings) -> None:
    settings.CODE_SIGNING_KEY = pem(generate_private_key(SECP256R1()))
    with pytest.raises(ImproperlyConfigured):
        sign(TEXT)


def test_a_broken_old_key_is_named(settings) -> None:
    settings.CODE_VERIFY_KEYS = ["không phải khóa"]
    with pytest.raises(ImproperlyConfigured):
        verify(TEXT, "x" * 92)


def test_line_breaks_written_as_backslash_n_are_read(settings) -> None:
    plain = sign(TEXT)
    settings.CODE_SIGNING_KEY = settings.CODE_SIGNING_KEY.replace("\n", "\\n")
    assert sign(TEXT) == plain
