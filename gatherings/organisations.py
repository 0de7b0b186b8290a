"""Placeholder until the organisations branch comes in."""

from __future__ import annotations

from typing import NewType

OrganisationId = NewType("OrganisationId", str)
