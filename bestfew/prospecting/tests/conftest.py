"""Everybody is asked the three questions of text 001."""

from __future__ import annotations

import pytest

from bestfew.accounts.models import Workspace
from bestfew.prospecting.models import QualificationProfile
from bestfew.prospecting.tests.cast import make_profile


@pytest.fixture
def profile(in_workspace: Workspace) -> QualificationProfile:
    return make_profile()
