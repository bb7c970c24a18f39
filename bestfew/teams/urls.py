"""Addresses of a team's pages, behind both of its doors (`team:` and `guest:`)."""

from __future__ import annotations

from django.urls import path

from bestfew.teams import meeting_urls
from bestfew.teams.views import health, members, seats, slip_deeds, slips, team

app_name = "doors"

urlpatterns = [
    path("", team.show, name="team"),
    path("edit/", team.edit, name="edit"),
    path("end/", team.end, name="end"),
    path("rivals/", team.say_rivals, name="say-rivals"),
    path("rivals/<int:pk>/remove/", team.unsay_rivals, name="unsay-rivals"),
    # how it does
    path("health/", health.show, name="health"),
    path("graph/", health.graph, name="graph"),
    # oneself
    path("me/", members.me, name="me"),
    path("me/leave/", members.leave, name="leave"),
    # the others
    path("members/<int:pk>/", members.show, name="member"),
    path("members/<int:pk>/position/", members.appoint, name="appoint"),
    path("members/<int:pk>/remove/", members.remove, name="remove"),
    path("members/<int:pk>/link/", members.new_link, name="new-link"),
    path("members/<int:pk>/link/end/", members.revoke, name="revoke-link"),
    # seats
    path("seats/add/", seats.add, name="add-seat"),
    path("seats/<int:pk>/", seats.show, name="seat"),
    path("seats/<int:pk>/invite/", seats.invite, name="invite"),
    path("seats/<int:pk>/suggest/", seats.suggest, name="suggest"),
    path("seats/<int:pk>/close/", seats.close, name="close-seat"),
    path("seats/suggested/<int:pk>/remove/", seats.forget, name="forget-suggestion"),
    path("seats/offers/<int:pk>/withdraw/", seats.withdraw, name="withdraw"),
    *meeting_urls.urlpatterns,
    # referrals and their stories
    path("referrals/", slips.list_slips, name="referrals"),
    path("referrals/give/", slips.give, name="give-slip"),
    path("referrals/<int:pk>/", slips.show, name="slip"),
    path("referrals/<int:pk>/agreed/", slip_deeds.agreed, name="slip-agreed"),
    path("referrals/<int:pk>/ask/", slip_deeds.ask, name="slip-ask"),
    path("referrals/<int:pk>/move/", slip_deeds.move, name="move-slip"),
    path("referrals/<int:pk>/correct/", slip_deeds.correct, name="correct-slip"),
    path("referrals/<int:pk>/thank/", slip_deeds.thank, name="thank-slip"),
    path("referrals/<int:pk>/story/", slip_deeds.tell, name="tell-story"),
    path("stories/", slip_deeds.list_stories, name="stories"),
    path("stories/<int:pk>/share/", slip_deeds.share, name="share-story"),
    path("stories/<int:pk>/unshare/", slip_deeds.unshare, name="unshare-story"),
]
