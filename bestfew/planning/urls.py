"""Addresses of the plan."""

from __future__ import annotations

from django.urls import path

from bestfew.planning.views import calendar, plan, time, week

app_name = "planning"

urlpatterns = [
    path("", plan.plan, name="plan"),
    path("week/", week.week, name="week"),
    path("today/", week.today, name="today"),
    path("week/add/", week.add, name="add-block"),
    path("week/fill/", week.fill, name="fill-week"),
    path("week/morning/", week.morning, name="morning"),
    path("week/mornings/", week.mornings, name="set-morning"),
    path("blocks/<int:pk>/", week.block, name="block"),
    path("time/", time.time, name="time"),
    path("time/export/", time.export, name="export"),
    path("team/", time.team, name="team"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/open/", calendar.open_feed, name="open-calendar"),
    path("calendar/end/", calendar.end_feed, name="end-calendar"),
    path("calendar/<str:token>.ics", calendar.feed, name="feed"),
]
