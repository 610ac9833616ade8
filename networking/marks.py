"""Markdown as people write it in notes, made into HTML that can do no harm."""

from functools import lru_cache
from typing import Final

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

# No HTML of its own, and no pictures: each would be fetched from elsewhere, and tell of the reader.
_WITHOUT: Final = ("image", "html_block", "html_inline")


def rendered(text: str) -> SafeString:
    """Return Markdown as HTML: emphasis, lists, quotes, links; a single line break is one.

    HTML in it shows as it was typed, and a link leads to http, https, mailto or tel or is none
    (https://github.com/executablebooks/markdown-it-py, preset “js-default”). Headings become
    strong paragraphs, so that a note never breaks the outline of the page it stands on.
    """
    said: str = _parser().render(text)
    return mark_safe(said)  # noqa: S308  nothing typed gets out as HTML


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("js-default", {"html": False, "breaks": True, "linkify": False})
    parser.disable([*_WITHOUT, "table"])
    parser.add_render_rule("link_open", _link)
    parser.add_render_rule("heading_open", _heading_open)
    parser.add_render_rule("heading_close", _heading_close)
    return parser


def _link(
    renderer: RendererHTML, tokens: list[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    tokens[at].attrSet("rel", "noopener nofollow")
    return renderer.renderToken(tokens, at, options, env)


def _heading_open(
    _renderer: RendererHTML, _tokens: list[Token], _at: int, _options: OptionsDict, _env: EnvType
) -> str:
    return "<p><strong>"


def _heading_close(
    _renderer: RendererHTML, _tokens: list[Token], _at: int, _options: OptionsDict, _env: EnvType
) -> str:
    return "</strong></p>\n"
