"""Every setting of the site, read from the environment (or from ``var/env`` where it exists).

The comment above a setting says what it is for; what an operator may set is an ``env`` call.
"""

import sys
from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from networking import databases, logs, loopback, mail_ways, moved_clock, redis_url, ticks
from networking.accounts.passkeys.relying_party import relying_party

# Lets annotations such as ModelForm[Event] stand in class headers.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

# What a running site writes: database, media, built assets, the broker's files. Never committed.
VAR = BASE_DIR / "var"

env = environ.Env()
# `var/env` is made by `make demo`, so that a bare `manage.py` finds the demo's database.
# What stands in the real environment wins.
if "pytest" not in sys.modules and (VAR / "env").is_file():
    env.read_env(VAR / "env")

# True while the test suite runs: a view that forgot to say who may use it raises, not answers 403.
TESTING = "pytest" in sys.modules or env.bool("TABLEE_TESTING", default=False)

# Demo mode offers one-click ways in and shows every mail, so it is for one's own machine: it
# refuses to start under any name but loopback's (below), and to answer what comes over a network.
DEMO = env.bool("DEMO", default=False)

# Off everywhere, the demo included: what one sees is what production serves.
DEBUG = env.bool("DEBUG", default=False)

# Signs sessions and links. Without one the site doesn't start, tests aside.
SECRET_KEY = env.str("SECRET_KEY", default="only-for-tests" if TESTING else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is missing. `make demo` writes one to var/env; in production set your own."
    )

# Names under which the site answers.
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

# The public address, used in mails and on paper, where no request tells it.
SITE_URL: str = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])

if DEMO and (strangers := loopback.strangers(ALLOWED_HOSTS, SITE_URL)):
    raise ImproperlyConfigured(
        f"Demo mode runs on this machine only: take {', '.join(strangers)} out of ALLOWED_HOSTS and"
        " SITE_URL, or DEMO out of the environment."
    )

# Moves the clock, in demo and tests only: "2026-12-01T07:45:00+00:00,30" (start, rate).
CLOCK = moved_clock.parse(env.str("TABLEE_CLOCK", default=""))
if CLOCK is not None and not (DEMO or TESTING):
    raise ImproperlyConfigured("TABLEE_CLOCK moves the clock in demo mode and in tests only.")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "heroicons",
    "template_partials",
    "anymail",
    # What every room stands on
    "networking.accounts",
    "networking.associations",
    "networking.profiles",
    "networking.mail",
    "networking.push",
    "networking.paper",
    "networking.audit",
    "networking.web",
    # What happens before, during and after a breakfast
    "events.calendar",
    "events.encounters",
    "events.guests",
    "events.directory",
    "events.wishes",
    "events.door",
    "events.rooms",
    "events.agenda",
    "events.rounds",
    "events.formats",
    "followups.contacts",
    "followups.reminders",
]
if DEMO or TESTING:
    INSTALLED_APPS.append("demo")

MIDDLEWARE = [
    "networking.web.middleware.ContentSecurityPolicy",
    "django.middleware.gzip.GZipMiddleware",  # pages; static files are compressed ahead
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "networking.accounts.middleware.Preferences",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "networking.web.middleware.SaysWhatTakesAForm",
    "networking.web.access.NoZeros",
    "networking.web.access.ClosedByDefault",
]

ROOT_URLCONF = "networking.urls"
ASGI_APPLICATION = "networking.asgi.application"
X_FRAME_OPTIONS = "DENY"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "networking.web.context.site",
            ],
        },
    },
]

# Redis carries the broker, the cache and live pushes. Without it the site runs embedded: Celery
# on files under `var/`, one machine, SQLite. The cache takes the database after the one named.
REDIS_URL: str = env.str("REDIS_URL", default="")

# SQLite by default; any PostgreSQL by DATABASE_URL, and then Redis is needed too.
# DATABASE_PREPARE is off behind a pooler that hands out another connection for each transaction.
try:
    DATABASES = {
        "default": databases.configured(
            env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'tablee.sqlite3'}"),
            redis=REDIS_URL,
            prepare=env.bool("DATABASE_PREPARE", default=True),
        )
    }
except ValueError as error:
    raise ImproperlyConfigured(str(error)) from error
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            # To clear a cache empties its database, and the broker's messages are in the other.
            "LOCATION": redis_url.beside(REDIS_URL),
        }
        if REDIS_URL
        # Rate limits want a cache that all processes share; files are good enough for one machine.
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": env.str("CACHE_DIR", default=str(VAR / "cache")),
        }
    )
}

# --- People -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["networking.accounts.backends.ByCode"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:home"
LOGOUT_REDIRECT_URL = "web:home"

