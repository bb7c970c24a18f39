"""Addresses of the offerings: the markets' nouns, shown with the funnel's cycle."""

from __future__ import annotations

from django.urls import path

from bestfew.funnel import offerings

app_name = "markets"

urlpatterns = [
    path("", offerings.offerings, name="offerings"),
    path("new/", offerings.save, name="add-offering"),
    path("<int:pk>/", offerings.save, name="edit-offering"),
    path("<int:pk>/retire/", offerings.retire, name="retire-offering"),
]
