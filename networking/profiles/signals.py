"""What goes with a profile."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from networking.profiles.models import Profile


@receiver(post_delete, sender=Profile)
def forget_the_face(instance: Profile, **_: Any) -> None:
    """Delete the picture's file with the profile it belonged to."""
    if instance.picture:
        name, storage = str(instance.picture.name), instance.picture.storage
        transaction.on_commit(lambda: storage.delete(name))
