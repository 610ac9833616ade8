from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calendar", "0003_speakers_and_moves"),
    ]

    operations = [
        migrations.AddField(
            model_name="series",
            name="drafts",
            field=models.BooleanField(
                default=False,
                help_text="Only organisers see a draft, until one of them publishes it.",
                verbose_name="make them as drafts",
            ),
        ),
        migrations.AddField(
            model_name="series",
            name="made_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
    ]
