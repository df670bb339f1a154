"""Draws every kind of paper from the sample province into docs/papers/, small, for whoever reads about them."""

import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from PIL import Image

from ocop.dossiers.models import Dossier
from ocop.evaluation.models import ScoreSheet, Session
from ocop.papers.actions.printing import print_pdf
from ocop.papers.papers import SAMPLE, make
from ocop.papers.queries.subjects import about
from ocop.papers.spec import KINDS, Issuer, Kind
from ocop.programme.models import YearReport
from ocop.recognition.models import CertificateEvent, MinistryRequest, Proposal
from ocop.supervision.models import InspectedProduct, Inspection

LARGEST = 40 * 1024
# width in pixels and colours, from the best that may fit
SIZES = ((620, 16), (560, 8), (480, 8), (400, 4))


class Command(BaseCommand):
    help = "Vẽ mọi loại văn bản từ tỉnh mẫu vào docs/papers/ (cần pdftoppm)."

    def handle(self, **options):
        folder = Path(settings.BASE_DIR) / "docs" / "papers"
        folder.mkdir(exist_ok=True)
        lines = ["# Các văn bản", "", "Trang đầu của từng loại, vẽ từ tỉnh mẫu: `python manage.py paper_gallery`.", ""]
        for kind in KINDS.values():
            if kind.key == "certificate":
                continue
            picture = self._draw(kind)
            (folder / f"{kind.key}.png").write_bytes(picture)
            lines += [f"## {kind.title}", "", f"{kind.when} ![{kind.title}]({kind.key}.png)", ""]
            self.stdout.write(f"{kind.key}: {len(picture) // 1024} KB")
        (folder / "README.md").write_text("\n".join(lines), encoding="utf-8")

    def _draw(self, kind: Kind) -> bytes:
        thing = about(kind.subject, self._example(kind))
        if thing is None:
            raise CommandError("Chưa có tỉnh mẫu; chạy `manage.py demo` trước.")
        made = make(kind, thing)
        pdf = print_pdf(made, note=SAMPLE).pdf
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "paper.pdf"
            source.write_bytes(pdf)
            command = ["pdftoppm", "-r", "100", "-png", "-f", "1", "-l", "1", "-singlefile"]
            subprocess.run([*command, str(source), str(Path(folder) / "page")], check=True)  # noqa: S603
            return self._small(Path(folder) / "page.png")

    def _small(self, path: Path) -> bytes:
        with Image.open(path) as page:
            for width, colours in SIZES:
                height = page.height * width // page.width
                drawn = page.convert("L").resize((width, height), Image.Resampling.LANCZOS).quantize(colours)
                out = BytesIO()
                drawn.save(out, "PNG", optimize=True)
                if out.tell() <= LARGEST:
                    break
        return out.getvalue()

    def _example(self, kind: Kind) -> int:
        dossiers = Dossier.objects.exclude(state="draft").order_by("pk")
        returned = dossiers.filter(supplements__isnull=False)
        chosen = {
            "dossier": returned if kind.key == "return_letter" else dossiers.filter(state="recognised"),
            "session": Session.objects.filter(state="published", kind=kind.sitting or "meeting").order_by("pk"),
            "sheet": ScoreSheet.objects.filter(item__session__state="published", void_at=None).order_by("pk"),
            "proposal": Proposal.objects.filter(state="decided").order_by("pk"),
            "request": MinistryRequest.objects.order_by("pk"),
            "inspection": Inspection.objects.filter(state="concluded").order_by("pk"),
            "inspected": InspectedProduct.objects.filter(minutes__state="closed").order_by("pk"),
            "measure": CertificateEvent.objects.filter(kind="suspended").order_by("pk"),
            "report": YearReport.objects.filter(year=2024, district__isnull=kind.issuer != Issuer.DISTRICT),
            "round": Dossier.objects.none(),
        }[kind.subject]
        if kind.subject == "round":
            return dossiers.exclude(round=None).values_list("round", flat=True).first() or 0
        return chosen.values_list("pk", flat=True).first() or 0
