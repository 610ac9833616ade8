"""Writing to some of the guests: composed, looked at, tried on oneself, sent once."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import organises
from events.guests import actions, words
from events.guests.audience import Audience
from events.guests.finding import audience_of
from events.guests.letters import figures_of, outbox_of, preview_of
from events.guests.messaging import MessageForm, words_in_braces
from events.guests.models import Message
from events.guests.readers import Readers, readers_of
from events.guests.views.asked import posted
from events.guests.views.ways import page, way
from networking.accounts.access import whoever
from networking.web.middleware import POLICY

HERE = "messages"
# The mail's own HTML in its frame: its styles, and no script.
FRAMED = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'; frame-ancestors 'self'"
)


@require_GET
@event_view(organises)
def written(request: HttpRequest, event: Event) -> HttpResponse:
    """What was written to the guests so far, and what became of it."""
    letters = list(event.messages.select_related("by"))
    figures = figures_of(event)
    rows = [{"message": letter, "figures": figures.get(letter.pk, {})} for letter in letters]
    return render(request, "guests/messages/written.html", page(event, HERE, rows=rows))


@event_view(organises)
def compose(request: HttpRequest, event: Event) -> HttpResponse:
    """Begin a message to those the filters find."""
    audience = audience_of(request.GET)
    form = MessageForm(posted(request))
    if request.method == "POST" and form.is_valid():
        kept = actions.draft(
            event=event, audience=audience, **form.cleaned_data, by=whoever(request)
        )
        return redirect(way(event, "message", kept.pk))
    return _composing(request, event, form, audience)


@event_view(organises)
def rewrite(request: HttpRequest, event: Event, *, message: int) -> HttpResponse:
    """Go on with a draft."""
    found = _draft(event, message)
    audience = Audience.kept(found.audience)
    form = MessageForm(posted(request), initial={"subject": found.subject, "body": found.body})
    if request.method == "POST" and form.is_valid():
        try:
            actions.redraft(
                message=found, audience=audience, **form.cleaned_data, by=whoever(request)
            )
        except actions.Sent:
            messages.info(request, _("This message has left already."))
        except Message.DoesNotExist:
            return _gone(request, event)
        return redirect(way(event, "message", found.pk))
    return _composing(request, event, form, audience, message=found)


@require_GET
@event_view(organises)
def message(request: HttpRequest, event: Event, *, message: int) -> HttpResponse:
    """A draft as it will be read, and by whom; or what became of what was sent."""
    found = _of(event, message)
    if found.sent_at is not None:
        context = page(event, HERE, message=found, **outbox_of(found))
        return render(request, "guests/messages/sent.html", context)
    readers = readers_of(event, Audience.kept(found.audience))
    return _previewing(request, found, readers)


@xframe_options_sameorigin
@require_GET
@event_view(organises)
def as_read(request: HttpRequest, event: Event, *, message: int) -> HttpResponse:
    """The message's own HTML, for the frame in which it is shown: no script runs there."""
    found = _of(event, message)
    readers = readers_of(event, Audience.kept(found.audience))
    content = preview_of(found, readers, whoever(request), request.GET.get("as"))
    answer = HttpResponse(content.html)
    answer["Content-Security-Policy"] = FRAMED
    return answer


@require_POST
@event_view(organises)
def test(request: HttpRequest, event: Event, *, message: int) -> HttpResponse:
    """Send a draft to oneself, and to nobody else."""
    found = _draft(event, message)
    me = whoever(request)
    if actions.send_test(message=found, by=me):
        messages.success(request, _("A test is on its way to %(email)s.") % {"email": me.email})
    else:
        messages.warning(request, _("You have no e-mail address here to send it to."))
    return redirect(way(event, "message", found.pk))


@require_POST
@event_view(organises)
def send(request: HttpRequest, event: Event, *, message: int) -> HttpResponse:
    """Send, once, to those who were shown; a second click changes nothing and says the same."""
    found = _of(event, message)
    try:
        count = actions.send(message=found, seen=request.POST.get("seen", ""), by=whoever(request))
    except actions.Changed:
        readers = readers_of(event, Audience.kept(found.audience))
        return _previewing(request, found, readers, status=HTTPStatus.CONFLICT, changed=True)
    except Message.DoesNotExist:
        return _gone(request, event)
    said = ngettext("The message leaves for %(count)s guest.", "The message leaves for %(count)s guests.", count)  # noqa: E501  one sentence  # fmt: skip
    messages.success(request, said % {"count": count})
    return redirect(way(event, "message", found.pk))


@require_POST
@event_view(organises)
def discard(request: HttpRequest, event: Event, *, message: int) -> HttpResponse:
    """Throw a draft away."""
    if (found := event.messages.filter(pk=message).first()) is None:
        return redirect(way(event, "messages"))
    if actions.discard(message=found, by=whoever(request)):
        messages.success(request, _("The draft is gone."))
    return redirect(way(event, "messages"))


def _of(event: Event, pk: int) -> Message:
    found = get_object_or_404(event.messages.select_related("by"), pk=pk)
    found.event = event
    return found


def _gone(request: HttpRequest, event: Event) -> HttpResponse:
    """Somebody has thrown the draft away at this instant."""
    messages.info(request, _("The draft is gone."))
    return redirect(way(event, "messages"))


def _draft(event: Event, pk: int) -> Message:
    found = _of(event, pk)
    if found.sent_at is not None:
        raise Http404
    return found


def _composing(
    request: HttpRequest, event: Event, form: MessageForm, audience: Audience, **more: Any
) -> HttpResponse:
    context = page(
        event,
        HERE,
        form=form,
        audience=audience,
        said=words_in_braces(),
        me=whoever(request),
        **_whom(readers_of(event, audience)),
        **more,
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "guests/messages/compose.html", context, status=status)


def _previewing(
    request: HttpRequest, found: Message, readers: Readers, *, status: int = 200, **more: Any
) -> HttpResponse:
    me = whoever(request)
    context = page(
        found.event,
        HERE,
        message=found,
        content=preview_of(found, readers, me, request.GET.get("as")),
        shown_as=request.GET.get("as", ""),
        me=me,
        **_whom(readers),
        **more,
    )
    answer = render(request, "guests/messages/message.html", context, status=status)
    answer["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return answer


def _whom(readers: Readers) -> dict[str, Any]:
    missed = [(words.UNREACHED[why], guests) for why, guests in readers.unreached.items()]
    return {"readers": readers, "missed": missed}
