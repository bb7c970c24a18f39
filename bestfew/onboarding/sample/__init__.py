"""A believable year of sample data: loaded with one tap, taken out with another."""

from __future__ import annotations

from bestfew.onboarding.sample.removal import remove_sample
from bestfew.onboarding.sample.year import HasSample, load_sample

__all__ = ["HasSample", "load_sample", "remove_sample"]
