"""An organiser reads a programme in: pasted, looked at, corrected in words, and saved at a press. Not before that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from dialogs.answers import Suggestion, Told
from dialogs.answers.importing import ProgrammePreviewed
from dialogs.conversation import Reply, State, Visit
from dialogs.corrections import read_correction
from dialogs.corrections.reader import is_refusal, is_save
from dialogs.organisers.pasting import drafts_of, is_readable_here
from dialogs.organisers.placing import Places, places_of
from dialogs.phrases import voice
from dialogs.signup.draft import find_draft
from dialogs.signup.known import require_private
from dialogs.suggestions import NEXT
from dialogs.understanding.steps import StepWord, step_word, yes_or_no
from dialogs.understanding.wish import NONE
from gatherings.actions.importing import (
    begin_imports,
    correct_import,
    get_pending,
    place_import,
    preview_of,
    refuse_pending,
    save_pending,
)
from gatherings.actions.page_links import host_link
from gatherings.errors import ChangedMeanwhile, NoPendingImport, NotAnOrganiser, Refusal
from gatherings.gathering import GatheringId, NetworkId
from gatherings.intake.draft import Unreadable
from gatherings.intake.pasted import is_programme
from gatherings.intake.pending import PendingImport
from gatherings.store.organisers import Scope

KEY: Final = "import"
JUST_SHOWN: Final = "just_shown"
"""Kept beside the preview until something else is answered: so long a bare yes is meant for it."""
SURE: Final = 0.8
MOST_OFFERED: Final = 5
CARD_HOLDS: Final = 15  # blocks; a longer programme is better seen on the page


async def start(visit: Visit) -> Reply:
    """Asks for the programme. Raises OnlyInPrivate, NotAnOrganiser."""
    _require_organiser(visit)
    page = await _page(visit)
    buttons = () if page is None else (Suggestion("open_host", url=page),)
    key = "importing.ask" if page else "importing.ask_without_page"
    return Reply(
        Told(key, {}, (*buttons, Suggestion("stop_import", "import.stop"))), {**visit.state, KEY: {"waits": True}}
    )


async def stop(visit: Visit) -> Reply:
    """Nothing is waited for any more."""
    return Reply(Told("importing.stopped", {}, (NEXT,)), _without(visit.state))


def is_pasted(visit: Visit) -> bool:
    """Whether the message is a programme, or the text that was asked for."""
    text = visit.wish.text
    if not text or not visit.organises or not visit.actor.is_in_private:
        return False
    return is_programme(text) or (_kept(visit).get("waits") is True and "\n" in text.strip())


def not_just_shown(state: State) -> State:
    """The state in which a bare yes is for nothing that is looked at."""
    kept = state.get(KEY)
    if not isinstance(kept, Mapping) or JUST_SHOWN not in kept:
        return state
    return {**state, KEY: {name: value for name, value in kept.items() if name != JUST_SHOWN}}


async def take_words(visit: Visit) -> Reply | None:
    """The reply to a programme that was pasted, or to words about the one that is looked at; None for other matters."""
    if is_pasted(visit):
        return await _read(visit)
    kept, text = _kept(visit), visit.wish.text
    if not text or not kept or find_draft(visit.state) is not None:
        return None
    if "id" in kept:
        return await _said_about(visit, str(kept["id"]))
    return await stop(visit) if step_word(text) is StepWord.CANCEL else None


async def _read(visit: Visit) -> Reply:
    """The preview of the only programme, or which of several is meant."""
    _require_organiser(visit)
    if not is_readable_here(visit.wish.text):
        return Reply(Told("importing.too_much_here"), visit.state)
    say = voice(visit.language)
    file = say("importing.pasted")
    places = await places_of(visit)
    try:
        drafts = await drafts_of(visit, file, places)
    except Unreadable as refused:
        sentence = say(refused.key, **refused.args_of_sentence)
        return Reply(Told("importing.unreadable", {"sentence": sentence}), visit.state)
    begun = await begin_imports(visit.tx, visit.actor.person_id, places.first, drafts, file=file, now=visit.now)
    if len(begun) == 1:
        return await _placed(visit, begun[0], places)
    buttons = tuple(
        Suggestion(f"={one.draft.name}, {say.day(one.draft.starts_on)}", "import.show", {"id": one.id})
        for one in begun[:MOST_OFFERED]
    )
    return Reply(Told("importing.which_programme", {"n": len(begun)}, buttons), _without(visit.state))


async def _placed(visit: Visit, pending: PendingImport, places: Places) -> Reply:
    """The preview, where it is clear which gathering it is for; else asks that."""
    sure = places.sure_of(pending.draft)
    if sure is not None:
        return await _previewed(visit, await place_import(visit.tx, pending, sure))
    offered = places.offered(pending.id)
    filling = {"draft": pending.draft.name, "day": pending.draft.starts_on}
    return Reply(Told("importing.which_gathering", filling, offered), _without(visit.state))


async def place(visit: Visit) -> Reply:
    """The preview for the gathering that was chosen, or as a new one. Raises NoPendingImport, NotAnOrganiser."""
    require_private(visit)
    pending = await _pending(visit)
    network, gathering = (str(visit.wish.slots.get(name, "")) for name in ("network", "gathering"))
    chosen = Scope(gathering_id=GatheringId(gathering)) if gathering else Scope(NetworkId(network))
    return await _previewed(visit, await place_import(visit.tx, pending, chosen))


async def show(visit: Visit) -> Reply:
    """The preview, from a block on. Raises NoPendingImport, NotAnOrganiser."""
    require_private(visit)
    pending = await _pending(visit)
    first = visit.wish.slots.get("from", 0)
    if pending.gathering_id is None and _kept(visit).get("id") != pending.id:
        return await _placed(visit, pending, await places_of(visit))
    return await _previewed(visit, pending, first=first if isinstance(first, int) else 0)


async def correct(visit: Visit) -> Reply:
    """How a correction is said. Raises NoPendingImport, NotAnOrganiser."""
    require_private(visit)
    pending = await _pending(visit)
    return Reply(Told("importing.how"), {**visit.state, KEY: {**_kept(visit), "id": pending.id}})


async def save(visit: Visit) -> Reply:
    """Saves it, and says who is told what. Raises NoPendingImport, NotAnOrganiser."""
    require_private(visit)
    return await _saved(visit, str(visit.wish.slots.get("id", "")), visit.wish.slots.get("seen", 0))


async def _saved(visit: Visit, import_id: str, seen: object) -> Reply:
    version = seen if isinstance(seen, int) else 0
    person_id = visit.actor.person_id
    try:
        made = await save_pending(visit.tx, person_id, import_id, seen=version, language=visit.language, now=visit.now)
    except ChangedMeanwhile:
        again = await _previewed(visit, await get_pending(visit.tx, person_id, import_id))
        return replace(again, answer=Told("importing.changed_meanwhile"), then=again.answer)
    after = made.imported.after
    say = voice(visit.language)
    told = say("importing.announced.some", n=made.announced) if made.announced else say("importing.announced.none")
    filling = {"gathering": after.title, "n": len(after.programme), "announced": told}
    show_all = Suggestion("day", "agenda.day", {"day": after.starts_on.isoformat(), "gathering": after.id})
    return Reply(Told("importing.saved", filling, (show_all, NEXT)), _without(visit.state))


async def refuse(visit: Visit) -> Reply:
    """It is gone, and nothing has changed. Raises NoPendingImport, NotAnOrganiser."""
    require_private(visit)
    return await _refused(visit, str(visit.wish.slots.get("id", "")))


async def _refused(visit: Visit, import_id: str) -> Reply:
    await refuse_pending(visit.tx, visit.actor.person_id, import_id)
    return Reply(Told("importing.refused", {}, (NEXT,)), _without(visit.state))


async def _said_about(visit: Visit, import_id: str) -> Reply | None:
    """The reply to words while a preview is looked at; None where it is gone, or they surely ask something else."""
    try:
        pending = await get_pending(visit.tx, visit.actor.person_id, import_id, to_change=True)
    except (NoPendingImport, NotAnOrganiser):
        return None
    text, is_question = visit.wish.text, visit.wish.intent != NONE and visit.wish.confidence >= SURE
    if is_save(text) or (_kept(visit).get(JUST_SHOWN) and yes_or_no(text)):
        return await _saved(visit, import_id, _kept(visit).get("seen"))
    if is_refusal(text):
        return await _refused(visit, import_id)
    try:
        correction = read_correction(text, pending.draft)
        corrected = await correct_import(visit.tx, pending, correction, now=visit.now)
    except Refusal as refused:
        return None if is_question else Reply(Told(refused.key, refused.args_of_sentence), visit.state)
    return await _previewed(visit, corrected, is_corrected=True)


async def _previewed(visit: Visit, pending: PendingImport, *, first: int = 0, is_corrected: bool = False) -> Reply:
    """The preview; what is said next is about it."""
    preview = await preview_of(visit.tx, pending, language=visit.language, now=visit.now)
    is_long = len(preview.imported.after.programme) > CARD_HOLDS
    page = await _page(visit) if is_long else None
    answer = ProgrammePreviewed(preview=preview, first=first, is_corrected=is_corrected, page=page)
    return Reply(answer, {**visit.state, KEY: {"id": pending.id, "seen": preview.seen, JUST_SHOWN: True}})


async def _pending(visit: Visit) -> PendingImport:
    return await get_pending(visit.tx, visit.actor.person_id, str(visit.wish.slots.get("id", "")))


async def _page(visit: Visit) -> str | None:
    """The way to the organisers' page, where there is one."""
    if visit.link is None:
        return None
    return visit.link("host", await host_link(visit.tx, visit.actor.person_id, now=visit.now))


def _require_organiser(visit: Visit) -> None:
    require_private(visit)
    if not visit.organises:
        raise NotAnOrganiser


def _kept(visit: Visit) -> Mapping[str, Any]:
    kept = visit.state.get(KEY)
    return kept if isinstance(kept, Mapping) else {}


def _without(state: State) -> dict[str, object]:
    return {name: value for name, value in state.items() if name != KEY}
