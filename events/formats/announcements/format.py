from django.utils.translation import gettext_lazy as _

from events.agenda.formats import Format, register


@register
class Announcements(Format[None]):
    """A short clock for the organisers' own words."""

    key = "announcements"
    label = _("Announcements")
    icon = "megaphone"
    minutes = 5
