"""What the face tells the rooms."""

from django.dispatch import Signal

# Somebody chose a language; sent with `user` (anonymous too) and `language` ("fr", "en").
language_chosen = Signal()
