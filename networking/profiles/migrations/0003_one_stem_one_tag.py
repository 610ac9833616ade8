from django.db import migrations

import networking.columns


class Migration(migrations.Migration):
    """Apart from the merging before it: PostgreSQL won't alter a table that waits for its triggers."""

    dependencies = [("profiles", "0002_more_to_say")]

    operations = [
        migrations.AlterField(
            model_name="tag",
            name="folded",
            field=networking.columns.Folded(editable=False, max_length=60),
        ),
        migrations.AlterField(
            model_name="tag",
            name="stem",
            field=networking.columns.Folded(editable=False, max_length=60, unique=True),
        ),
    ]
