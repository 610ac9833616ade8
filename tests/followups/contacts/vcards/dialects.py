"""Cards shaped like those of telephones and address books: made here, nobody's real ones."""

import base64
import quopri
import textwrap


def apple(photo: bytes = b"") -> str:
    """As macOS and iOS write them: 3.0, groups with labels of Apple's own, folded pictures."""
    lines = [
        "BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Apple Inc.//iPhone OS 17.0//EN",
        "N:Lefèvre;Étienne;Marie;Dr;fils", "FN:Dr Étienne Marie Lefèvre fils", "NICKNAME:Tintin",
        "ORG:Librairie L’Échappée;Rayon jeunesse", "TITLE:Libraire",
        "EMAIL;type=INTERNET;type=HOME;type=pref:etienne@exemple.org",
        "item1.EMAIL;type=INTERNET:boutique@exemple.org", "item1.X-ABLabel:boutique",
        "TEL;type=IPHONE;type=CELL;type=VOICE:06 12 34 56 78",
        "TEL;type=MAIN:04 72 00 00 00", "TEL;type=WORK;type=FAX:04 72 00 00 01",
        "item2.TEL:04 72 00 00 02", "item2.X-ABLabel:_$!<Home>!$_",
        "item3.ADR;type=HOME;type=pref:;;4 rue des Arts;Lille;Nord;59000;France",
        "item3.X-ABADR:fr", "item4.URL;type=pref:https\\://exemple.org/etienne",
        "item4.X-ABLabel:_$!<HomePage>!$_",
        "X-SOCIALPROFILE;type=linkedin;x-user=etienne:https://www.linkedin.com/in/etienne",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-15",
        "NOTE:Chante aussi.\\nLes fjords\\, l’été\\; un violon",
    ]  # fmt: skip
    if photo:
        text = "PHOTO;ENCODING=b;TYPE=JPEG:" + base64.b64encode(photo).decode()
        lines += _folded(text, 76)
    return "\r\n".join([*lines, "UID:5A1B-ETIENNE", "END:VCARD", ""])


def google(photo: bytes = b"") -> str:
    """As Google writes them: 3.0, pictures by their address, labels in groups, groups as tags."""
    lines = [
        "BEGIN:VCARD", "VERSION:3.0", "N:Ørsted;Zoë;;;", "FN:Zoë Ørsted",
        "item1.EMAIL;TYPE=INTERNET:zoe@exemple.org", "item1.X-ABLabel:",
        "TEL;TYPE=CELL:+4512345678",
        "ADR;TYPE=WORK:;;1 Nyhavn;København;;1051;Danmark;1 Nyhavn\\nKøbenhavn",
        "ORG:Énergie Partagée", "TITLE:Ingénieure", "BDAY:19850415",
        "item2.URL:http\\://exemple.org/zoe", "item2.X-ABLabel:PROFILE",
        "CATEGORIES:Chorale,myContacts", "NOTE:Rencontrée à Lyon",
    ]  # fmt: skip
    if photo:
        lines += _folded("PHOTO;ENCODING=b;TYPE=JPEG:" + base64.b64encode(photo).decode(), 75)
    else:
        lines.append("PHOTO:https://lh3.googleusercontent.com/contacts/zoe")
    return "\n".join([*lines, "END:VCARD", ""])


def outlook(photo: bytes = b"") -> str:
    """As Outlook writes them: 2.1, a code page of its own, and what it says twice."""
    lines = [
        "BEGIN:VCARD", "VERSION:2.1", "X-MS-OL-DEFAULT-POSTAL-ADDRESS:2",
        "N;LANGUAGE=fr;CHARSET=Windows-1252:Müller;Björn", "FN;CHARSET=Windows-1252:Björn Müller",
        "ORG;CHARSET=Windows-1252:Société Générale;Études", "TITLE:Directeur",
        "TEL;WORK;VOICE:01 23 45 67 89", "TEL;CELL;VOICE:06 98 76 54 32", "TEL;WORK;FAX:01 23",
        "ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE;CHARSET=Windows-1252:;Bureau 3;12 rue =",
        *("de l=27=C9glise=0D=0A=", "B=E2timent B;Paris;;75001;France"),
        "LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:12 rue=0D=0A=\r\n75001 Paris",
        "EMAIL;PREF;INTERNET:bjorn@exemple.org",
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=Windows-1252:Un caf=E9=0D=0A=0D=0A=\r\nbient=F4t",
    ]  # fmt: skip
    if photo:
        lines.append("PHOTO;TYPE=JPEG;ENCODING=BASE64:")
        lines += [f" {line}" for line in textwrap.wrap(base64.b64encode(photo).decode(), 72)]
        lines.append("")
    return "\r\n".join([*lines, "REV:20261103T080000Z", "END:VCARD", ""])


def android_21(photo: bytes = b"", given: str = "Ngọc", family: str = "Fontanel") -> str:
    """As Android and Samsung write them: 2.1, everything beyond ASCII in quoted-printable."""
    lines = [
        "BEGIN:VCARD", "VERSION:2.1",
        f"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{_printable(family)};{_printable(given)};;;",
        f"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{_printable(f'{given} {family}')}",
        "TEL;CELL;PREF:+33612345678", "TEL;X-Chalet:0472000000", "EMAIL;HOME:ngoc@exemple.org",
        "ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=89cole=20des=\r\n=20M=C3=A9tiers",
        "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:une=0Aligne",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Titi;1;;;;;;;;;;;;;", "BDAY:1990-01-02",
    ]  # fmt: skip
    if photo:
        lines += _folded("PHOTO;ENCODING=BASE64;JPEG:" + base64.b64encode(photo).decode(), 75)
        lines.append("")
    return "\r\n".join([*lines, "END:VCARD", ""])


def android_40() -> str:
    """As newer telephones and servers write them: 4.0, telephone numbers as addresses."""
    lines = [
        "BEGIN:VCARD", "VERSION:4.0", "KIND:individual", "FN:Gwenaëlle Le Goff",
        'TEL;VALUE=uri;PREF=1;TYPE="cell,voice":tel:+33-6-12-34-56-78',
        "EMAIL;TYPE=work:gwen@exemple.org", "EMAIL;PREF=1:moi@exemple.org",
        "BDAY:--0415", "RELATED;TYPE=friend:urn:uuid:x", "PHOTO:data:image/jpeg;base64\\,/9j/4AAQ",
        'ADR;LABEL="4 rue^nLille";TYPE=home:;;4 rue;Lille;;59000;France', "END:VCARD", "",
    ]  # fmt: skip
    return "\r\n".join(lines)


def _printable(text: str) -> str:
    return quopri.encodestring(text.encode()).decode()


def _folded(text: str, width: int) -> list[str]:
    return [text[:width], *(f" {part}" for part in textwrap.wrap(text[width:], width - 1))]
