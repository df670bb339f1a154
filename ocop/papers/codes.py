"""The short code printed on every page, and the address that it opens."""

from django.conf import settings

GROUP = 4


def shown_code(code: str) -> str:
    """ "7K3M-Q9TD-2XAB"."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def plain_code(typed: str) -> str:
    """The code as it is stored, whatever was typed between its letters."""
    return "".join(char for char in typed.upper() if char.isalnum())


def paper_url(code: str) -> str:
    """The public address of a paper; final, because it is printed."""
    return f"{settings.SITE_URL.rstrip('/')}/vb/{code}"


def page_url(code: str, page: int, digest: str) -> str:
    """The address in the QR of one page, with the beginning of its hash."""
    return f"{paper_url(code)}/{page}/{digest[:12]}"
