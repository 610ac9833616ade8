"""Several documents bound into one: each begins on a page of its own, with a bookmark to it.

Libraries that put PDFs together leave the tags behind, by which a reader for the blind finds its
way; here they come along, each document's under the root of the whole.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

_AUTHOR: Final = "Tablée"
# What says of a file that it is PDF/UA-1, and what it is called.
_ABOUT: Final = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
    "<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
    "<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
    "<pdfuaid:part>1</pdfuaid:part>"
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
)


@dataclass(frozen=True)
class Bound:
    """A document to bind, and what its bookmark says."""

    label: str
    pdf: bytes


def bound(documents: Sequence[Bound], *, title: str, language: str) -> bytes:
    """Return one PDF of all these, in order, tagged like each of them (PDF/UA).

    Raises ValueError where there is nothing to bind.
    """
    if not documents:
        raise ValueError("nothing to bind")
    writer = PdfWriter()
    tags = _Tags(writer)
    for document in documents:
        reader = PdfReader(io.BytesIO(document.pdf))
        first = len(writer.pages)
        writer.append(reader, import_outline=False)
        tags.take(reader, first)
        writer.add_outline_item(title=document.label, page_number=first)
    tags.settle()
    _say(writer, title, language)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _say(writer: PdfWriter, title: str, language: str) -> None:
    """Put the title, the language and the claim to be PDF/UA where programs look for them."""
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(language)
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    about = StreamObject()
    said = _ABOUT.format(title=escape(title), author=_AUTHOR, language=language)
    about.set_data(said.encode())
    about[NameObject("/Type")] = NameObject("/Metadata")
    about[NameObject("/Subtype")] = NameObject("/XML")
    root[NameObject("/Metadata")] = writer._add_object(about)
    writer.add_metadata({"/Title": title, "/Author": _AUTHOR, "/Producer": _AUTHOR})


class _Tags:
    """The tags of all documents, gathered under one root.

    Each brings its elements, the list that leads from what stands on its pages to them, and the
    names of its tables' cells; numbers and names go on where those before left off.
    """

    def __init__(self, writer: PdfWriter) -> None:
        self.writer = writer
        self.root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
        self.reference = writer._add_object(self.root)
        self.kids = ArrayObject()
        self.roles = DictionaryObject()
        self.numbers = ArrayObject()
        self.names: dict[bytes, IndirectObject] = {}
        self.next = 0
        self.documents = 0

    def take(self, reader: PdfReader, first: int) -> None:
        """Take the tags of a document whose pages have just been appended, from `first` on."""
        self.documents += 1
        root: Any = reader.trailer["/Root"]
        tree = root.get("/StructTreeRoot")
        if tree is None:
            return
        # With it comes all that hangs on it; its pages are the appended ones by now.
        taken: Any = tree.get_object().clone(self.writer)
        self.roles.update(taken.get("/RoleMap", DictionaryObject()))
        for kid in taken["/K"]:
            kid.get_object()[NameObject("/P")] = self.reference
            self.kids.append(kid)
        # Appending leaves out where a page's own entries begin in that list.
        for page, before in zip(self.writer.pages[first:], reader.pages, strict=True):
            begins: Any = before.get("/StructParents")
            if begins is not None:
                page[NameObject("/StructParents")] = NumberObject(int(begins) + self.next)
        pairs = taken["/ParentTree"]["/Nums"]
        for number, element in zip(pairs[::2], pairs[1::2], strict=True):
            self.numbers.extend([NumberObject(int(number) + self.next), element])
        self.next += int(taken["/ParentTreeNextKey"])
        for reference in _elements(taken["/K"]):
            self._rename(reference)

    def settle(self) -> None:
        """Hang the tree into the document."""
        add = self.writer._add_object
        names = ArrayObject()
        for name in sorted(self.names):
            names.extend([ByteStringObject(name), self.names[name]])
        self.root.update(
            {
                NameObject("/K"): self.kids,
                NameObject("/RoleMap"): self.roles,
                NameObject("/ParentTree"): add(
                    DictionaryObject({NameObject("/Nums"): self.numbers})
                ),
                NameObject("/ParentTreeNextKey"): NumberObject(self.next),
            }
        )
        if names:
            self.root[NameObject("/IDTree")] = add(DictionaryObject({NameObject("/Names"): names}))
        root = self.writer.root_object
        root[NameObject("/StructTreeRoot")] = self.reference
        root[NameObject("/MarkInfo")] = DictionaryObject(
            {NameObject("/Marked"): BooleanObject(True)}
        )

    def _rename(self, reference: IndirectObject) -> None:
        """Make the name of a cell, and those of its headings, this document's own."""
        element: Any = reference.get_object()
        if "/ID" in element:
            name = self._own(element["/ID"])
            element[NameObject("/ID")] = ByteStringObject(name)
            self.names[name] = reference
        attributes = element.get("/A")
        if attributes is None:
            return
        inner = attributes.get_object()
        for each in inner if isinstance(inner, ArrayObject) else [inner]:
            about = each.get_object()
            if isinstance(about, DictionaryObject) and "/Headers" in about:
                headers: Any = about["/Headers"]
                about[NameObject("/Headers")] = ArrayObject(
                    ByteStringObject(self._own(name)) for name in headers
                )

    def _own(self, name: Any) -> bytes:
        raw = name if isinstance(name, bytes) else str(name).encode()
        return b"%d." % self.documents + raw


def _elements(kids: Any) -> Iterator[IndirectObject]:
    """Every element of a tree of tags, from these downwards."""
    waiting = list(kids)
    while waiting:
        reference = waiting.pop()
        element = reference.get_object()
        if not isinstance(element, DictionaryObject) or "/S" not in element:
            continue
        if isinstance(reference, IndirectObject):
            yield reference
        inner: Any = element.get("/K", ArrayObject())
        inner = inner.get_object()
        waiting.extend(inner if isinstance(inner, ArrayObject) else [inner])
