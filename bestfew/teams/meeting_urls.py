"""Addresses of a team's meetings, behind both doors."""

from __future__ import annotations

from django.urls import path

from bestfew.teams.views import agenda, feeds, meetings, minutes, recording, spoken

urlpatterns = [
    path("meetings/", meetings.list_meetings, name="meetings"),
    path("meetings/plan/", meetings.plan, name="plan-meetings"),
    path("meetings/calendar/open/", feeds.open_feed, name="open-feed"),
    path("meetings/calendar/end/", feeds.end_feed, name="end-feed"),
    path("meetings/<int:pk>/", meetings.show, name="meeting"),
    path("meetings/<int:pk>/meeting.ics", meetings.file, name="meeting-file"),
    path("meetings/<int:pk>/edit/", meetings.change, name="change-meeting"),
    path("meetings/<int:pk>/call-off/", meetings.call_off, name="call-off"),
    path("meetings/<int:pk>/call-on/", meetings.call_on, name="call-on"),
    path("meetings/<int:pk>/end-rule/", meetings.end_series, name="end-series"),
    path("meetings/<int:pk>/reply/", recording.reply, name="reply"),
    path("meetings/<int:pk>/stage/", recording.stage, name="stage"),
    path("meetings/<int:pk>/attendance/", recording.attend, name="attend"),
    path("meetings/<int:pk>/news/", recording.news, name="news"),
    path("meetings/<int:pk>/promises/", spoken.promise, name="promise"),
    path("meetings/<int:pk>/wishes/<int:member>/", spoken.wish, name="wish"),
    path("meetings/<int:pk>/praise/", spoken.praise, name="praise"),
    path("meetings/<int:pk>/note/", spoken.note, name="note"),
    path("meetings/<int:pk>/agenda/", agenda.arrange, name="agenda"),
    path("meetings/<int:pk>/minutes/", minutes.show, name="minutes"),
    path("meetings/points/<int:pk>/", agenda.change, name="change-point"),
    path("meetings/points/<int:pk>/tick/", recording.tick, name="tick"),
    path("meetings/promises/<int:pk>/", recording.settle, name="settle"),
]
