"""Addresses of target markets, and of the sheets that partners read."""

from __future__ import annotations

from django.urls import path

from bestfew.markets.views import markets, past_sales, sheets

app_name = "target"

urlpatterns = [
    path("markets/", markets.list_markets, name="list"),
    path("markets/add/", markets.add, name="add"),
    path("markets/<int:pk>/", markets.show, name="market"),
    path("markets/<int:pk>/offerings/", markets.offer, name="offer"),
    path("markets/<int:pk>/past-sales/", past_sales.show, name="past-sales"),
    path("markets/<int:pk>/signs/", past_sales.add_sign, name="add-sign"),
    path("markets/again/<int:pk>/", past_sales.again, name="work-again"),
    path("markets/<int:pk>/retire/", markets.retire, name="retire"),
    path("markets/<int:pk>/take-up/", markets.take_up, name="take-up"),
    path("markets/<int:pk>/sheet/", sheets.show, name="sheet"),
    path("markets/<int:pk>/share/", sheets.share, name="share"),
    path("markets/<int:pk>/stop-sharing/", sheets.stop, name="stop-sharing"),
    path("best-customer/<str:token>/", sheets.public, name="public"),
]
