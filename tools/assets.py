"""Copy the few files we use out of node_modules, by name."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERVED = "bestfew/web/static/vendor"  # reaches the browser
PRINTED = "bestfew/campaigns/fonts"  # what leaflets are set in
TESTED = "tests/vendor"  # only the tests see it

COPIES = {
    "@tabler/core/dist/css/tabler.min.css": SERVED,
    "axe-core/axe.min.js": TESTED,
    "ical.js/dist/ical.min.js": TESTED,
    **{
        f"@expo-google-fonts/{package}/{weight}/{name}_{weight}.ttf": PRINTED
        for package, name in (
            ("be-vietnam-pro", "BeVietnamPro"),
            ("noto-sans-thai", "NotoSansThai"),
            ("noto-sans-sc", "NotoSansSC"),
        )
        for weight in ("400Regular", "700Bold")
    },
}

SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=\S+ \*/\s*$")  # we do not serve it


def main() -> None:
    for folder in (SERVED, PRINTED, TESTED):
        shutil.rmtree(ROOT / folder, ignore_errors=True)
        (ROOT / folder).mkdir(parents=True)
    for source, folder in COPIES.items():
        copied = Path(shutil.copy(ROOT / "node_modules" / source, ROOT / folder))
        if copied.suffix in (".css", ".js"):
            copied.write_text(SOURCE_MAP.sub("", copied.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
