"""A believable year of sample data: loaded with one tap, taken out with another."""

from __future__ import annotations

from bestfew.onboarding.sample.removal import has_sample, remove_sample
from bestfew.onboarding.sample.year import HasSample, load_sample

__all__ = ["HasSample", "has_sample", "load_sample", "remove_sample"]
