"""What Python's garbage collector looks at in a process that serves pages."""

import gc

from django.urls import get_resolver


def leave_alone_what_stays() -> None:
    """Load every view, and have the collector pass over all there is from now on.

    Half a million objects of Django's, of the libraries' and ours live as long as the process; to
    walk through them, which the collector does after every few requests, holds up everybody for a
    tenth of a second (`gc.freeze`). Twice adds what has come since.
    """
    get_resolver().url_patterns  # noqa: B018  imports the views when it is asked
    gc.collect()
    gc.freeze()
