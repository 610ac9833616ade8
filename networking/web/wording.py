"""What Django tells everybody and we say in words of our own.

The catalogues hold a sentence only if it stands in our code, and then it goes before Django's.
"""

from django.utils.translation import gettext_noop

OUR_OWN = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid email address."),
)
