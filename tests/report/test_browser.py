"""The report in a real browser: every section, by mouse and by keyboard, small and wide, light and dark, on paper.

Chromium of the system runs without a network; whatever a page asks for, or writes to the console, is a fault.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest
from tests.conftest import ROOT, SEEDS, clean_environment
from tests.report.conftest import render

pytestmark = pytest.mark.slow
CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
SECTIONS = ("documents", "search", "timeline", "people", "repeated", "words", "made")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
HOSTILE = "</script><img src=x onerror=document.title='run'><script>document.title='run'</script>\u202e\u0007"


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="the extra 'dev' is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def seeds_file(tmp_path_factory, seeds_page):
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(seeds_page, encoding="utf-8")
    return path


class Watched:
    """A page, and all that it does that a report may not do."""

    def __init__(self, browser, path, *, width=1280, height=900, **context):
        self.context = browser.new_context(viewport={"width": width, "height": height}, **context)
        self.page = self.context.new_page()
        self.faults = []
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self._check_request(request.url))
        self.path = path
        self.open("")

    def _check_request(self, url):
        if not url.startswith(("file:", "data:,")):
            self.faults.append(url)

    def open(self, address):
        self.page.goto(f"file://{self.path}{address}")

    def close(self):
        self.context.close()
        assert self.faults == []


@pytest.fixture
def open_page(browser, seeds_file):
    opened = []

    def open_it(path=seeds_file, **options):
        opened.append(Watched(browser, path, **options))
        return opened[-1]

    yield open_it
    for each in opened:
        each.close()


def wait_until(page, expression):
    """Wait for an expression to be true; `wait_for_function` would need what the policy of the page forbids."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)


def list_texts(page, selector):
    return page.locator(selector).all_inner_texts()


def open_section(page, name):
    """Go to a section, and wait until it is there: the script hears of it later."""
    page.click(f"nav a[href='#{name}']")
    page.wait_for_selector(f"nav a[aria-current][href='#{name}']")


def find_column(page, table, column):
    return page.locator(f"#{table}-table tbody tr > :nth-child({column})")


def read_column(page, table, column):
    return find_column(page, table, column).all_inner_texts()


def expect(locator):
    """Return what is expected of a place, for which it waits: the script draws when it gets to it."""
    from playwright.sync_api import expect as expect_of

    return expect_of(locator)


