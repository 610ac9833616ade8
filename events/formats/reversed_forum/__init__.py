"""Reversed forum."""
