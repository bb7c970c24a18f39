"""Addresses of the log and of follow-ups."""

from __future__ import annotations

from django.urls import path

from bestfew.activities.views import follow_ups, log

app_name = "activities"

urlpatterns = [
    path("", log.log, name="log"),
    path("<int:pk>/take-back/", log.take_back, name="take-back"),
    # /log/follow-ups/
    path("follow-ups/", follow_ups.list_follow_ups, name="follow-ups"),
    path("follow-ups/plan/", follow_ups.plan, name="plan"),
    path("follow-ups/<int:pk>/done/", follow_ups.done, name="done"),
    path("follow-ups/<int:pk>/reopen/", follow_ups.reopen, name="reopen"),
    path("follow-ups/<int:pk>/snooze/", follow_ups.snooze, name="snooze"),
    path("follow-ups/<int:pk>/move-back/", follow_ups.move_back, name="move-back"),
    path("follow-ups/<int:pk>/assign/", follow_ups.assign, name="assign"),
]
