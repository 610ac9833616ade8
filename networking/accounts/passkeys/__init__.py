"""Passkeys, a second way in beside the code, if an operator sets `PASSKEYS`."""
