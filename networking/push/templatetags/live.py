"""What a page needs to follow a channel."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from networking.push import tokens

register = template.Library()


@register.simple_tag
def live(channel: str, grant: str, renew: str, rev: int = -1) -> SafeString:
    """Write the attributes by which a page follows `channel`, usually on its `<main>`.

    The view has checked access. `renew` is the URL that checks it again and answers with
    `renewal(channel, grant)`; `rev` is the revision the page shows, so that its parts aren't
    fetched again for that one.
    """
    return format_html(
        'data-live-token="{}" data-live-renew="{}" data-live-rev="{}"',
        tokens.issue(channel, grant),
        renew,
        rev,
    )
