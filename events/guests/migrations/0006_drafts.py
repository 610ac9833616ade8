from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guests", "0005_undo"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="message",
            options={"ordering": ("-created_at", "-pk")},
        ),
        migrations.AddField(
            model_name="message",
            name="sent_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
