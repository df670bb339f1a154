"""The procedures that come with the system, as pure rules."""

from pathlib import Path

import yaml

import ocop.regulations
from ocop.regulations.spec.procedure import Rules, read_procedure

DATA = Path(ocop.regulations.__file__).parent / "data" / "procedures"


def procedure(name: str) -> Rules:
    """Of "148-2023", "1489-2025" or "26-2026"."""
    return read_procedure(yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8")))
