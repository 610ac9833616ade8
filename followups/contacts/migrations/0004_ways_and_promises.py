import uuid
from typing import Any

from django.db import migrations

from networking.text import fold

AT_ONCE = 1000


def move(apps: Any, _schema: Any) -> None:
    """One number, one address and one promise become lists; everybody gets a lasting name."""
    contacts, promises = (apps.get_model("contacts", name) for name in ("Contact", "Promise"))
    changed, promised = [], []
    for row in contacts.objects.iterator(chunk_size=AT_ONCE):
        row.uid = f"urn:uuid:{uuid.uuid4()}"
        row.phones = [
            {"value": said, "label": label}
            for said, label in ((row.mobile, "mobile"), (row.phone, "work"))
            if said
        ]
        row.emails = [{"value": row.email}] if row.email else []
        place = {"city": row.city, "country": row.country}
        row.addresses = (
            [{name: said for name, said in place.items() if said}] if any(place.values()) else []
        )
        row.city_folded, row.country_folded = fold(row.city)[:80], fold(row.country)[:80]
        row.changed_at = row.made_at
        changed.append(row)
        if row.promise:
            promised.append(promises(contact=row, text=row.promise, made_at=row.made_at))
    columns = [
        "uid",
        "phones",
        "emails",
        "addresses",
        "city_folded",
        "country_folded",
        "changed_at",
    ]
    contacts.objects.bulk_update(changed, columns, batch_size=AT_ONCE)
    promises.objects.bulk_create(promised, batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("contacts", "0003_whole_contacts")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop, elidable=True)]
