"""Inviting people: whom, with what words, what becomes of each, and who has answered what."""

from collections import Counter
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from events.calendar.access import event_view
from events.calendar.models import Event
from events.calendar.rules import organises
from events.guests import actions
from events.guests.invitation_forms import InviteForm
from events.guests.invitation_list import Line
from events.guests.invitation_plan import Plan, members_to_invite, plan_for
from events.guests.invitation_words import TONES, WHY
from events.guests.invitations import opening_for_invited
from events.guests.mails.invitations import WELCOME, sample
from events.guests.models import ENDED, Status
from events.guests.seating import seating_of
from events.guests.views.asked import posted
from events.guests.words import CLOSED
from networking.accounts.access import whoever
from networking.mail.actions import waiting_of
from networking.web.middleware import POLICY

PER_PAGE: Final = 100
ANSWERED_YES: Final = (Status.CONFIRMED, Status.OFFERED, Status.WAITING, Status.REQUESTED)
NOT_YET: Final = (Status.INVITED, Status.PENDING)
TABS: Final = {
    "": (gettext_lazy("Everybody invited"), tuple(Status)),
    "yes": (gettext_lazy("Answered yes"), ANSWERED_YES),
    "no": (gettext_lazy("Answered no"), tuple(sorted(ENDED))),
    "waiting": (gettext_lazy("No answer yet"), NOT_YET),
}


@event_view(organises)
def invite(request: HttpRequest, event: Event) -> HttpResponse:
    """Choose whom to invite and see what was answered; look at it; send."""
    form = InviteForm(posted(request))
    opening = opening_for_invited(event)
    if opening not in WELCOME:
        form = InviteForm()
    elif request.method == "POST" and form.is_valid() and "change" not in request.POST:
        said = form.cleaned_data
        plan = plan_for(event, members=said["members"], pasted=said["pasted"])
        if "send" in request.POST and plan.people:
            return _send(request, event, plan, said["word"])
        return _preview(request, event, form, plan)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = _page(event) | _answers(request, event)
    context |= {
        "form": form,
        "members": len(members_to_invite(event)),
        "closed": "" if opening in WELCOME else CLOSED[opening][0],
    }
    return render(request, "guests/invite.html", context, status=status)


@require_GET
@xframe_options_sameorigin
@event_view(organises)
def mail(request: HttpRequest, event: Event) -> HttpResponse:
    """The mail as it will be read, for the frame of the preview: no script runs there."""
    content = sample(event, inviter=whoever(request), word=request.GET.get("word", "")[:500])
    answer = HttpResponse(content.html)
    answer["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self';"
        " frame-ancestors 'self'"
    )
    return answer


@require_POST
@event_view(organises)
def withdraw(request: HttpRequest, event: Event, *, registration: int) -> HttpResponse:
    """Take an invitation back; what was answered meanwhile stays. A second click does no more."""
    found = event.registrations.filter(pk=registration).select_related("user").first()
    if found is not None:
        found.event = event
        done = actions.withdraw_invitation(registration=found, by=whoever(request))
        name = {"name": found.full_name or found.user.email}
        if done:
            messages.success(request, _("Withdrawn: %(name)s. The link is dead.") % name)
        else:
            messages.info(request, _("%(name)s has answered meanwhile.") % name)
    return redirect("guests:invite", event.association.slug, event.slug)


def _send(request: HttpRequest, event: Event, plan: Plan, word: str) -> HttpResponse:
    """Invite. A second click invites nobody more, and says so."""
    outcome = actions.invite_people(event=event, people=plan.people, word=word, by=whoever(request))
    count = len(outcome.invited)
    if count:
        said = ngettext(
            "%(count)s invitation is on its way.", "%(count)s invitations are on their way.", count
        )
        messages.success(request, said % {"count": count})
        _say_if_it_takes_days(request, event)
    else:
        messages.info(request, _("They had all been invited before."))
    return redirect("guests:invite", event.association.slug, event.slug)


def _say_if_it_takes_days(request: HttpRequest, event: Event) -> None:
    """Of a long list, so many leave a day: an organiser should know before she is asked."""
    days = (waiting_of(event.association) - 1) // settings.MAILS_A_DAY
    if days > 0:
        said = ngettext(
            "Of so many, %(measure)s leave a day: the last ones leave tomorrow.",
            "Of so many, %(measure)s leave a day: the last ones leave in %(count)s days.",
            days,
        )
        messages.info(request, said % {"count": days, "measure": settings.MAILS_A_DAY})


def _preview(request: HttpRequest, event: Event, form: InviteForm, plan: Plan) -> HttpResponse:
    """Who will get which mail, and who will not, before anything is sent."""
    word = form.cleaned_data["word"]
    letter = sample(event, inviter=whoever(request), word=word)
    context = _page(event) | {
        "form": form,
        "plan": plan,
        "lines": [_row(line) for line in plan.lines],
        "people": plan.people,
        "letter": letter,
        "mail_query": urlencode({"word": word}),
    }
    answer = render(request, "guests/invite_preview.html", context)
    answer["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return answer


def _row(line: Line) -> dict[str, Any]:
    why = str(WHY.get(line.why, "")) % {"first": line.first}
    return {"line": line, "why": why, "tone": TONES.get(line.why, "leaf")}


def _answers(request: HttpRequest, event: Event) -> dict[str, Any]:
    """Those who were invited, and what they answered."""
    invited = event.registrations.filter(invited_at__isnull=False)
    counts = Counter(invited.order_by().values_list("status", flat=True))
    tab = request.GET.get("answer", "")
    tab = tab if tab in TABS else ""
    found = invited.filter(status__in=TABS[tab][1]).select_related("user", "inviter").by_name()
    return {
        "tabs": [
            {
                "key": key,
                "word": word,
                "count": sum(counts[status] for status in statuses),
                "here": key == tab,
            }
            for key, (word, statuses) in TABS.items()
        ],
        "tab": tab,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
    }


def _page(event: Event) -> dict[str, Any]:
    return {
        "event": event,
        "association": event.association,
        "seating": seating_of(event),
        "here": "invite",
    }
