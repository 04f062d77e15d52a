"""The page of a review: nothing in it runs but its own script, and in a browser it gives the right decisions."""

from __future__ import annotations

import base64
import hashlib
import html.parser
import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from cleanup.cli.app import app
from cleanup.core.judging import Proposed, Subject
from cleanup.core.model import Applicability, Edit, SourceText, Span
from cleanup.decisions.file import FILE_NAME, about_form, about_place, about_rule, parsed, written
from cleanup.gate.found import Checked, CheckRun, Found, Remedy
from cleanup.reports.check_formats import CHECK_FORMATS
from cleanup.reports.check_options import Shown
from cleanup.review.gather import Place
from cleanup.review.groups import grouped
from cleanup.review.page import page

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

NASTY = "</script><img src=x onerror=\"document.title='owned'\">"
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")


def _place(number: int, text: str, becomes: str | None, rule: str = "names-glued", file: str = "ch/1.txt") -> Place:
    subject = Subject(rule, text, becomes, f"word{number} of", "and so")
    proposed = Proposed(
        subject, Span(number, number + 1), f"about {text}", applicability=Applicability.SAFE, is_applied=True,
        lead=f"Line {number} ", tail=" goes on.",
    )  # fmt: skip
    return Place(file, number, proposed, Path(FILE_NAME).absolute())


def _places() -> list[Place]:
    return [
        _place(1, "Mara Veltai", "Mara Velt"),
        _place(2, "Mara Veltai", "Mara Velt", file="ch/2.txt"),
        _place(3, NASTY, "fine", "names-variant"),
        _place(4, " ,", ",", "spacing-before-mark"),
        _place(5, 'say "so"\\\x7f\t', "said\n", "grammar-verb"),
    ]


class _Reader(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_nothing_can_be_loaded_and_no_text_is_markup() -> None:
    text = page(grouped(_places()), [f"novel/{NASTY}"])
    reader = _Reader()
    reader.feed(text)
    assert [tag for tag, _ in reader.tags].count("script") == 2
    assert not any(tag in ("img", "link", "iframe") for tag, _ in reader.tags)
    names = {name for _, pairs in reader.tags for name in pairs}
    assert not any(name.startswith("on") or name in ("src", "href", "style") for name in names)
    (policy,) = (pairs["content"] for _, pairs in reader.tags if pairs.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag, kind in (("style", "style-src"), ("script", "script-src")):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy


def test_everything_is_in_it_and_the_same_input_gives_the_same_bytes() -> None:
    text = page(grouped(_places()), ["novel"])
    assert text == page(grouped(_places()), ["novel"])
    data = json.loads(text.partition('id="data">')[2].partition("</script>")[0])
    assert [group[1] for group in data["groups"]] == ["Mara Veltai", NASTY, 'say "so"\\\x7f\t', " ,"]
    assert data["files"] == [["ch/1.txt", "ch/1.txt"], ["ch/2.txt", "ch/2.txt"]]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """A real Chromium without a window; skips where there is none."""
    if BROWSER is None or DRIVER is None:
        pytest.skip("needs chromium and chromedriver")
    selenium = pytest.importorskip("selenium.webdriver")
    options = selenium.ChromeOptions()
    options.binary_location = BROWSER
    for argument in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "disable-extensions"):
        options.add_argument(f"--{argument}")
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('profile')}")
    options.add_experimental_option("prefs", {"download.default_directory": str(tmp_path_factory.mktemp("down"))})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    try:
        driver = selenium.Chrome(options=options, service=selenium.ChromeService(DRIVER))
    except Exception as error:  # noqa: BLE001 - a browser that does not start here says nothing about the page
        pytest.skip(f"chromium does not start: {error}")
    driver.set_script_timeout(120)
    driver.set_page_load_timeout(120)
    yield driver
    driver.quit()