# Sign-in is by a code sent by mail; nobody has a password unless an operator gives one.
ACCOUNT_ADAPTER = "networking.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# How long a code is good for, in seconds, and how often it may be mistyped.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# Codes a minute: for a whole room behind the venue's one address, and for one person's e-mail.
ACCOUNT_RATE_LIMITS = {"request_login_code": "120/m/ip,3/m/key"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
# How many proxies of our own stand in front; 0 means rate limits see the peer's address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
# Passkeys beside the code, never instead of it. They need HTTPS under a name, or localhost, so an
# operator switches them on. They belong to SITE_URL's name: under another they are worth nothing.
PASSKEYS = env.bool("PASSKEYS", default=False)
if PASSKEYS:
    try:
        relying_party(SITE_URL)
    except ValueError as error:
        raise ImproperlyConfigured(f"PASSKEYS is set, but {error}.") from error
MFA_ADAPTER = "networking.accounts.adapter.PasskeyAdapter"
MFA_SUPPORTED_TYPES = ["webauthn"] if PASSKEYS else []
# allauth would ask for the passkey itself before one is added or removed, which helps nobody who
# has lost it: here a recent sign-in counts, by code too (`networking.accounts.access`). In seconds.
MFA_REAUTHENTICATION_REQUIRED = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# A passkey can't be guessed, and a whole breakfast may sign in from one address.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
ACCOUNT_EMAIL_NOTIFICATIONS = True  # by mail: a passkey of hers was added or removed

# --- Languages and time -------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"  # only the fallback: an event has its own, and so has a person

# --- Files --------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(VAR / "static"))
# `build_assets` writes the style sheet and the subset fonts there.
(VAR / "assets").mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [VAR / "assets"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "networking.web.storage.Static"},
}
SERVESTATIC_USE_FINDERS = True
# Where Debian's fonts-noto-cjk puts its fonts: with them, Chinese, Japanese and Korean are printed.
CJK_FONTS = env.list("CJK_FONTS", default=["/usr/share/fonts/opentype/noto"])
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR / "media"))
MEDIA_URL = "m/"  # logos and covers alone are served there: `web:picture`
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# An address typed without a scheme is an https one; Django 6 does so by itself.
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- Mail ---------------------------------------------------------------------------------------

# An SMTP server by EMAIL_URL, or a provider of mail by MAIL_PROVIDER: see `mail_ways`.
EMAIL_TIMEOUT = 20
MAILBOX = VAR / "mailbox"  # where demo mode keeps each mail as a file, for its mailbox page
vars().update(mail_ways.chosen(env, mailbox=MAILBOX if DEMO else None))
ANYMAIL: dict[str, Any] = mail_ways.anymail(env.ENVIRON, timeout=EMAIL_TIMEOUT)
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="Tablée <bonjour@localhost>")
# How many invitations and messages an association sends a day; the rest leaves on the days after.
MAILS_A_DAY = env.int("MAILS_A_DAY", default=2000)
# How many a minute reach one recipient's domain, sign-in codes not counted; 0: no such measure.
MAILS_A_MINUTE_PER_DOMAIN = env.int("MAILS_A_MINUTE_PER_DOMAIN", default=120)
MAIL_ENABLED = env.bool("MAIL_ENABLED", default=True)  # False: all mails wait in the outbox

# --- Background ---------------------------------------------------------------------------------

BROKER_DIR = env.str("BROKER_DIR", default=str(VAR / "broker"))
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
if not REDIS_URL:
    CELERY_BROKER_TRANSPORT = "networking.spool:Transport"
    for _folder in ("queue", "control"):
        (Path(BROKER_DIR) / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "data_folder_in": str(Path(BROKER_DIR) / "queue"),
        "data_folder_out": str(Path(BROKER_DIR) / "queue"),
        "control_folder": str(Path(BROKER_DIR) / "control"),
        "polling_interval": 0.1,
    }
CELERY_TIMEZONE = "UTC"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 50
CELERY_TASK_TIME_LIMIT = 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Seconds between two looks for mails and reminders that are due; see `networking.ticks`.
TICK_SECONDS = env.float("TICK_SECONDS", default=5.0 if DEMO else 20.0)
CELERY_BEAT_SCHEDULE_FILENAME = env.str("BEAT_SCHEDULE", default=str(VAR / "beat"))
CELERY_BEAT_SCHEDULE = ticks.every(TICK_SECONDS)

# --- Safety -------------------------------------------------------------------------------------

# HTTPS everywhere but on loopback, where there is none.
HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "networking.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
# Whether an association's video server may stand on a network of one's own. Organisers type its
# address, so by default the site goes nowhere but to the internet.
VIDEO_PRIVATE_ADDRESSES = env.bool("VIDEO_PRIVATE_ADDRESSES", default=False)
CSRF_FAILURE_VIEW = "networking.web.errors.csrf_failure"

# How much is said in the log, by libraries and by the site itself.
LOGGING = logs.config(
    env.str("LOG_LEVEL", default="WARNING"), env.str("TABLEE_LOG_LEVEL", default="INFO")
)
