"""The door as hosts' phones show it: two keystrokes, a tap, and nothing else moves."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from events.door import actions
from events.door.models import CheckIn, CheckInSource
from networking.paper import badges as paper
from networking.text import fold
from tests.events.door.devices import DOUBLE_TAP_MS
from tests.factories import BadgeFactory, RegistrationFactory
from tests.networking.paper import pages


@pytest.fixture
def lea(live_site, event):
    return RegistrationFactory.create(
        event=event, given_name="Léa", family_name="Ørsted", organisation="Fibre des Monts"
    )


@pytest.fixture
def karim(live_site, event):
    return RegistrationFactory.create(
        event=event, given_name="Karim", family_name="Benali", organisation="Mairie"
    )


def here() -> set[int]:
    return set(CheckIn.objects.values_list("registration_id", flat=True))


def test_two_keystrokes_and_a_tap_check_a_guest_in_without_leaving_the_page(phones, lea, karim):
    phone = phones().opens()
    phone.page.evaluate("window.same = true")
    phone.types("le")
    expect(phone.rows).to_have_count(1)
    phone.checks_in("Léa Ørsted")
    expect(phone.row("Léa Ørsted")).to_contain_class("door__row--here")
    phone.counts(1, 2)
    phone.has_sent_all()
    assert CheckIn.objects.get().source == CheckInSource.SEARCH
    # What was typed is marked: the next name takes its place.
    expect(phone.search).to_be_focused()
    phone.page.keyboard.type("kar")
    expect(phone.page.locator(".door__name")).to_have_text(["Karim Benali"])
    phone.types("LÉA")
    phone.undoes("Léa Ørsted")
    expect(phone.row("Léa Ørsted")).not_to_contain_class("door__row--here")
    phone.counts(0, 2)
    phone.has_sent_all()
    assert not here()
    assert phone.page.evaluate("window.same") is True


def test_a_row_of_the_server_gets_what_it_left_out(phones, lea):
    lea.remark = "Au premier rang"
    lea.save()
    actions.check_in(registration=lea, source=CheckInSource.SEARCH, by=None)
    phone = phones()
    phone.url += "?show=here"
    phone.opens()
    row = phone.row("Léa Ørsted")
    expect(row.get_by_role("button", name="Print the badge")).to_be_visible()
    expect(row.locator("[data-mark=late]")).to_be_hidden()
    phone.undoes("Léa Ørsted")
    phone.types("lé")
    expect(row).to_contain_text("Au premier rang")
    phone.counts(0, 1)
    phone.page.wait_for_timeout(DOUBLE_TAP_MS)
    phone.checks_in("Léa Ørsted")
    phone.counts(1, 1)
    phone.has_sent_all()
    assert here() == {lea.pk}


def test_a_tap_counts_although_news_come_while_the_finger_is_down(phones, lea, karim):
    phone = phones().opens()
    phone.row("Léa Ørsted").get_by_role("button", name="Check in").hover()
    phone.page.mouse.down()
    phone.page.evaluate("document.dispatchEvent(new CustomEvent('door:changed'))")
    phone.page.mouse.up()
    phone.counts(1, 2)
    expect(phone.row("Léa Ørsted")).to_contain_class("door__row--here")


def test_a_double_tap_checks_in_and_neither_undoes_nor_prints(phones, lea, karim, live_site):
    phone = phones().opens()
    box = phone.row("Léa Ørsted").get_by_role("button", name="Check in").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    # All of it in the page itself: two taps from here may be further apart than a double tap.
    at_once = """async ([x, y]) => {
      const tap = () => document.elementFromPoint(x, y).closest("form")?.requestSubmit();
      const { id } = document.elementFromPoint(x, y).closest(".door__row");
      const row = () => document.getElementById(id);
      tap();
      while (!row().matches(".door__row--here")) await new Promise(requestAnimationFrame);
      tap();
      for (const form of row().querySelectorAll(".door__acts form")) form.requestSubmit();
    }"""
    phone.page.evaluate(at_once, [x, y])
    phone.has_sent_all()
    phone.counts(1, 2)
    assert len(phone.context.pages) == 1


def test_enter_checks_in_the_only_one_who_is_found(phones, lea, karim):
    phone = phones().opens()
    phone.types("fibre")
    phone.page.keyboard.press("Enter")
    phone.counts(1, 2)
    expect(phone.row("Léa Ørsted")).to_contain_class("door__row--here")


def test_doors_are_in_step_and_the_second_one_is_told_who_was_first(phones, lea, karim, host):
    one, other = phones().opens(), phones().opens()
    one.checks_in("Léa Ørsted")
    # The other door learns of it by itself, and nothing moves there.
    expect(other.row("Léa Ørsted")).to_contain_class("door__row--here", timeout=10_000)
    expect(other.page.locator(".door__name")).to_have_text(["Karim Benali", "Léa Ørsted"])
    other.counts(1, 2)
    other.types("léa")
    expect(other.row("Léa Ørsted")).to_contain_class("door__row--here")
    one.types("lea")
    one.undoes("Léa Ørsted")
    other.counts(0, 2)
    expect(other.row("Léa Ørsted")).not_to_contain_class("door__row--here")


def test_a_guest_whom_another_door_has_let_in_a_moment_ago_is_said_to_be_here(phones, lea, host):
    phone = phones().opens()
    # This device can't hear of the others just now, but what it sends arrives.
    phone.page.route("**/arrivals.json", lambda route: route.abort())
    phone.page.evaluate("localStorage.setItem('door', 'Terrasse')")
    actions.check_in(registration=lea, source="badge", door="Jardin", by=host)
    phone.types("lea")
    phone.checks_in("Léa Ørsted")
    said = phone.page.locator(".door__note")
    expect(said).to_contain_text("Here already since")
    expect(said).to_contain_text("by badge, at the door “Jardin” by Svetlana Petit.")
    phone.counts(1, 1)
    assert CheckIn.objects.get().door == "Jardin"


def test_whoever_is_not_on_the_list_is_welcomed_in_one_form(phones, lea, event):
    phone = phones().opens()
    phone.types("Inès Roux")
    phone.page.get_by_role("link", name="Add this person").click()
    dialog = phone.page.get_by_role("dialog")
    expect(dialog.get_by_label("First name")).to_have_value("Inès")
    expect(dialog.get_by_label("Family name")).to_have_value("Roux")
    dialog.get_by_label("Organisation").fill("Radio Pluriel")
    dialog.get_by_role("button", name="Welcome them").click()
    phone.counts(1, 2)
    expect(phone.page.locator("#news")).to_contain_text("Inès Roux is registered and checked in.")
    ines = event.registrations.get(given_name="Inès")
    with phone.page.context.expect_event(
        "response", lambda answer: answer.url.endswith(f"/door/{ines.pk}/badge.pdf")
    ) as printed:
        phone.page.get_by_role("button", name="Print the badge").click()
    assert printed.value.headers["content-type"] == "application/pdf"
    assert (ines.organisation, ines.check_in.source) == ("Radio Pluriel", CheckInSource.WALK_IN)
    phone.types("ine")
    expect(phone.row("Inès Roux")).to_have_count(1)
    expect(phone.row("Inès Roux")).to_contain_text("No. 2")


def test_a_walk_in_whose_address_is_wrong_comes_back_to_be_mended(phones, lea, event):
    phone = phones().opens()
    phone.page.get_by_role("link", name="Not on the list").click()
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_label("First name").fill("Inès")
    dialog.get_by_label("Number of the blank badge").fill("77")
    dialog.get_by_role("button", name="Welcome them").click()
    news = phone.page.locator("#news")
    expect(news).to_contain_text("Inès could not be added: No blank badge has the number 77.")
    news.get_by_role("button", name="Mend it").click()
    expect(dialog.get_by_label("First name")).to_have_value("Inès")
    dialog.get_by_label("Number of the blank badge").fill("")
    dialog.get_by_role("button", name="Welcome them").click()
    phone.counts(1, 2)
    phone.has_sent_all()
    assert event.registrations.get(given_name="Inès").check_in


@pytest.mark.parametrize("keyboard", ["american", "french"])
def test_a_hand_scanner_checks_in_whoever_wears_the_badge(phones, lea, karim, live_site, keyboard):
    badge = BadgeFactory.create(registration=lea, code="Zq_4-MwAa9Xy7Kd0lmQW2g")
    phone = phones().opens()
    typed = f"{live_site.url}{badge.get_absolute_url()}"
    if keyboard == "french":
        # What a French keyboard makes of keys pressed as on an American one.
        american = "qwa;zmQWAZM:/-_.1234567890"
        french = "azqmw,AZQW?M!)°:&é\"'(-è_çà"
        typed = typed.translate(str.maketrans(dict(zip(american, french, strict=True))))
        assert typed != f"{live_site.url}{badge.get_absolute_url()}"
    phone.scans(typed)
    phone.counts(1, 2)
    phone.has_sent_all()
    assert CheckIn.objects.get().source == CheckInSource.BADGE
    # Once more: nothing happens, and she is said to be here.
    phone.scans(typed)
    expect(phone.row("Léa Ørsted").locator(".door__note")).to_contain_text("Here already since")
    assert here() == {lea.pk}


def test_a_photograph_of_a_badge_is_read_by_the_server(
    phones, lea, karim, event, tmp_path, live_site
):
    badge = BadgeFactory.create(registration=lea)
    face = paper.BadgeFace(given_name="Léa", link=f"{live_site.url}{badge.get_absolute_url()}")
    (page,) = pages.drawn(paper.badges([face], paper.Sheets(association="Le Cercle")))
    from PIL import Image

    picture = tmp_path / "badge.jpg"
    Image.fromarray(page[:800, :1000]).rotate(9, fillcolor=255).save(picture)
    phone = phones().opens()
    phone.page.get_by_role("button", name="Scan badges").click()
    phone.page.locator("#scan-photo input").set_input_files(picture)
    expect(phone.page.locator("#scan-said")).to_have_text("Léa Ørsted is here.")
    phone.has_sent_all()
    assert here() == {lea.pk}
    nothing = tmp_path / "nothing.jpg"
    Image.new("RGB", (300, 300), "white").save(nothing)
    phone.page.locator("#scan-photo input").set_input_files(nothing)
    expect(phone.page.locator("#scan-said")).to_contain_text("No code was found on this picture.")


def test_the_camera_reads_badges_one_after_the_other(phones, lea, karim, event, live_site):
    """Chromium reads no codes on Linux: what it would see is put in its stead."""
    badges = [BadgeFactory.create(registration=each) for each in (lea, karim)]
    blank = actions.make_blank_badges(event=event, count=1, by=None)[0]
    phone = phones()
    phone.page.add_init_script(
        """
        const codes = () => (window.inSight ?? []).map((rawValue) => ({ rawValue }));
        window.BarcodeDetector = class {
          static getSupportedFormats() { return Promise.resolve(["qr_code"]); }
          detect() { return Promise.resolve(codes()); }
        };
        const film = document.createElement("canvas").captureStream();
        navigator.mediaDevices.getUserMedia = () => Promise.resolve(film);
        HTMLMediaElement.prototype.play = () => Promise.resolve();
        """
    )
    phone.opens()

    def shows(badge) -> None:
        phone.page.evaluate(
            "link => { window.inSight = link ? [link] : [] }",
            badge and f"{live_site.url}{badge.get_absolute_url()}",
        )

    phone.page.get_by_role("button", name="Scan badges").click()
    said = phone.page.locator("#scan-said")
    shows(badges[0])
    expect(said).to_have_text("Léa Ørsted is here.")
    shows(badges[1])
    expect(said).to_have_text("Karim Benali is here.")
    phone.counts(2, 2)
    shows(badges[0])
    expect(said).to_contain_text("Léa Ørsted. Here already since")
    shows(blank)
    dialog = phone.page.locator("#walk-in")
    expect(dialog).to_contain_text(f"Badge {blank.number} is blank: whose is it?")
    expect(dialog.get_by_label("Number of the blank badge")).to_have_value(str(blank.number))


def test_what_the_door_should_know_stands_by_the_name(phones, event, lea):
    lea.remark = "À conduire à la table de l’intervenante"
    lea.to_pay = True
    lea.save()
    phone = phones().opens()
    expect(phone.row("Léa Ørsted")).to_contain_text("table de l’intervenante")
    expect(phone.row("Léa Ørsted")).to_contain_text("To pay")
    phone.checks_in("Léa Ørsted")
    expect(phone.page.locator(".toast")).to_contain_text("Léa Ørsted is here: À conduire")


def test_axe_finds_nothing_to_say_at_the_door_nor_in_its_windows(phones, event, lea, karim):
    lea.remark = "À la table de l’intervenante"
    lea.save()
    for width in (390, 1280):
        phone = phones()
        phone.page.set_viewport_size({"width": width, "height": 900})
        # What is still rising is paler than it will be.
        phone.page.emulate_media(reduced_motion="reduce")
        phone.opens()
        phone.checks_in("Léa Ørsted")
        phone.has_sent_all()
        for way in ("", "#scan-badges", "#not-on-the-list"):
            if way:
                phone.page.locator(way).click()
            found = Axe().run(phone.page)
            assert found.violations_count == 0, (width, way, found.generate_report())
            phone.page.keyboard.press("Escape")
        assert phone.page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
        phone.types("lea")
        phone.undoes("Léa Ørsted")
        phone.has_sent_all()


def test_a_device_looks_names_up_as_the_server_does(phones, lea):
    phone = phones().opens()
    words = [
        "Léa",
        "  D'Arcy ØRSTED ",
        "Cœur & Æon",
        "Straße 12",
        "Nguyễn Thị",
        "İstanbul",
        "d_e-f",
    ]
    folded = phone.page.evaluate(
        """async (words) => {
          const { fold } = await import("/static/door/fold.js");
          return words.map(fold);
        }""",
        words,
    )
    assert folded == [fold(word) for word in words]


def test_a_thousand_guests_are_searched_in_the_blink_of_an_eye(phones, event, lea):
    """On the device: the server is asked nothing."""
    RegistrationFactory.create_batch(999, event=event)
    phone = phones().opens()
    asked = []
    phone.page.on("request", lambda request: asked.append(request.url))
    milliseconds = phone.page.evaluate(
        """async () => {
          const { book } = await import("/static/door/desk.js");
          const words = ["l", "le", "lea", "énergie", "zo", "papa", "n diaye", "12"];
          const began = performance.now();
          for (const word of words) book.look(word);
          return (performance.now() - began) / words.length;
        }"""
    )
    phone.types("léa ør")
    expect(phone.rows).to_have_count(1)
    assert not [url for url in asked if "?q=" in url or url.endswith("list.json")]
    # A few milliseconds even on a slow machine; fifty would be felt.
    assert milliseconds < 50
