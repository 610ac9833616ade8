"""What the site logs: one line per event, without anybody's name, address or words."""

from typing import Any


def config(level: str, own: str) -> dict[str, Any]:
    """Return Django's LOGGING: everything from `level` on, what the site itself says from `own`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {"tablee": {"level": own}},
    }
