"""Where a process learns of new revisions: from Redis, or from the database's own file."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from networking.push.hub import Source
from networking.push.sources.database_file import DatabaseFile
from networking.push.sources.redis_topic import RedisTopic


def configured() -> Source:
    """Return the source that fits the settings; without Redis the database must be a file."""
    if settings.REDIS_URL:
        return RedisTopic(settings.REDIS_URL)
    if connection.vendor != "sqlite":
        raise ImproperlyConfigured("Live pages need Redis beside this database: set REDIS_URL.")
    return DatabaseFile(str(connection.settings_dict["NAME"]))
