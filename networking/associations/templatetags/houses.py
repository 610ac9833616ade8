"""What pages say of associations and roles: `{% load houses %}`."""

from django import template

from networking.associations import rules
from networking.associations.models import Role

register = template.Library()


@register.simple_tag(takes_context=True)
def my_houses(context: template.Context) -> list[rules.House]:
    """The associations that whoever looks belongs to; asks nothing that `rules` has not asked."""
    request = context.get("request")
    return rules.houses_of(request.user) if request else []


@register.filter
def meaning(role: str) -> str:
    """What a role allows, in a line."""
    return str(Role(role).meaning)
