"""What campaigns keep: their forms, and their call lists."""

from __future__ import annotations

from bestfew.campaigns.models.calls import Call
from bestfew.campaigns.models.forms import Form, Knock

__all__ = ["Call", "Form", "Knock"]