@pytest.fixture
def opened(browser: Chrome, tmp_path: Path) -> Callable[[list[Place]], Chrome]:
    """Opens the page of some places, from disk."""

    def opening(places: list[Place]) -> Chrome:
        file = tmp_path / "review.html"
        file.write_text(page(grouped(places), ["novel"]), "utf-8")
        browser.get(file.as_uri())
        browser.execute_script("localStorage.clear()")
        browser.get(file.as_uri())
        _until(browser, "document.documentElement.dataset.ready")
        return browser

    return opening


def _until(browser: Chrome, condition: str) -> Any:
    """The value of an expression as soon as it is true."""
    end = time.monotonic() + 120
    while not (value := browser.execute_script(f"return {condition}")):
        assert time.monotonic() < end, condition
        time.sleep(0.05)
    return value


def _press(browser: Chrome, keys: str) -> None:
    from selenium.webdriver.common.by import By

    for key in keys:
        browser.switch_to.active_element.send_keys(key)
    assert browser.find_elements(By.TAG_NAME, "article")


def _click(browser: Chrome, element: WebElement) -> None:
    """Click where nothing lies over an element: a page that still scrolls may bring something there."""
    from selenium.common.exceptions import ElementClickInterceptedException

    end = time.monotonic() + 120
    while True:
        browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        try:
            element.click()
            return
        except ElementClickInterceptedException:
            assert time.monotonic() < end
            time.sleep(0.05)


def _exported(browser: Chrome) -> str:
    text: str = browser.execute_script("return exported()")
    return text


@pytest.mark.slow
def test_keys_and_clicks_make_the_file_that_cleanup_writes(opened: Callable[[list[Place]], Chrome]) -> None:
    from selenium.webdriver.common.by import By

    browser, places = opened(_places()), _places()
    assert browser.title == "Review of changes"
    assert not browser.find_elements(By.CSS_SELECTOR, "main img")
    _press(browser, "jny")  # no to the first form, yes to the second
    cards = browser.find_elements(By.TAG_NAME, "article")
    assert len(cards) == 4
    _click(browser, cards[3].find_element(By.CSS_SELECTOR, '[data-answer="instead"]'))
    field = cards[3].find_element(By.CSS_SELECTOR, "input")
    field.clear()
    field.send_keys("; \n")
    expected = [
        about_form(places[0].subject, "no"),
        about_form(places[2].subject, "yes"),
        about_form(places[3].subject, "instead", "; "),
    ]
    assert _exported(browser) == written(expected)
    _press(browser, "u")
    assert _exported(browser) == written(expected[:2])
    browser.refresh()
    _until(browser, "document.documentElement.dataset.ready")
    assert _exported(browser) == written(expected[:2])
    assert "2 of 4 forms decided" in browser.find_element(By.ID, "progress").text
    violations = [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]  # type: ignore[no-untyped-call]
    assert not violations


@pytest.mark.slow
def test_a_whole_rule_is_decided_with_one_key(opened: Callable[[list[Place]], Chrome]) -> None:
    from selenium.webdriver.common.by import By

    places = [*_places(), _place(6, "( ", "(", "spacing-before-mark")]
    browser = opened(places)
    browser.execute_script("byId('search').value = 'spacing-before'; redraw(false)")
    _press(browser, "jv")  # never: a rule
    assert "2 of 5 forms decided" in browser.find_element(By.ID, "progress").text
    assert browser.find_element(By.ID, "said").text.startswith("never: spacing-before-mark.")
    assert _exported(browser) == written([about_rule("spacing-before-mark", "no")])
    _press(browser, "u")
    assert _exported(browser) == written([])
    browser.execute_script("byId('search').value = 'veltai'; redraw(false)")
    _press(browser, "ja")  # a name: the form
    assert _exported(browser) == written([about_form(places[0].subject, "yes")])


