"""Names to print: real ones, hard ones, and any that hypothesis thinks of."""

from hypothesis import strategies as st

from networking.paper import fonts
from networking.paper.badges import BadgeFace

HARD = (
    ("Amina", "Diallo", "Cheffe de projet", "Énergie Partagée"),
    ("Marie-Françoise-Alexandrine", "de Montmorency-Laval-Châteauneuf", "Directrice", "CCI"),
    ("Nguyễn Thị Phương Ế", "Trần", "Kiến trúc sư", "Công ty TNHH Ánh Sáng"),
    ("Παρασκευή", "Παπαδοπούλου-Κωνσταντινίδη", "Δικηγόρος", ""),
    ("Юлия", "Достоевская", "", "Издательство «Восток»"),
    ("W" * 80, "M" * 80, "y" * 120, "z" * 120),
    ("Anne Sophie Charlotte Marie Louise Ghislaine", "O’Brien", "a b " * 30, "c-d-" * 30),
    ("Zoé", "", "", ""),
    ("Zoé 🎉", "Li ☕️", "👩🏽‍🚀 en chef", "🥐🥐🥐"),
    ("#panic()", "*x*", "\\u{41} $1^2$ <label> @ref", '// `#read("/etc/passwd")` [x] _y_'),
)
# Read from a PDF they come out in other shapes or from the other end: they are looked at instead.
SHAPED = (
    ("أمينة", "بن عبد الله بن عبد العزيز آل سعود", "مديرة مشاريع", "شركة الطاقة المشتركة"),
    ("אמינה", "כהן־לוי", "אדריכלית", "סטודיו אור"),
    ("สมชายวัฒนาพรหมวิเศษศรีสุขกุลชัย", "แสงทอง", "สถาปนิก", "บริษัท แสงสว่าง จำกัด"),
    ("मैत्रेयी", "श्रीवास्तव", "वास्तुकार", "दीप्ति स्टूडियो"),
    ("မြန်မာ", "အောင်ဆန်း", "ဗိသုကာ", ""),
)

_SCRIPTS = (
    st.characters(min_codepoint=0x41, max_codepoint=0x5A),
    st.characters(min_codepoint=0x61, max_codepoint=0x7A),
    st.characters(min_codepoint=0xC0, max_codepoint=0x17F, exclude_characters="×÷ŉ"),
    st.characters(min_codepoint=0x1EA0, max_codepoint=0x1EF9),
    st.characters(min_codepoint=0x3B1, max_codepoint=0x3C9),
    st.characters(min_codepoint=0x410, max_codepoint=0x44F),
    st.characters(min_codepoint=0x621, max_codepoint=0x63A),
    st.characters(min_codepoint=0x5D0, max_codepoint=0x5EA),
    st.characters(min_codepoint=0xE01, max_codepoint=0xE2E),
    st.characters(min_codepoint=0x1F600, max_codepoint=0x1F64F),
)
# Where the system has the fonts for them.
CJK = (
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
    st.characters(min_codepoint=0x3041, max_codepoint=0x3093),
    st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
)


def words(script: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.text(script, min_size=1, max_size=80) | st.text(script, min_size=1, max_size=9)


def names() -> st.SearchStrategy[str]:
    """A name of one script, of one or several words of up to 80 letters, 80 letters in all."""

    def joined(script: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        parts = st.lists(words(script), min_size=1, max_size=5)
        return st.builds(
            lambda each, by: by.join(each)[:80].strip(" -"), parts, st.sampled_from(" -")
        )

    scripts = (*_SCRIPTS, *CJK) if "李" in fonts.coverage() else _SCRIPTS
    return st.sampled_from(scripts).flatmap(joined).filter(bool)


def people(count: int) -> st.SearchStrategy[list[BadgeFace]]:
    """As many badges, each with a link of its own."""
    person = st.builds(
        BadgeFace,
        given_name=names(),
        family_name=names() | st.just(""),
        title=names() | st.just(""),
        organisation=names() | st.just(""),
        pronouns=st.sampled_from(["", "elle", "iel / they"]) | names().map(lambda name: name[:40]),
        headline=names() | st.just(""),
        table=st.sampled_from(["", "Table 7", "Table 120"]),
        number=st.integers(1, 9999).map(str),
        band=st.sampled_from([None, "speaker", "organiser", "visitor", "first_time"]),
        band_label=st.sampled_from(["Intervenante", "Première fois"]),
    )
    return st.lists(person, min_size=count, max_size=count)
