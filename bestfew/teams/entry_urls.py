"""Addresses before a door: the teams in which one sits, a new one, an invitation."""

from __future__ import annotations

from django.urls import path

from bestfew.teams.views import answering, asked, entry, feeds, joining

app_name = "teams"

urlpatterns = [
    path("teams/", entry.list_teams, name="list"),
    path("teams/found/", entry.found, name="found"),
    path("seat/<str:secret>/", joining.join, name="join"),
    path("meetings/<str:token>.ics", feeds.feed, name="feed"),
    path("coming/<str:token>/", answering.answer, name="answer"),
    # short, for whoever is referred, and for who reads a story
    path("ask/<str:secret>/", asked.asked, name="asked"),
    path("story/<str:secret>/", asked.story, name="story"),
]
