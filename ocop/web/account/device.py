"""What a browser calls itself, in words a person knows."""

_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Điện thoại Android"),
    ("Windows", "Máy tính Windows"),
    ("Mac OS X", "Máy tính Mac"),
    ("Linux", "Máy tính Linux"),
)
_BROWSERS = (
    ("Edg", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def device_name(agent: str) -> str:
    """ "Điện thoại Android · Chrome"."""
    system = next((name for mark, name in _SYSTEMS if mark in agent), "Thiết bị khác")
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    return f"{system} · {browser}" if browser else system
