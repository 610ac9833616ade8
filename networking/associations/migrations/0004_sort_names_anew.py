from typing import Any

from django.db import migrations

from networking.columns import write_anew
from networking.text import sort_key


def sort_anew(apps: Any, _schema: Any) -> None:
    """Names are sorted as French lists are: the family name whole before the given one."""
    rows = apps.get_model("associations", "Membership").objects.only(
        "pk", "family_name", "given_name"
    )
    write_anew(rows, "sort_name", lambda row: sort_key(row.family_name, row.given_name))


class Migration(migrations.Migration):
    dependencies = [("associations", "0003_names_in_lists")]

    operations = [migrations.RunPython(sort_anew, migrations.RunPython.noop, elidable=True)]
