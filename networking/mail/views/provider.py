"""Where a provider of mail tells of bounces and complaints."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from networking.mail import providers
from networking.web.access import public


# A provider has no session: it shows the secret of the settings, which django-anymail checks, and
# with some a signature of its own as well.
@csrf_exempt
@never_cache
@public
@require_http_methods(["HEAD", "POST"])
def events(request: HttpRequest, provider: str) -> HttpResponse:
    """Take what a provider tells; without a secret in the settings there is no such address."""
    answer = providers.answer(request, provider)
    if answer is None:
        raise Http404
    return answer
