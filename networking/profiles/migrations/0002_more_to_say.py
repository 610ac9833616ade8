from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import networking.columns
from networking.profiles.tags import stem


def merge_plurals(apps: StateApps, _schema: BaseDatabaseSchemaEditor) -> None:
    """Give each tag its stem; those that now are one become the oldest of them."""
    tags, wanted = apps.get_model("profiles", "Tag"), apps.get_model("profiles", "Wanted")
    first: dict[str, int] = {}
    for tag in tags.objects.order_by("pk"):
        key = stem(tag.name)[:60]
        if key not in first:
            first[key] = tag.pk
            tags.objects.filter(pk=tag.pk).update(stem=key)
            continue
        for line in wanted.objects.filter(tag=tag.pk):
            beside = wanted.objects.filter(profile=line.profile_id, kind=line.kind, tag=first[key])
            if beside.exists():
                line.delete()
            else:
                wanted.objects.filter(pk=line.pk).update(tag=first[key])
        tag.delete()


class Migration(migrations.Migration):
    dependencies = [("profiles", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="profile",
            name="languages",
            field=models.JSONField(blank=True, default=list, verbose_name="languages"),
        ),
        migrations.AddField(
            model_name="profile",
            name="links",
            field=models.JSONField(blank=True, default=list, verbose_name="links"),
        ),
        migrations.AddField(
            model_name="profile",
            name="picture",
            field=models.FileField(
                blank=True, db_index=True, upload_to="faces", verbose_name="picture"
            ),
        ),
        migrations.AddField(
            model_name="tag",
            name="stem",
            field=networking.columns.Folded(default="", editable=False, max_length=60),
            preserve_default=False,
        ),
        migrations.RunPython(merge_plurals, migrations.RunPython.noop, elidable=True),
    ]
