"""The ways into the demo, for its first page."""

from django import template

from demo.roles import WAYS, Way

register = template.Library()


@register.simple_tag
def demo_ways() -> list[tuple[str, Way]]:
    """Each way's name in its address, and the way."""
    return list(WAYS.items())
