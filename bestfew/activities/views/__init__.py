"""Screens of the log and of follow-ups."""
