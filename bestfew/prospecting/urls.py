"""Addresses of prospecting."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "prospecting"

urlpatterns: list[URLPattern] = []
