"""Build what the browser and the printer need: `python tools/build_assets.py [--force]`.

npm packages (fonts, icons, Alpine, axe) come by `npm ci` from the committed lock file, and only when that
file changed; the few files we use are copied, ours are joined. Static files go to var/assets/web, TrueType
fonts for papers to var/fonts. Nothing is written when nothing changed. Standard library only.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "ocop" / "web" / "assets"
MODULES = ROOT / "node_modules"
OUT = ROOT / "var" / "assets" / "web"
FONTS = ROOT / "var" / "fonts"
MARK = ROOT / "var" / "assets-built.json"

PAGE_FONT = MODULES / "@fontsource" / "be-vietnam-pro"
PAPER_FONTS = {
    "@expo-google-fonts/tinos": ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"),
    "@expo-google-fonts/be-vietnam-pro": (
        *("400Regular", "400Regular_Italic", "500Medium", "600SemiBold", "700Bold", "700Bold_Italic"),
    ),
}
# Two weights carry the pages; a third would cost 34 KB of the 150 KB first visit (docs/adr/0003).
WEIGHTS, LEAN_WEIGHTS, SUBSETS = (400, 600), (600,), ("latin", "vietnamese")
STYLES = {
    "ui.css": ("tokens", "base", "shapes", "layout", "components", "forms", "tablet", "council", "print"),
    "lean.css": ("tokens", "base", "shapes", "lean"),
}
SCRIPTS = {"ui.js": ("small", "dialog", "autosave", "upload")}


def say(text: str) -> None:
    """Progress for whoever waits."""
    sys.stdout.write(f"  {text}\n")
    sys.stdout.flush()


def digest(paths: Iterable[Path]) -> str:
    """One hash over names and contents."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def fetch_packages() -> None:
    """`npm ci` through the node that pip installed; a broken download leaves no half-made folder behind."""
    npm = Path(sys.executable).parent / "npm"
    if not npm.exists():
        sys.exit(f"Không thấy {npm}: hãy chạy `make env` trước.")
    say("npm ci …")
    # the certificates of the machine: an office network often has its own
    env = {"NODE_USE_SYSTEM_CA": "1", **os.environ}
    done = subprocess.run([str(npm), "ci"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(MODULES, ignore_errors=True)
        sys.exit("npm ci không thành công:\n" + done.stderr[-3000:])


def squeeze_css(text: str) -> str:
    """Drop comments and needless space; safe because our sources put no braces into strings."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,]) ?", r"\1", text).replace(";}", "}").strip() + "\n"


def squeeze_js(text: str) -> str:
    """Drop whole-line comments and indentation; the rest is left to compression."""
    text = re.sub(r"^/\*\*?.*?\*/", "", text, count=1, flags=re.DOTALL)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def font_faces(weights: Iterable[int]) -> str:
    """@font-face rules for our weights, each subset fetched only where its letters occur."""
    rules = []
    for weight in weights:
        for subset in SUBSETS:
            css = (PAGE_FONT / f"{weight}.css").read_text(encoding="utf-8")
            block = css.split(f"/* be-vietnam-pro-{subset}-{weight}-normal */", 1)[1]
            letters = re.search(r"unicode-range:\s*([^;]+);", block)
            assert letters, f"no unicode-range for {subset} {weight}"
            # bold asks for 700 and gets the semibold file: one weight less to load
            span = "500 900" if weight == 600 else "400"
            rules.append(
                '@font-face{font-family:"Be Vietnam Pro";font-style:normal;font-display:swap;'
                f'font-weight:{span};src:url("fonts/be-vietnam-pro-{subset}-{weight}.woff2") format("woff2");'
                f"unicode-range:{letters[1]}}}\n"
            )
    return "".join(rules)


def sprite() -> str:
    """All icons of icons.txt in one file, as symbols."""
    symbols = []
    for name in (SOURCES / "icons.txt").read_text(encoding="utf-8").split():
        svg = (MODULES / "@tabler/icons/icons/outline" / f"{name}.svg").read_text(encoding="utf-8")
        inner = re.sub(r'<path stroke="none"[^>]*/>', "", svg.split(">", 1)[1].rsplit("</svg>", 1)[0])
        inner = re.sub(r"\s+", " ", inner).replace("> <", "><").replace(" />", "/>").strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{inner}</symbol>\n')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "".join(symbols) + "</svg>\n"


def write(path: Path, text: str) -> None:
    """Text without references to maps that we do not ship (manifest storage would refuse them)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = re.sub(r"/[/*][#@]\s*sourceMappingURL=\S*(\s*\*/)?", "", text)
    path.write_text(text, encoding="utf-8")


def copy_fonts() -> None:
    """woff2 for pages, TrueType for papers, each with its licence beside it."""
    (OUT / "fonts").mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        for subset in SUBSETS:
            name = f"be-vietnam-pro-{subset}-{weight}"
            shutil.copyfile(PAGE_FONT / f"files/{name}-normal.woff2", OUT / f"fonts/{name}.woff2")
    shutil.copyfile(PAGE_FONT / "LICENSE", OUT / "fonts" / "LICENSE.txt")
    FONTS.mkdir(parents=True, exist_ok=True)
    for package, cuts in PAPER_FONTS.items():
        folder = MODULES / package
        for cut in cuts:
            for file in (folder / cut).glob("*.ttf"):
                shutil.copyfile(file, FONTS / file.name)
        shutil.copyfile(folder / "LICENSE_FONT", FONTS / f"LICENSE-{package.rsplit('/', 1)[1]}.txt")


def build() -> None:
    """Write every file anew."""
    shutil.rmtree(OUT, ignore_errors=True)
    copy_fonts()
    for target, parts in STYLES.items():
        faces = font_faces(LEAN_WEIGHTS if target == "lean.css" else WEIGHTS)
        ours = "".join((SOURCES / f"css/{part}.css").read_text(encoding="utf-8") for part in parts)
        write(OUT / target, faces + squeeze_css(ours))
    for target, parts in SCRIPTS.items():
        bodies = ((SOURCES / f"js/{part}.js").read_text(encoding="utf-8") for part in parts)
        # each source keeps its names to itself; none imports another
        write(OUT / target, "".join("{\n" + squeeze_js(body) + "\n}\n" for body in bodies))
    alpine = MODULES / "@alpinejs/csp/dist/cdn.min.js"
    write(OUT / "alpine-csp.js", alpine.read_text(encoding="utf-8"))
    write(OUT / "icons.svg", sprite())
    for svg in SOURCES.glob("*.svg"):
        shutil.copyfile(svg, OUT / svg.name)


def main() -> None:
    """Do only what has changed since the last time."""
    started = time.monotonic()
    lock = digest([ROOT / "package.json", ROOT / "package-lock.json"])
    ours = digest([*(p for p in SOURCES.rglob("*") if p.is_file()), Path(__file__).resolve()])
    before = json.loads(MARK.read_text()) if MARK.exists() and "--force" not in sys.argv else {}
    fetched = before.get("lock") == lock and MODULES.exists()
    if fetched and before.get("ours") == ours and (OUT / "ui.css").exists() and FONTS.exists():
        return
    if not fetched:
        fetch_packages()
    build()
    MARK.parent.mkdir(exist_ok=True)
    MARK.write_text(json.dumps({"lock": lock, "ours": ours}))
    say(f"Đã dựng giao diện trong {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()
