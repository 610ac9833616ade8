"""What a provider told of a mail after it left."""

import datetime as dt

from django.db import transaction

from networking.accounts.models import User
from networking.mail.actions.queueing import stop
from networking.mail.models import OutgoingMail, Reason, State
from networking.mail.news import News

# Clocks differ, and some providers round to the second.
SLACK = dt.timedelta(minutes=1)
WHY = {
    News.DEAD: Reason.BOUNCED,
    News.COMPLAINED: Reason.COMPLAINED,
    News.UNSUBSCRIBED: Reason.ASKED,
}


@transaction.atomic
def hear(
    *,
    news: News,
    address: str,
    mail: OutgoingMail | None,
    at: dt.datetime,
    said: str = "",
    by: User | None = None,  # noqa: ARG001
) -> bool:
    """Note what a provider told of a mail to `address`; False if it changes nothing.

    What never arrived has failed, whatever the server's first answer was. Told twice, or told of a
    mail that somebody has sent again since, it changes nothing more.
    """
    if news is News.NOTHING or (mail is not None and at < mail.due_at - SLACK):
        return False
    if why := WHY.get(news):
        stop(address=address, kind="*", reason=why, by=None)
    if mail is None or news not in {News.DEAD, News.REFUSED}:
        return why is not None
    arrived = OutgoingMail.objects.filter(pk=mail.pk, state__in=(State.SENT, State.UNCERTAIN))
    failed = arrived.update(state=State.FAILED, last_error=said[:300], lease="", lease_until=None)
    return bool(failed) or why is not None
