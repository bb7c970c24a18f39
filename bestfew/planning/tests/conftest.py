"""Everybody is asked the three questions of text 001."""

from __future__ import annotations

from bestfew.prospecting.tests.conftest import profile

__all__ = ["profile"]
