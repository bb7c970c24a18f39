"""Addresses of desk."""

from __future__ import annotations

from django.urls import path

from bestfew.desk import find, person, today

app_name = "desk"

urlpatterns = [
    path("", today.today, name="today"),
    path("find/", find.find, name="find"),
    path("people/<int:pk>/", person.person, name="person"),
]
