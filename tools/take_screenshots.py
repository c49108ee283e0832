"""Take the screenshots of the report that stand in the README and in docs/.

    python tools/take_screenshots.py [FOLDER]

Needs the extra `dev` and the Chromium of the system. Fonts are those of the machine, so that the files differ from one
machine to another; take them anew when the page has changed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from corpuskit import open_corpus
from corpuskit.report import ReportOptions
from corpuskit.report.page import make_report

ROOT = Path(__file__).resolve().parent.parent
# Name, address in the page, width, height.
SCREENSHOTS = [
    ("report-search", "search=charter", 1280, 800),
    ("report-timeline", "timeline=2024-07", 1280, 800),
]


def main() -> None:
    """Write the screenshots to the folder that was named, or to docs/images."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    report = make_report(open_corpus(ROOT / "seeds"), ReportOptions(title="seeds"))
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        page_path = Path(place, "report.html")
        page_path.write_bytes(b"".join(report.iter_bytes()))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for name, address, width, height in SCREENSHOTS:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"file://{page_path}#{address}")
            page.wait_for_timeout(500)
            page.screenshot(path=folder / f"{name}.png")
            print(folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
