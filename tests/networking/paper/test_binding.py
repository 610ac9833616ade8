"""Documents bound into one: all their pages, a bookmark to each, and their tags."""

import ctypes
from contextlib import closing
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from networking.paper.badges import BadgeFace, Sheets, badges
from networking.paper.binding import Bound, bound
from networking.paper.lists import ListedGuest, attendee_list, door_list
from networking.paper.tables import Occasion
from tests.networking.paper import pages

BREAKFAST = Occasion(association="Le Cercle", title="Petit-déjeuner", when="mardi", language="fr")


def crowd(count: int) -> list[ListedGuest]:
    return [ListedGuest(given_name="Lou", family_name=f"Roux{at}") for at in range(count)]


@pytest.fixture
def documents() -> list[Bound]:
    face = BadgeFace(given_name="Léa", family_name="Ørsted", link="https://exemple.org/b/x")
    return [
        Bound("Liste d’accueil", door_list(crowd(60), BREAKFAST)),
        Bound("Badges", badges([face], Sheets(association="Le Cercle", code_label="Code QR"))),
        Bound("À distribuer", attendee_list(crowd(3), BREAKFAST)),
    ]


def tags(pdf: bytes, number: int) -> list[tuple[str, str]]:
    """The tags of a page as a reader for the blind meets them: each with its description."""
    found: list[tuple[str, str]] = []

    def said(ask: Any, element: Any) -> str:
        length = ask(element, None, 0)
        text = ctypes.create_string_buffer(max(length, 2))
        ask(element, text, length)
        return text.raw[: max(length - 2, 0)].decode("utf-16-le")

    def walk(element: Any) -> None:
        kind = said(pdfium.FPDF_StructElement_GetType, element)
        if kind:
            found.append((kind, said(pdfium.FPDF_StructElement_GetAltText, element)))
        for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
            if child := pdfium.FPDF_StructElement_GetChildAtIndex(element, at):
                walk(child)

    with closing(pypdfium2.PdfDocument(pdf)) as document, closing(document[number]) as page:
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at))
        pdfium.FPDF_StructTree_Close(tree)
    return found


def test_all_pages_are_there_in_order_with_a_bookmark_to_each_document(
    documents: list[Bound],
) -> None:
    whole = bound(documents, title="Dossier", language="fr")
    read = pages.opened(whole)
    assert pages.texts(whole) == [
        text for document in documents for text in pages.texts(document.pdf)
    ]
    starts = [read.get_destination_page_number(item) for item in read.outline]  # type: ignore[arg-type]
    lengths = [len(pages.opened(document.pdf).pages) for document in documents]
    assert [item.title for item in read.outline] == [each.label for each in documents]  # type: ignore[union-attr]
    assert starts == [0, lengths[0], lengths[0] + lengths[1]]


def test_it_says_what_it_is_and_in_which_language(documents: list[Bound]) -> None:
    read = pages.opened(bound(documents, title="Tout & <rien>", language="fr"))
    assert read.metadata is not None
    assert read.metadata.title == "Tout & <rien>"
    catalogue: Any = read.trailer["/Root"]
    assert catalogue["/Lang"] == "fr"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    about = catalogue["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert "Tout &amp; &lt;rien&gt;" in about


def test_every_page_is_tagged_as_it_was_in_its_own_document(documents: list[Bound]) -> None:
    whole = bound(documents, title="Dossier", language="fr")
    at = 0
    for document in documents:
        for number in range(len(pages.opened(document.pdf).pages)):
            assert tags(document.pdf, number)
            assert tags(whole, at) == tags(document.pdf, number)
            at += 1
    assert ("Figure", "Code QR") in [tag for page in range(at) for tag in tags(whole, page)]


def test_cells_of_different_tables_have_different_names(documents: list[Bound]) -> None:
    tree: Any = pages.opened(bound(documents, title="D", language="fr")).trailer["/Root"]
    names = tree["/StructTreeRoot"]["/IDTree"]["/Names"][::2]
    assert {str(name)[:2] for name in names} == {"1.", "3."}
    assert len(set(names)) == len(names)
    assert sorted(names, key=str) == list(names)


def test_nothing_can_t_be_bound() -> None:
    with pytest.raises(ValueError, match="nothing"):
        bound([], title="D", language="fr")
