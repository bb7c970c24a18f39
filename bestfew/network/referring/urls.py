"""Addresses of referrals in one's own book."""

from __future__ import annotations

from django.urls import path

from bestfew.network.referring import deeds, match_views, views

urlpatterns = [
    path("referrals/", views.list_referrals, name="referrals"),
    path("referrals/give/", views.refer, name="refer"),
    path("referrals/take/", views.take, name="take"),
    path("referrals/<int:pk>/", views.show, name="referral"),
    path("referrals/<int:pk>/agreed/", deeds.agreed, name="referral-agreed"),
    path("referrals/<int:pk>/ask/", deeds.ask, name="referral-ask"),
    path("referrals/<int:pk>/move/", deeds.move, name="move-referral"),
    path("referrals/<int:pk>/correct/", deeds.correct, name="correct-referral"),
    path("referrals/<int:pk>/thank/", deeds.thank, name="thank"),
    path(
        "referrals/<int:pk>/thanks/<int:closed>/take-back/",
        deeds.take_thanks_back,
        name="take-thanks-back",
    ),
    path("matches/<int:team>/", match_views.matches, name="team-matches"),
    path("matches/<int:team>/<int:meeting>/", match_views.matches, name="matches"),
]
