from django.conf import settings
from django.db import migrations, models

import followups.contacts.models.contacts


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0004_ways_and_promises"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="contact",
            name="uid",
            field=models.CharField(
                default=followups.contacts.models.contacts.new_uid, editable=False, max_length=255
            ),
        ),
        migrations.RemoveField(
            model_name="contact",
            name="email",
        ),
        migrations.RemoveField(
            model_name="contact",
            name="mobile",
        ),
        migrations.RemoveField(
            model_name="contact",
            name="phone",
        ),
        migrations.RemoveField(
            model_name="contact",
            name="promise",
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.UniqueConstraint(fields=("owner", "uid"), name="one_contact_a_uid"),
        ),
    ]