@pytest.mark.slow
def test_keyboard_alone_and_a_screen_reader_know_where_they_are(opened: Callable[[list[Place]], Chrome]) -> None:
    from selenium.webdriver.common.by import By

    browser = opened(_places())
    card = browser.find_element(By.TAG_NAME, "article")
    assert card.accessible_name == "Mara Veltai becomes Mara Velt"
    row = card.find_element(By.CLASS_NAME, "answers")
    assert row.accessible_name == "Wherever it occurs: Mara Veltai becomes Mara Velt"
    card.find_element(By.CSS_SELECTOR, '[data-answer="no"]').send_keys(" ")
    focused = browser.switch_to.active_element
    assert (focused.text, focused.get_attribute("aria-pressed")) == ("No", "true")
    said = browser.find_element(By.ID, "said")
    assert said.get_attribute("aria-live") == "polite"
    assert said.text.startswith("Mara Veltai: no. 1 of 4 forms decided")
    unnamed = [
        each.get_attribute("id")
        for each in browser.find_elements(By.CSS_SELECTOR, "input, select, button, textarea")
        if each.is_displayed() and not each.accessible_name
    ]
    assert not unnamed


@pytest.mark.slow
def test_the_findings_of_a_check_are_a_page_to_read(browser: Chrome, tmp_path: Path) -> None:
    from selenium.webdriver.common.by import By

    text = f"Then MaraVelt left ,and {NASTY} slept.\n"
    found = Found("spacing-before-mark", Span(18, 20), "a space", remedy=Remedy.SAFE, edits=(Edit(Span(18, 19), ""),))
    report = Found("names-unknown", Span(5, 13), "a name without an entry", source=SourceText("名", "raw/1.txt", 1))
    run = CheckRun((Checked("ch/1.txt", text, (report, found)),))
    file = tmp_path / "check.html"
    file.write_text(CHECK_FORMATS["html"].render(run, Shown()), "utf-8")
    browser.get(file.as_uri())
    _until(browser, "document.documentElement.dataset.ready")
    assert browser.title == "Findings"
    assert [each.text for each in browser.find_elements(By.TAG_NAME, "h2")] == ["MaraVelt", "␣, → ,"]
    assert "“名”" in browser.find_element(By.CLASS_NAME, "source").text
    assert not browser.find_elements(By.CSS_SELECTOR, "[data-answer], #download, #undo")
    assert not browser.find_elements(By.CSS_SELECTOR, "main img")
    _press(browser, "jyu")
    violations = [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]  # type: ignore[no-untyped-call]
    assert not violations