@pytest.mark.parametrize("width", [360, 1024, 1600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_section_opens_and_fits_the_screen(width, scheme, open_page):
    page = open_page(width=width, color_scheme=scheme).page
    for name in SECTIONS:
        open_section(page, name)
        expect(page.locator("main > section:visible")).to_have_attribute("id", name)
        expect(page.locator("nav a[aria-current]")).to_have_attribute("href", f"#{name}")
        expect(page.locator("nav a[aria-current]")).to_be_in_viewport(ratio=0.99)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_the_rows_that_the_script_draws_are_those_of_the_page(browser, open_page, seeds_file):
    scripted = open_page().page
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"file://{seeds_file}")
    for name, section in (
        ("documents", "documents"), ("paragraphs", "search"), ("dates", "timeline"), ("speakers", "people"),
        ("quotes", "people"), ("copies", "repeated"), ("words", "words"), ("keywords", "words"), ("collocates", "words"),
    ):  # fmt: skip
        open_section(scripted, section)
        drawn = scripted.evaluate(
            """name => [...document.querySelectorAll(`#${name}-table tbody tr`)].slice(0, 200).map((row) =>
            [...row.cells].filter((cell) => cell.className !== 'k-actions').map((cell) => cell.outerHTML))""",
            name,
        )
        written = plain.locator(f"#{name}-table tbody tr").all()
        assert len(drawn) == len(written)
        for row, element in zip(drawn[:60], written[:60], strict=True):
            # The end tags that the template leaves out stand on the next line.
            cells = [cell.evaluate("cell => cell.outerHTML") for cell in element.locator("td").all()]
            assert row == [re.sub(r"\s+</td>$", "</td>", cell) for cell in cells]
    context.close()


def test_a_click_on_a_heading_sorts_and_says_so(open_page):
    page = open_page().page
    heading = page.locator("#documents-table th", has_text="words")
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    expect(find_column(page, "documents", 4)).to_have_text(["3799", "864", "723", "561", "423"])
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    expect(find_column(page, "documents", 4)).to_have_text(["423", "561", "723", "864", "3799"])


def test_rows_without_a_value_come_last_in_both_directions(open_page):
    page = open_page().page
    for _ in range(2):
        page.locator("#documents-table th", has_text="date").first.locator("button").click()
        assert read_column(page, "documents", 3)[-1] == ""


def test_a_filter_keeps_the_rows_with_all_words_whatever_their_marks(open_page):
    page = open_page().page
    page.fill("#documents-filter", "الامين المتحده")
    expect(page.locator("#documents-table tbody tr")).to_have_count(1)
    expect(page.locator("#documents .count")).to_have_text("1 of 5 rows")
    page.fill("#documents-filter", "council secretaries")
    expect(find_column(page, "documents", 1)).to_have_text(
        ["Dushanbe Hosts SCO Security Council Secretaries Meeting"]
    )


@pytest.mark.parametrize(
    "query",
    ["charter", "UN Charter", "secur*", "security council", "the", "مجلس الأمن", "الامم المتحدة", "multi*"],
)
def test_a_search_finds_what_kwic_finds(query, open_page, corpuskit):
    process = corpuskit("kwic", query, "seeds", "-f", "jsonl")
    expected = [json.loads(line) for line in process.stdout.splitlines()]
    page = open_page().page
    open_section(page, "search")
    page.fill("#search-box .query", query)
    wait_until(page, "document.querySelector('.tally b')?.textContent")
    assert page.locator(".tally b").inner_text().split()[0] == str(len(expected))
    found = page.evaluate(
        "DataTable.all.find((table) => table.name === 'hits').rows.map((row) => [row[2], row[0][1]])"
    )
    documents = sorted(path.stem for path in SEEDS.glob("*.txt"))
    assert [[documents[at[0]], *at[1:], text] for at, text in found] == [
        [record["doc"], record["line"], record["start"], record["end"], record["match"]]
        for record in expected
    ]


def test_arabic_lines_read_from_right_to_left(open_page):
    watched = open_page()
    watched.open("#search=" + "مجلس الأمن")
    page = watched.page
    line = page.locator("#hits .line").first
    assert line.get_attribute("dir") == "rtl"
    boxes = [line.locator(part).bounding_box()["x"] for part in (".before", "mark", ".after")]
    assert boxes == sorted(boxes, reverse=True)
    assert page.locator("#hits td.k-conc").first.get_attribute("lang") == "ar"


def test_lines_are_sorted_by_their_neighbours_and_filtered_by_document(open_page):
    watched = open_page()
    watched.open("#search=charter")
    page = watched.page
    page.select_option("select[aria-label='Sort by']", "R1")
    nexts = page.evaluate(
        "DataTable.all.find((table) => table.name === 'hits').rows.map((row) => listWords(row[0][2])[0] || '')"
    )
    assert nexts == sorted(nexts)
    assert len(set(nexts)) > 5
    page.select_option("select[aria-label='document']", "1")
    wait_until(page, "document.querySelector('.tally b').textContent === '5 hits'")
    expect(page.locator("#hits-table tbody tr")).to_have_count(5)


def test_a_bar_of_the_timeline_shows_its_dates_with_their_reasons(open_page):
    page = open_page().page
    open_section(page, "timeline")
    bar = page.locator("figure.timeline[data-unit=month] a[href='#timeline=2024-07']")
    expect(bar.locator("title")).to_have_text("2024-07: 17 dates, 12 with an inferred year")
    bar.click()
    expect(page.locator("#dates-table tbody tr")).to_have_count(17)
    assert "inferred" in list_texts(page, "#dates-table tbody td:nth-child(3)")
    page.click("#timeline .chip button")
    expect(page.locator("#dates-table tbody tr")).to_have_count(40)


def test_a_speaker_leads_to_what_the_speaker_says(open_page):
    page = open_page().page
    open_section(page, "people")
    page.click("#speakers-table a:has-text('Sergey Lavrov')")
    expect(page.locator("#quotes-table tbody tr")).to_have_count(10)
    expect(find_column(page, "quotes", 2)).to_have_text(["Sergey Lavrov"] * 10)
    page.click("#people .chip button")
    expect(page.locator("#quotes-table tbody tr")).to_have_count(25)


def test_a_place_leads_into_the_text_and_marks_it(open_page):
    page = open_page().page
    open_section(page, "timeline")
    page.locator("#dates-table td.k-plac a").nth(1).click()
    expect(page.locator("main > section:visible")).to_have_attribute("id", "read")
    expect(page.locator(".reading mark.target")).to_have_text(["July 19, 2024"])
    expect(page.locator(".reading mark.target")).to_be_visible()
    page.go_back()
    expect(page.locator("main > section:visible")).to_have_attribute("id", "timeline")


def test_copies_open_with_their_differences(open_page):
    page = open_page().page
    open_section(page, "repeated")
    page.select_option("#repeated select", label="numbers (2)") if page.locator(
        "#repeated option", has_text="numbers (2)"
    ).count() else page.fill("#copies-filter", "strengthen foreign policy")
    page.locator("#copies-table details summary").first.click()
    assert page.locator("#copies-table details ins:visible").count() > 0


def test_rows_and_citations_are_copied(open_page):
    watched = open_page(permissions=["clipboard-read", "clipboard-write"])
    page = watched.page
    open_section(page, "timeline")
    page.locator("#dates-table button", has_text="cite").nth(1).click()
    page.wait_for_selector("#status.shown")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "“July 19, 2024” — Secretary General of the CIS S.Lebedev took part in the debate at the UN Security Council; "
        "000_b756cdfa15a2d7d9, line 7, characters 149–162."
    )
    page.locator("#dates-table button", has_text="csv").nth(1).click()
    wait_until(page, "document.getElementById('status').textContent === 'Row copied as CSV'")
    text = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert text == (
        'value,text,status,reason,doc,line,start,end\n2024-07-19,"July 19, 2024",written,,000_b756cdfa15a2d7d9,7,149,162\n'
    )


