"""The profile in a real browser: by keyboard, on a phone, without network, without a script."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from networking.accounts.models import User
from networking.profiles.models import Profile
from tests.factories import UserFactory
from tests.services.servers import wait_until
from tests.services.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]
PAGES = ("/me/profile/", "/me/profile/practice/", "/me/profile/pace/")


@pytest.fixture
def claire(live_site: Site) -> User:
    return UserFactory.create(given_name="Claire", family_name="Fontanel")


@pytest.fixture
def open_page(browser: Browser, live_site: Site, claire: User) -> Iterator[Open]:
    """Opens a page as Claire; fails if a script or the policy complained."""
    client = Client()
    client.force_login(claire)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    complaints: list[str] = []
    contexts = []

    def overhear(message: Any) -> None:
        # What answers 422, or not at all, on purpose.
        if message.type == "error" and not message.text.startswith(("Failed to load", "htmx:")):
            complaints.append(message.text)

    def opened(path: str = "/me/profile/", width: int = 390, **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            locale="fr",
            reduced_motion="reduce",
            base_url=live_site.url,
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site.url}]
        )
        page = context.new_page()
        page.on("console", overhear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        if options.get("java_script_enabled", True) and path == "/me/profile/":
            expect(page.locator("[data-editor] [type=submit]")).to_be_hidden()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def mine() -> Profile:
    return Profile.objects.get()


def sign(page: Page, part: str) -> Any:
    return page.locator(f"#{part}-sign")


def to(page: Page, selector: str, most: int = 90) -> None:
    """Press Tab until this has the focus."""
    for _press in range(most):
        if page.evaluate("(wanted) => document.activeElement?.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {selector} by keyboard")


def photograph(folder: Path) -> Path:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (1200, 600), "red")
    picture.paste("blue", (600, 0, 1200, 600))
    picture.save(folder / "moi.jpg")
    return folder / "moi.jpg"


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    open_page: Open, live_site: Site
) -> None:
    for width, scheme in ((390, "light"), (1280, "dark")):
        page = open_page(width=width, color_scheme=scheme)
        for path in PAGES:
            page.goto(path)
            page.evaluate("for (const more of document.querySelectorAll('details')) more.open = 1")
            found = Axe().run(page)
            assert found.violations_count == 0, (path, width, found.generate_report())
            assert page.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            ), (path, width)


def test_a_profile_is_written_by_keyboard_alone_and_saves_itself(open_page: Open) -> None:
    page = open_page()
    to(page, "#id_headline")
    page.keyboard.type("Des tables où l’on tient à douze")
    to(page, "[name=languages][value=fr]")
    page.keyboard.press("Space")
    expect(sign(page, "me")).to_contain_text("Enregistré")
    to(page, "[data-outline]")
    page.keyboard.press("Enter")
    expect(page.locator("#id_pitch")).to_be_focused()
    page.keyboard.type("menuisière")
    expect(page.locator("[data-pitch-words]")).not_to_have_text("0")
    expect(sign(page, "pitch")).to_contain_text("Enregistré")
    to(page, "[name=offers_tag]")
    page.keyboard.type("Mobilier")
    page.keyboard.press("Tab")
    page.keyboard.type("une table à vos mesures")
    # The word was kept when it was left, the sentence is when one stops.
    wait_until(lambda: any(each.sentence for each in mine().offers), "the sentence")
    expect(sign(page, "giving")).to_contain_text("Enregistré")
    saved = mine()
    assert saved.headline == "Des tables où l’on tient à douze"
    assert saved.languages == ["fr"]
    assert saved.pitch.splitlines()[0] == "Je suis menuisière"
    assert [each.sentence for each in saved.offers] == ["une table à vos mesures"]
    expect(page.locator("#readiness")).to_contain_text("5/8")


def test_an_outline_comes_after_what_is_there_and_can_be_taken_back(open_page: Open) -> None:
    page = open_page()
    page.locator("#id_pitch").fill("Je fais des tables.")
    page.locator("[data-outline]").nth(2).click()
    text = page.locator("#id_pitch").input_value()
    assert text.startswith("Je fais des tables.\n\n")
    assert text.count("\n") == 5
    page.locator("[data-outline]").nth(2).click()
    assert page.locator("#id_pitch").input_value() == text
    page.keyboard.press("Control+z")
    expect(page.locator("#id_pitch")).to_have_value("Je fais des tables.")


def test_speaking_time_follows_the_keys_and_ones_own_pace(open_page: Open) -> None:
    page = open_page()
    seconds = page.locator("[data-pitch-time] .ring__text")
    page.locator("#id_pitch").fill("mot " * 151)
    expect(seconds).to_have_text("61")
    expect(page.locator("[data-pitch-over]")).to_be_visible()
    page.locator("summary", has_text="Mon rythme").click()
    page.locator("#id_pace").fill("200")
    expect(seconds).to_have_text("46")
    expect(page.locator("[data-pitch-over]")).to_be_hidden()


def test_what_could_not_be_saved_says_so_stays_and_leaves_when_the_network_is_back(
    open_page: Open,
) -> None:
    page = open_page()
    page.context.set_offline(True)
    page.locator("#id_starter_1").fill("Le chêne")
    expect(sign(page, "starters")).to_contain_text("pas de réseau")
    expect(page.locator("#id_starter_1")).to_have_value("Le chêne")
    page.context.set_offline(False)
    expect(sign(page, "starters")).to_contain_text("Enregistré")
    assert mine().starters == "Le chêne"


def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(open_page: Open) -> None:
    page = open_page()
    page.locator("#id_website").fill("pas une adresse")
    expect(sign(page, "reach")).to_contain_text("Pas encore enregistré")
    expect(page.locator("#id_website")).to_have_value("pas une adresse")
    page.locator("#id_website").fill("tables.example")
    expect(sign(page, "reach")).to_contain_text(re.compile("^\\s*Enregistré\\s*$"))


def test_signed_out_meanwhile_one_keeps_ones_words(open_page: Open) -> None:
    page = open_page()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("#id_starter_1").fill("Le chêne")
    expect(sign(page, "starters")).to_contain_text("déconnecté")
    expect(page.locator("#id_starter_1")).to_have_value("Le chêne")
    assert page.url.endswith("/me/profile/")


def test_leaving_at_once_loses_no_word(open_page: Open) -> None:
    page = open_page()
    page.locator("#id_starter_1").fill("Le chêne")
    page.goto("/me/profile/practice/")
    page.goto("/me/profile/")
    expect(page.locator("#id_starter_1")).to_have_value("Le chêne")


def test_a_picture_is_moved_enlarged_and_kept_by_keyboard(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    page.set_input_files("[data-face] input[type=file]", photograph(tmp_path))
    expect(page.locator("[data-crop-canvas]")).to_be_focused()
    page.keyboard.press("+")
    for _step in range(12):
        page.keyboard.press("ArrowRight")
    to(page, "[data-crop-done]", most=6)
    page.keyboard.press("Enter")
    picture = page.locator("#face .avatar img")
    expect(picture).to_be_visible()
    sent = page.context.request.get(picture.get_attribute("src") or "")
    drawn = Image.open(io.BytesIO(sent.body())).convert("RGB")
    red, _green, blue = drawn.getpixel((5, 256))  # type: ignore[misc]
    assert blue > red  # all of it is the right half now
    page.get_by_role("button", name="La retirer").click()
    expect(picture).to_have_count(0)


def test_a_picture_that_is_none_is_refused_and_the_rest_of_the_page_stays(
    open_page: Open, tmp_path: Path
) -> None:
    drawing = tmp_path / "moi.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    page = open_page()
    page.locator("#id_headline").fill("Des tables")
    page.set_input_files("[data-face] input[type=file]", drawing)
    expect(page.locator("#face")).to_contain_text("SVG")
    expect(page.locator("#id_headline")).to_have_value("Des tables")


def test_a_word_others_look_for_fills_the_next_row_and_one_more_row_comes(open_page: Open) -> None:
    page = open_page()
    offers = page.locator("#id_offers")
    rows = offers.locator("[data-line]")
    expect(rows).to_have_count(2)
    for at in range(2):
        rows.nth(at).locator("input").first.fill(f"Chose {at}")
    offers.locator("[data-another]").click()
    expect(rows).to_have_count(3)
    expect(rows.nth(2).locator("input").first).to_be_focused()


def test_a_word_is_kept_when_it_is_whole(open_page: Open) -> None:
    page = open_page()
    tag = page.locator("[name=offers_tag]").first
    with page.expect_response(re.compile("/me/profile/words/")):
        tag.press_sequentially("Mobi", delay=20)
    page.wait_for_timeout(1200)
    expect(sign(page, "giving")).to_be_empty()
    tag.press_sequentially("lier")
    tag.press("Tab")
    expect(sign(page, "giving")).to_contain_text("Enregistré")
    assert [str(each.tag) for each in mine().offers] == ["Mobilier"]


def test_a_minute_is_practised_without_network(open_page: Open) -> None:
    page = open_page("/me/profile/practice/")
    page.clock.install()
    page.reload()
    page.context.set_offline(True)
    ring = page.locator("[data-practice] .ring")
    page.locator("[data-practice-start]").click()
    expect(page.locator("[data-practice-stop]")).to_be_focused()
    page.clock.run_for(44_000)
    expect(ring).to_have_class(re.compile("ring--leaf"))
    page.clock.run_for(2_500)
    expect(ring).to_have_class(re.compile("ring--amber"))
    page.clock.run_for(15_000)
    expect(ring).to_have_class(re.compile("ring--coral"))
    page.locator("[data-practice-stop]").click()
    expect(page.locator("[data-practice-said]")).to_contain_text("secondes")
    expect(page.locator("[data-practice-start]")).to_be_focused()


def test_ones_pace_is_found_by_reading_aloud(open_page: Open) -> None:
    page = open_page("/me/profile/pace/")
    page.clock.install()
    page.reload()
    page.locator("[data-reading-start]").click()
    page.clock.run_for(45_000)
    page.locator("[data-reading-stop]").click()
    expect(page).to_have_url(re.compile("/me/profile/$"))
    assert mine().pace != 150


def test_without_a_script_it_is_an_ordinary_form(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.locator("#id_headline").fill("Des tables")
    page.locator("[name=offers_tag]").first.fill("Mobilier")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#id_headline")).to_have_value("Des tables")
    assert [str(each.tag) for each in mine().offers] == ["Mobilier"]
