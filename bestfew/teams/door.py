"""The two doors to a team's pages: signed in, or through a guest's own link.

Both lead to the same views. A view takes a `Door`: who is at work in which team, and
the addresses of that team's pages for them. `/teams/<team>/…` is for members of a
workspace that sits in the team; `/t/<secret>/…` is for guests. Anything else is a 404.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from bestfew.accounts.access import member_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.accounts.models import LinkUsedOrExpired
from bestfew.teams.models import GuestLink, TeamMember
from bestfew.teams.sharing import guest_scope
from bestfew.web.errors import forbidden, not_found

P = ParamSpec("P")
SAFE = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Door:
    """Whoever is at work in a team: `me` is their seat there.

    `secret` is '' for who has signed in; `may_write` is false for viewers of the
    workspace that sits there.
    """

    me: TeamMember
    secret: str = ""
    may_write: bool = True

    @property
    def is_guest(self) -> bool:
        return bool(self.secret)

    @property
    def leads(self) -> bool:
        """Whether they lead the team, and may do so from here."""
        return self.may_write and self.me.leads

    @property
    def shell(self) -> str:
        """The page that a team's pages fill: a guest has no rail and no book."""
        return "teams/guest.html" if self.secret else "shell.html"

    def url(self, name: str, *args: int | str) -> str:
        """The address of a page of this team, through this door."""
        if self.secret:
            return reverse(f"guest:{name}", args=[self.secret, *args])
        return reverse(f"team:{name}", args=[self.me.team_id, *args])


DoorView = Callable[Concatenate[HttpRequest, Door, P], HttpResponse]


def through_door(view: DoorView[P]) -> Callable[..., HttpResponse]:
    """Open a view to a team's members, by either door; strangers get 404.

    What is neither GET nor HEAD is refused to who may only look (403).
    """

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "secret" in kwargs:
            return _guest(view, request, kwargs.pop("secret"), *args, **kwargs)
        return member_required(_member)(request, view, *args, **kwargs)

    return opened


def _member(
    request: MemberRequest, view: Any, team: int, *args: Any, **kwargs: Any
) -> HttpResponse:
    mine = TeamMember.objects.of(request.member).filter(team=team)
    me = mine.select_related("team", "seat").first()
    if me is None:
        raise Http404
    door = Door(me, may_write=request.member.may_write)
    if request.method not in SAFE and not door.may_write:
        raise PermissionDenied
    return cast(HttpResponse, view(request, door, *args, **kwargs))


def _guest(
    view: Any, request: HttpRequest, secret: str, *args: Any, **kwargs: Any
) -> HttpResponse:
    """In the member's language and the team's zone, in no workspace."""
    me = _who_has(secret)
    language = me.language or me.team.language
    with (
        guest_scope(me),
        translation.override(language),
        timezone.override(ZoneInfo(me.team.zone)),
    ):
        request.member = None  # type: ignore[attr-defined]
        request.LANGUAGE_CODE = translation.get_language()
        try:
            response = view(request, Door(me, secret), *args, **kwargs)
        except PermissionDenied as refused:  # told in their own language, too
            response = forbidden(request, refused)
        except Http404 as unknown:
            response = not_found(request, unknown)
    # To nobody else; none at all would make browsers hide where a form came from, too.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return cast(HttpResponse, response)


def _who_has(secret: str) -> TeamMember:
    """The guest of a link that works; a stranger learns nothing (404)."""
    try:
        link = GuestLink.by_secret(secret, at=timezone.now())
    except LinkUsedOrExpired:
        raise Http404 from None
    found = TeamMember.unscoped.filter(pk=link.member_id, left_at=None)
    me: TeamMember | None = found.select_related("team", "seat").first()
    if me is None:
        raise Http404
    return me
