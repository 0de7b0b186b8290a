"""What people do. Each function acts inside the caller's transaction and raises a Refusal when it may not be done."""

from gatherings.actions.actor import Actor, require_organiser
from gatherings.actions.organisers import (
    CODE_LIVES,
    TRIES,
    TRIES_WITHIN,
    become_organiser,
    invite_organiser,
    note_try,
    remove_organiser,
)
from gatherings.actions.programmes import follow_programme, link_of, save_and_plan, set_stream, stop_following

__all__ = [
    "CODE_LIVES",
    "TRIES",
    "TRIES_WITHIN",
    "Actor",
    "become_organiser",
    "follow_programme",
    "invite_organiser",
    "link_of",
    "note_try",
    "remove_organiser",
    "require_organiser",
    "save_and_plan",
    "set_stream",
    "stop_following",
]
