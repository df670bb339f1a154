"""The procedures that come with the system: reviewed files → rows, once."""

import json
from hashlib import sha256
from pathlib import Path

import yaml
from django.db import transaction

from ocop.regulations.models import Procedure
from ocop.regulations.spec.procedure import read_procedure

DATA = Path(__file__).resolve().parent.parent / "data" / "procedures"


@transaction.atomic
def load_procedures(*, folder: Path = DATA) -> list[Procedure]:
    """Every procedure of `folder` that is not there yet; once loaded it is frozen. System act, no person."""
    known = {row.number: row for row in Procedure.objects.all()}
    for path in sorted(folder.glob("*.yaml")):
        content = json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))
        rules = read_procedure(content)
        if rules.number not in known:
            text = json.dumps(content, sort_keys=True, ensure_ascii=False)
            known[rules.number] = Procedure.objects.create(
                number=rules.number,
                title=rules.title,
                in_force_from=rules.in_force_from,
                filed_until=rules.filed_until,
                in_force_to=rules.in_force_to,
                criteria=rules.criteria,
                content=content,
                content_hash=sha256(text.encode()).hexdigest(),
            )
    return list(known.values())
