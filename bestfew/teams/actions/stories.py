"""Success stories of referrals, told with the people's permission (A40)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bestfew.teams.actions.slips import NotYours, WrongStep, locked, refuse_gone
from bestfew.teams.models import Slip, Status, Story, StoryLink, TeamMember

STORY_LINK_DAYS = 365


class PermissionNeeded(Exception):
    """The people in a story have not agreed that it is shown."""


@transaction.atomic
def tell_story(
    slip: Slip,
    *,
    by: TeamMember,
    title: str,
    text: str,
    at: datetime,
    agreed_how: str = "",
    seen: int = 0,
) -> Story:
    """Tell what came of a referral, or tell it anew from the version one saw.

    How the people in it agreed may be said later: until then only the teller reads it.
    Raises `NotYours` for who did not get the referral, `WrongStep` before it is won,
    `NotInTheTeam` for who left meanwhile, `ChangedMeanwhile`.
    """
    slip = locked(slip)
    if by.pk != slip.receiver_id:
        raise NotYours
    refuse_gone(by.pk)
    if slip.status != Status.WON:
        raise WrongStep
    how = agreed_how.strip()
    story, is_new = Story.unscoped.get_or_create(
        team_id=slip.team_id, slip=slip, defaults={"teller": by, "told_at": at}
    )
    agreed_at = (story.agreed_at or at) if how else None
    story.change(
        seen=story.version if is_new else seen,
        title=title.strip(), text=text.strip(), agreed_at=agreed_at, agreed_how=how,
    )  # fmt: skip
    if not how:
        end_story_links(story, at=at)
    found: Story = story
    return found


@transaction.atomic
def share_story(story: Story, *, by: TeamMember, at: datetime) -> str:
    """The secret of a new link to a story; the one before it ends.

    Raises `NotYours`, and `PermissionNeeded` before the people in it agreed.
    """
    story = Story.unscoped.select_for_update().get(pk=story.pk)
    if by.pk != story.teller_id:
        raise NotYours
    if not story.agreed_at:
        raise PermissionNeeded
    end_story_links(story, at=at)
    _link, secret = StoryLink.issue(
        at=at, days=STORY_LINK_DAYS, team_id=story.team_id, story=story, created_at=at
    )
    return secret


def end_story_links(story: Story, *, at: datetime) -> None:
    """Make the links to a story worthless."""
    rows = StoryLink.unscoped.filter(team=story.team_id, story=story, ended_at=None)
    rows.update(ended_at=at)
