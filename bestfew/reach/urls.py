"""Addresses of reach, and of what is kept on the phone."""

from __future__ import annotations

from django.urls import path

from bestfew.reach.views import counting, day, installed, reading, settings

app_name = "reach"

urlpatterns = [
    path("reach/", reading.reach, name="reach"),
    path("reach/count/", counting.count, name="count"),
    path("reach/campaigns/", counting.campaigns, name="campaigns"),
    path("reach/queue/", counting.queue, name="queue"),
    path("reach/<int:pk>/take-back/", counting.take_back, name="take-back"),
    path("reach/targets/", reading.targets, name="targets"),
    path("reach/day/", day.plan, name="day"),
    path("reach/channels/", settings.channels, name="channels"),
    path("reach/channels/add/", settings.add, name="add-channel"),
    path("reach/channels/<int:pk>/", settings.channel, name="channel"),
    path("reach/offline/", installed.offline, name="offline"),
    # at the root, so that it may answer for every page
    path("worker.js", installed.worker, name="worker"),
    path("manifest.webmanifest", installed.manifest, name="manifest"),
]
