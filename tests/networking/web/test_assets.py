"""Style sheet and fonts: built once, small, and not needed for a page to work."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from fontTools.ttLib import TTFont

from networking.web import assets
from networking.web.assets import SETS, WESTERN, ranges, smaller
from networking.web.storage import Static
from tests.services import plugin


@pytest.fixture
def elsewhere(settings: LazySettings, tmp_path: Path) -> Iterator[Path]:
    settings.VAR = tmp_path
    assets._built.cache_clear()
    yield tmp_path
    assets._built.cache_clear()


def test_without_a_build_a_page_loads_the_sources_one_by_one(elsewhere: Path) -> None:
    assert not assets.is_fresh()
    sheets = assets.sheets()
    assert sheets[0].endswith("web/css/layers.css")
    assert any(sheet.endswith("web/css/button.css") for sheet in sheets)
    assert not any("guide.css" in sheet for sheet in sheets)
    assert assets.fonts() == []


@pytest.mark.slow
def test_a_build_is_small_and_done_once(elsewhere: Path) -> None:
    assert assets.build()
    assert not assets.build()
    assert assets.sheets() == ["/static/web/tablee.css"]
    folder = elsewhere / "assets" / "web"
    fonts = {path.name: path for path in (folder / "fonts").iterdir()}
    assert set(fonts) == {f"{font}-{name}.woff2" for font in ("inter", "garamond") for name in SETS}
    assert sum(path.stat().st_size for name, path in fonts.items() if "western" in name) < 38_000
    letters = {"western": "Éœç’«Łøñ", "central": "ěőþ", "vietnamese": "ễĐơ", "other": "Ẁǿ"}
    for name, path in fonts.items():
        there = TTFont(path).getBestCmap()
        wanted = letters[path.stem.partition("-")[2]]
        assert all(ord(letter) in there for letter in wanted), name

    sheet = (folder / "tablee.css").read_text(encoding="utf-8")
    assert sheet.count("@font-face") == 8
    assert "/*" not in sheet
    assert sheet.index("@layer reset,tokens") < sheet.index("@layer components")


def test_a_change_of_a_source_makes_a_build_stale(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = elsewhere / "assets" / "web"
    folder.mkdir(parents=True)
    (folder / "stamp").write_text(assets.digest())
    assert assets.is_fresh()
    other = elsewhere / "css"
    other.mkdir()
    (other / "layers.css").write_text("@layer reset;")
    monkeypatch.setattr(assets, "CSS", other)
    assert not assets.is_fresh()


@pytest.mark.slow
def test_what_is_gathered_is_named_by_its_content_and_compressed(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    assert assets.gather()
    assert not assets.gather()
    (app,) = (tmp_path / "web" / "js").glob("app.*.js")
    (ring,) = (tmp_path / "web" / "js").glob("ring.*.js")
    assert f'from "./{ring.name}";' in app.read_text(encoding="utf-8")
    assert list((tmp_path / "web" / "css").glob("button.*.css.br"))

    settings.TESTING = False
    storage = Static()
    assert storage.url("web/js/ring.js") == f"/static/web/js/{ring.name}"
    assert storage.url("web/js/new.js") == "/static/web/js/new.js"
    (tmp_path / "stamp").write_text("of yesterday")
    assert Static().url("web/js/ring.js") == "/static/web/js/ring.js"


def test_the_command_says_what_it_did(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for done, words in ((True, "Assets built.\n"), (False, "Assets are fresh.\n")):
        monkeypatch.setattr(assets, "build", lambda done=done: done)
        monkeypatch.setattr(assets, "gather", lambda: False)
        call_command("build_assets")
        assert capsys.readouterr().out == words


def test_a_smaller_sheet_means_the_same() -> None:
    sheet = """
    /* what it is */
    .a > .b:hover ,
    .c { width: calc(1px + 2px) ; color: red; }
    @media (min-width: 10em) { .d :focus { margin: 0; } }
    """
    assert smaller(sheet) == (
        ".a > .b:hover,.c{width: calc(1px + 2px);color: red}"
        "@media (min-width: 10em){.d :focus{margin: 0}}"
    )


def test_a_range_is_written_as_css_writes_it() -> None:
    assert ranges(frozenset({0x20, 0x21, 0x22, 0xA0})) == "U+20-22,U+A0"


def test_no_letter_is_in_two_files() -> None:
    assert sum(map(len, SETS.values())) == len(frozenset().union(*SETS.values()))
    assert all(ord(letter) in WESTERN for letter in "Çà et là, l’œuvre d’Éloïse «\u202f!\u202f»")


def test_tests_serve_what_is_in_the_code_now() -> None:
    from django.templatetags.static import static

    assert static("web/js/app.js") == "/static/web/js/app.js"
    assert plugin.folder().exists()
