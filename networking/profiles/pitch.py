"""The pitch: one minute at most, spoken. Pure rules."""

DEFAULT_PACE = 150
