"""Profiles for tests."""

from __future__ import annotations

from bestfew.prospecting.models import Criterion, QualificationProfile
from bestfew.prospecting.rules import BUILT_IN_PROFILES


def make_profile(key: str = "001", *, is_default: bool = True) -> QualificationProfile:
    """A built-in profile, with short questions."""
    profile: QualificationProfile = QualificationProfile.objects.create(
        key=key, name=f"Profile {key}", is_default=is_default
    )
    Criterion.objects.bulk_create(
        Criterion(
            profile=profile,
            key=each,
            question=f"Is {each} there?",
            hint=f"Ask about {each}.",
            position=position,
        )
        for position, each in enumerate(BUILT_IN_PROFILES[key])
    )
    return profile


def all_yes(key: str = "001") -> dict[str, str]:
    """The answers that make somebody a prospect under a profile."""
    return dict.fromkeys(BUILT_IN_PROFILES[key], "met")