@pytest.mark.slow
def test_from_the_page_to_the_bytes_and_on_to_an_edited_chapter(
    browser: Chrome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Page, click, export, take over, clean; then the chapter is edited, and the decisions still hold."""
    from selenium.webdriver.common.by import By

    monkeypatch.chdir(tmp_path)
    (tmp_path / "cleanup.toml").write_text('glossaries = ["glossary.toml"]\npacks = []\n', "utf-8")
    (tmp_path / "glossary.toml").write_text('[[term]]\nname = "Mara Velt"\nkind = "person"\n', "utf-8")
    chapter = tmp_path / "novel" / "1.txt"
    chapter.parent.mkdir()
    opening = "Then MaraVelt left the cold hall ,and nobody saw her go.\n"
    closing = "\nIn the morning the old guard read MaraVelt on the wall.\n"
    chapter.write_text(opening + closing, "utf-8")

    _cleanup("review", "novel", "--no-grammar", "--html", "review.html")
    browser.get((tmp_path / "review.html").as_uri())
    browser.execute_script("localStorage.clear()")
    browser.get((tmp_path / "review.html").as_uri())
    _until(browser, "document.documentElement.dataset.ready")
    names, spacing = browser.find_elements(By.TAG_NAME, "article")
    _click(browser, names.find_element(By.CSS_SELECTOR, "[data-open]"))
    _click(browser, names.find_elements(By.TAG_NAME, "li")[1].find_element(By.CSS_SELECTOR, '[data-answer="no"]'))
    _click(browser, names.find_element(By.CSS_SELECTOR, ':scope > .answers [data-answer="yes"]'))
    _click(browser, spacing.find_element(By.CSS_SELECTOR, '[data-rule="no"]'))
    (tmp_path / "downloaded.toml").write_text(_exported(browser), "utf-8")

    assert "3 decisions read, 3 of them new" in _cleanup("review", "novel", "--decisions", "downloaded.toml")
    _cleanup("clean", "novel", "--no-grammar", "--write")
    mended = opening.replace("MaraVelt", "Mara Velt")
    assert chapter.read_bytes() == (mended + closing).encode()
    assert "0 findings" in _cleanup("check", "novel", "--no-grammar")

    chapter.write_text(f"A new first paragraph ,with MaraVelt in it.\n{closing}\n{opening}", "utf-8")
    _cleanup("clean", "novel", "--no-grammar", "--write")
    assert chapter.read_text("utf-8") == f"A new first paragraph ,with Mara Velt in it.\n{closing}\n{mended}"


def _cleanup(*arguments: str) -> str:
    """Run the command in this folder; all that it says."""
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.slow
def test_places_search_and_chapters(opened: Callable[[list[Place]], Chrome]) -> None:
    from selenium.webdriver.common.by import By

    browser, places = opened(_places()), _places()
    browser.execute_script("byId('search').value = 'VELTAI'; redraw(false)")
    (card,) = browser.find_elements(By.TAG_NAME, "article")
    _click(browser, card.find_element(By.CSS_SELECTOR, "[data-open]"))
    lines = card.find_elements(By.TAG_NAME, "li")
    assert [line.find_element(By.CLASS_NAME, "where").text for line in lines] == ["ch/1.txt:1", "ch/2.txt:2"]
    _click(browser, lines[1].find_element(By.CSS_SELECTOR, '[data-answer="no"]'))
    expected = [about_place(places[1].subject, "ch/2.txt", "no")]
    assert _exported(browser) == written(expected)
    browser.execute_script("byId('search').value = ''; byId('view').value = 'chapters'; redraw(false)")
    assert [each.text for each in browser.find_elements(By.TAG_NAME, "h3")] == ["ch/1.txt", "ch/2.txt"]
    assert len(browser.find_elements(By.TAG_NAME, "article")) == 5
    assert parsed(_exported(browser), "x") == expected


@pytest.mark.slow
def test_the_download_is_the_file(opened: Callable[[list[Place]], Chrome], tmp_path: Path) -> None:
    from selenium.webdriver.common.by import By

    browser = opened(_places())
    folder = tmp_path / "down"
    folder.mkdir()
    browser.execute_cdp_cmd("Page.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})  # type: ignore[no-untyped-call]
    _press(browser, "jn")
    _click(browser, browser.find_element(By.ID, "download"))
    end = time.monotonic() + 120
    while not [path for path in folder.iterdir() if path.suffix == ".toml"]:
        assert time.monotonic() < end
        time.sleep(0.05)
    (file,) = folder.glob("*.toml")
    assert file.name == FILE_NAME
    assert file.read_text("utf-8") == _exported(browser) == written([about_form(_places()[0].subject, "no")])


@pytest.mark.slow
def test_ten_thousand_changes_are_drawn_a_few_at_a_time_and_fit_a_phone(
    opened: Callable[[list[Place]], Chrome],
) -> None:
    places = [_place(n, f"Form{n // 3}x" + "y" * (n % 7 == 0) * 90, f"Form{n // 3}") for n in range(10_000)]
    browser = opened(places)
    assert browser.execute_script("return document.querySelectorAll('article').length") < 300
    browser.execute_script("move(1000)")
    assert browser.execute_script("return document.querySelectorAll('article.here').length") == 1
    for width in (390, 1280):
        metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 400}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)  # type: ignore[no-untyped-call]
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})  # type: ignore[no-untyped-call]