def test_the_keyboard_reaches_everything(open_page):
    page = open_page().page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for name in SECTIONS:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == f"#{name}"
    page.locator("nav a[href='#search']").focus()
    page.keyboard.press("Enter")
    wait_until(page, "document.activeElement.id === 'search-title'")
    page.keyboard.press("Tab")
    page.keyboard.type("charter")
    wait_until(page, "document.querySelector('.tally b')?.textContent === '31 hits'")
    page.locator("nav a[href='#timeline']").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("nav a[aria-current][href='#timeline']")
    bars = page.locator("figure.timeline[data-unit=month] a")
    bars.first.focus()
    page.keyboard.press("ArrowRight")
    expect(bars.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#timeline .chip")).to_be_visible()


def test_on_paper_all_sections_stand_one_below_the_other(open_page):
    page = open_page().page
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for name in SECTIONS:
        expect(page.locator(f"#{name}-title")).to_be_visible()
    expect(page.locator("nav")).not_to_be_visible()
    assert page.pdf().startswith(b"%PDF")


def test_without_a_script_the_first_rows_are_there(browser, seeds_file):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{seeds_file}")
    for name in SECTIONS:
        expect(page.locator(f"#{name}-title")).to_be_visible()
    expect(page.locator("#paragraphs-table tbody tr")).to_have_count(200)
    context.close()


def test_hostile_text_is_inert_in_every_field(open_page, tmp_path):
    said = f"The council met on June 3, 2021 and Ann Lee said: “{HOSTILE} we agree {HOSTILE} with all of it.” {HOSTILE}"
    rows = [
        {"id": f"{number}{HOSTILE}", "text": f"{said} {'one ' * number}", "title": HOSTILE, "source": f"{HOSTILE}{number % 2}",
         "date": "2021-06-04", "field": f"{HOSTILE}{number}"}
        for number in range(4)
    ]  # fmt: skip
    source = tmp_path / "rows.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    path = tmp_path / "hostile.html"
    path.write_text(render(source, title=HOSTILE), encoding="utf-8")
    watched = open_page(path)
    page = watched.page
    title = page.title()
    for name in SECTIONS:
        open_section(page, name)
    watched.open("#search=" + "onerror")
    wait_until(page, "document.querySelector('.tally b')?.textContent")
    watched.open("#read=0:5-9")
    watched.open("#" + HOSTILE)
    assert page.title() == title
    expect(page.locator("main img")).to_have_count(0)
    assert page.evaluate("document.scripts.length") == 11


def test_a_text_that_is_cut_says_where(open_page, tmp_path):
    path = tmp_path / "cut.html"
    path.write_text(render(SEEDS, max_rows=30), encoding="utf-8")
    watched = open_page(path)
    cut, line = watched.page.evaluate("readData('page').cut")
    watched.open(f"#read={cut}:99990-99999")
    rest = f"The text of this document from line {line} on was left out of the page."
    expect(watched.page.locator("#reader article > p").last).to_have_text(rest)
    expect(watched.page.locator("#reader article > p").last).to_be_in_viewport()
    watched.open(f"#read={cut - 1}")
    expect(watched.page.locator("#reader article header h3")).not_to_be_empty()
    assert "left out" not in watched.page.locator("#reader article").inner_text()
    watched.open(f"#read={cut + 1}")
    expect(watched.page.locator("#reader article")).to_contain_text("The text of this document was left out")


def test_a_table_of_any_command_is_a_page(open_page, tmp_path, corpuskit):
    for command in (["kwic", "مجلس الأمن"], ["dedupe", "--pairs"], ["list"], ["words", "-n", "700"]):
        path = tmp_path / f"{command[0]}.html"
        assert corpuskit(*command, "seeds", "-o", path).returncode == 0
        page = open_page(path).page
        assert page.locator("#records-table tbody tr").count() > 0
    expect(page.locator(".count")).to_have_text("700 rows")
    page.fill("#records-filter", "charter")
    assert (
        read_column(page, "records", 2)
        == ["charter", "uncharterisourrules"][: page.locator("#records-table tbody tr").count()]
    )


# Where `npm install axe-core` puts it; it is no part of the repository.
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_no_serious_findings(scheme, open_page):
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm install axe-core")
    watched = open_page(bypass_csp=True, color_scheme=scheme)
    page = watched.page
    page.add_script_tag(path=AXE)
    for address in (*SECTIONS, "search=charter", "timeline=2024-07", "read=3:100-120"):
        page.evaluate("address => { location.hash = '#' + address }", address)
        page.wait_for_timeout(150)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        serious = [
            (each["id"], [node["html"][:160] for node in each["nodes"][:3]])
            for each in found["violations"]
            if each["impact"] in ("serious", "critical")
        ]
        assert serious == [], address


def test_chromium_itself_prints_the_report(tmp_path, seeds_file):
    if CHROMIUM is None:
        pytest.skip("there is no Chromium")
    target = tmp_path / "report.pdf"
    subprocess.run(
        [CHROMIUM, *ARGUMENTS, f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={target}", f"file://{seeds_file}"],
        capture_output=True, timeout=120, check=True, env=clean_environment(),
    )  # fmt: skip
    assert target.read_bytes().startswith(b"%PDF")
