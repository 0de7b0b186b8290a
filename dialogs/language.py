"""The language in which a person is answered."""

from __future__ import annotations

from dialogs.answers import Suggestion, Told
from dialogs.conversation import Reply, Visit
from dialogs.suggestions import NEXT
from gatherings.gathering import LANGUAGES, Language
from gatherings.store.people import set_conversation_language, set_language


async def choose_language(visit: Visit) -> Reply:
    """Answers in it from now on; asks which one where none is named."""
    language = visit.wish.slots.get("lang")
    if language not in LANGUAGES:
        buttons = tuple(Suggestion(f"language_{one}", "language.set", {"lang": one}) for one in LANGUAGES)
        return Reply(Told("language.which", {}, buttons), visit.state)
    chosen = Language(str(language))
    await set_language(visit.tx, visit.actor.person_id, chosen, is_chosen=True)
    if not visit.actor.is_in_private and await visit.is_organiser():
        await set_conversation_language(visit.tx, visit.actor.conversation.id, chosen)
    return Reply(Told("language.chosen", {}, (NEXT,)), visit.state)
