"""Tests pass on a busy machine too: how long one example takes says nothing about the code."""

from __future__ import annotations

from hypothesis import settings

if settings.get_current_profile_name() == "default":
    settings.register_profile("default", deadline=None)
    settings.load_profile("default")
