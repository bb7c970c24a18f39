"""Addresses of the network as one workspace sees it."""

from __future__ import annotations

from django.urls import include, path

from bestfew.network import sphere_urls
from bestfew.network.home import views as home
from bestfew.network.referring import urls as referring_urls
from bestfew.network.views import filling

app_name = "network"

urlpatterns = [
    path("", home.home, name="home"),
    path("seats/<int:pk>/", filling.candidates, name="candidates"),
    path("today/", home.today, name="today"),
    path("", include(sphere_urls.urlpatterns)),
    path("", include(referring_urls.urlpatterns)),
]
