"""`manage.py import_contacts`: a line a card and a closing line, by the rules of the page."""

import io
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bench.contacts import _file
from followups.contacts.models import Contact, Import, Picture
from networking.accounts.models import User
from tests.factories import UserFactory
from tests.followups.contacts.files import vcf
from tests.followups.contacts.vcards import dialects

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def me() -> User:
    return UserFactory.create(email="amina@exemple.org")


def run(file: Path, *options: str, email: str = "Amina@exemple.org") -> list[str]:
    out = io.StringIO()
    call_command("import_contacts", email, str(file), *options, stdout=out)
    return out.getvalue().splitlines()


def test_a_line_per_card_and_a_closing_line(me: User, tmp_path: Path) -> None:
    file = tmp_path / "all.vcf"
    people = (dialects.apple(), dialects.google(), dialects.android_21(), dialects.android_40())
    file.write_bytes("".join(people).encode() + vcf("FN:Zoë Ørsted|EMAIL:zoe@exemple.org", "N:"))
    dry = run(file, "--dry-run")
    assert dry[-1] == "4 new, 1 known, 1 refused"
    assert dry[0] == "line     1  new      Étienne Lefèvre <etienne@exemple.org>"
    assert "refused  ?  (There is no name" in dry[5]
    assert not Contact.objects.exists()
    assert not Import.objects.exists()
    assert run(file) == dry
    assert run(file)[-1] == "0 new, 5 known, 1 refused"


@pytest.mark.parametrize(
    ("name", "closing"),
    [
        ("members-utf8.csv", "64 new, 0 known, 0 refused"),
        ("ticketing-en-comma.csv", "30 new, 0 known, 0 refused"),
        ("ticketing-fr-semicolon-bom.csv", "26 new, 0 known, 0 refused"),
    ],
)
def test_lists_that_people_really_have(me: User, name: str, closing: str) -> None:
    assert run(DATA / name)[-1] == closing
    assert run(DATA / name)[-1] == f"0 new, {closing.split(maxsplit=1)[0]} known, 0 refused"


def test_what_can_t_be_read_is_said_and_fails(me: User, tmp_path: Path) -> None:
    (tmp_path / "x.vcf").write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="No contacts can be read"):
        run(tmp_path / "x.vcf")
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "nowhere.vcf")
    with pytest.raises(CommandError, match="Nobody signs in"):
        run(tmp_path / "x.vcf", email="nobody@exemple.org")


@pytest.mark.slow
def test_five_thousand_cards_with_photographs(me: User, tmp_path: Path) -> None:
    file = tmp_path / "all.vcf"
    file.write_bytes(_file(5_000))
    began = time.monotonic()
    assert run(file)[-1] == "5000 new, 0 known, 0 refused"
    print(f"{time.monotonic() - began:.1f} s")
    assert Picture.objects.filter(contact__owner=me).count() == 5_000
