"""Programmes read in on the organisers' pages over HTTP. Nothing is changed before somebody has seen it and pressed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from aiohttp import web

from bot.host import programme
from bot.host.bench import PROGRAMME, Bench, bench_of, bench_of_network
from bot.host.edits import edits_of
from bot.host.entrance import PATH
from bot.host.host import Host
from bot.host.preview import Refused, draw_preview, draw_saved
from bot.intake.apart import read_apart
from bot.pages.forms import Limits, Upload
from bot.pages.site import NotThere, Site, answering, asked_language, refused, see_other, sentence
from dialogs.corrections import read_correction
from gatherings.actions.importing import (
    begin_imports,
    correct_import,
    get_pending,
    preview_of,
    refuse_pending,
    save_pending,
)
from gatherings.errors import DateMissing, NoPendingImport, NotADay, NothingToRead, Refusal
from gatherings.intake.corrections import Correction
from gatherings.intake.decoding import LARGEST_BYTES
from gatherings.intake.documents import LARGEST_DOCUMENT
from gatherings.intake.draft import Draft, Unreadable
from gatherings.intake.pending import PendingImport
from gatherings.store import Tx
from gatherings.store.overview import list_networks_of_organiser

LONGEST_NAME: Final = 120


@dataclass(frozen=True)
class ProgrammePages:
    """`/host/SLUG/programme` and `/host/network/SLUG/programme`, with the previews under them."""

    site: Site
    host: Host

    def add_to(self, app: web.Application) -> None:
        """Before the other pages of a gathering, whose addresses are wider."""
        for base in (f"/{PATH}/network/{{network}}/{PROGRAMME}", f"/{PATH}/{{slug}}/{PROGRAMME}"):
            app.router.add_get(base, self.show)
            app.router.add_post(base, self.read)
            app.router.add_get(f"{base}/{{pending}}", self.look)
            app.router.add_post(f"{base}/{{pending}}", self.decide)

    @answering
    async def show(self, request: web.Request) -> web.Response:
        """The programme, and the form to read one in."""
        async with self._bench(request, self.site.database.read()) as bench:
            if bench is None:
                return self.host.outside(request)
            return self.site.show(await programme.show(bench), voice=bench.voice)

    @answering
    async def read(self, request: web.Request) -> web.Response:
        """Reads a file or a text, apart from everybody else, and leads to its preview."""
        async with self._bench(request, self.site.database.read()) as bench:
            if bench is None:
                return self.host.outside(request)
        holder = self.site.sessions.holder(request)
        limits = Limits(file=LARGEST_DOCUMENT, text=LARGEST_BYTES)
        upload = await self.site.forms.read_upload(request, holder=holder, limits=limits)
        file = _name_of(upload, bench)
        drafts = await _drafts(upload, file, bench)
        async with self._bench(request, self.site.database.write()) as bench:
            if bench is None:
                return self.host.outside(request)
            person_id = bench.person.id
            begun = await begin_imports(bench.tx, person_id, bench.scope, drafts, file=file, now=bench.now)
            return see_other(bench.path(begun[0].id if len(begun) == 1 else ""))

    @answering
    async def look(self, request: web.Request) -> web.Response:
        """The preview."""
        async with self._bench(request, self.site.database.read()) as bench:
            if bench is None:
                return self.host.outside(request)
            try:
                pending = await self._pending(bench, request)
            except NoPendingImport as gone:
                return self._gone(gone, bench)
            return await self._drawn(bench, pending)

    @answering
    async def decide(self, request: web.Request) -> web.Response:
        """Corrects, saves or refuses it."""
        if self.site.sessions.find(request) is None:
            return self.host.outside(request)
        filled = await self.site.forms.read(request, holder=self.site.sessions.holder(request))
        async with self._bench(request, self.site.database.write()) as bench:
            if bench is None:
                return self.host.outside(request)
            try:
                pending = await self._pending(bench, request, to_change=True)
            except NoPendingImport as gone:
                return self._gone(gone, bench)
            match filled.get("do"):
                case "save":
                    return await self._saved(bench, pending, filled)
                case "refuse":
                    await refuse_pending(bench.tx, bench.person.id, pending.id)
                    return see_other(bench.path())
                case "edit" | "correct":
                    return await self._corrected(bench, pending, filled)
        raise NotThere

    def _gone(self, gone: NoPendingImport, bench: Bench) -> web.Response:
        """That it is not there any more, and the way back to the programme."""
        return self.site.show(refused(gone, bench.voice, back=bench.path()), voice=bench.voice)

    async def _saved(self, bench: Bench, pending: PendingImport, filled: Mapping[str, str]) -> web.Response:
        seen = filled.get("seen", "")
        preview = await save_pending(
            bench.tx,
            bench.person.id,
            pending.id,
            seen=int(seen) if seen.isdecimal() else -1,
            language=bench.voice.language,
            now=bench.now,
        )
        return self.site.show(draw_saved(bench, preview), voice=bench.voice)

    async def _corrected(self, bench: Bench, pending: PendingImport, filled: Mapping[str, str]) -> web.Response:
        """To the preview with what was said; the same preview with the reason, where it cannot be."""
        said = " ".join(filled.get("said", "").split())
        changed = pending
        try:
            async with bench.tx.begin_nested():
                for correction in _corrections(pending.draft, filled, said):
                    changed = await correct_import(bench.tx, changed, correction, now=bench.now)
        except Refusal as refusal:
            return await self._drawn(bench, pending, Refused(sentence(refusal, bench.voice), said))
        number = filled.get("number", "") if filled.get("do") == "edit" else ""
        return see_other(bench.path(f"{pending.id}{f'#b-{number}' if number.isdecimal() else ''}"))

    async def _drawn(self, bench: Bench, pending: PendingImport, why: Refused | None = None) -> web.Response:
        preview = await preview_of(bench.tx, pending, language=bench.voice.language, now=bench.now)
        return self.site.show(draw_preview(bench, preview, refused=why), voice=bench.voice)

    async def _pending(self, bench: Bench, request: web.Request, *, to_change: bool = False) -> PendingImport:
        """Raises NoPendingImport, also for one of another gathering, NotAnOrganiser."""
        import_id = request.match_info["pending"]
        pending = await get_pending(bench.tx, bench.person.id, import_id, to_change=to_change)
        if (pending.network_id, pending.gathering_id) != (bench.scope.network_id, bench.scope.gathering_id):
            raise NoPendingImport
        return pending

    @asynccontextmanager
    async def _bench(
        self, request: web.Request, transaction: AbstractAsyncContextManager[Tx]
    ) -> AsyncIterator[Bench | None]:
        """The organiser at the gathering or network of the address; None where nobody is inside. Raises NotThere."""
        if "slug" in request.match_info:
            async with self.host.desk(request, transaction) as desk:
                yield None if desk is None else bench_of(desk)
            return
        async with transaction as tx:
            yield await self._at_network(tx, request)

    async def _at_network(self, tx: Tx, request: web.Request) -> Bench | None:
        person = await self.host.person(tx, request)
        if person is None:
            return None
        slug = request.match_info["network"]
        network = next((one for one in await list_networks_of_organiser(tx, person.id) if one.slug == slug), None)
        if network is None:
            raise NotThere
        return bench_of_network(
            tx,
            person,
            network,
            self.site.voice(request, known=person.language),
            now=self.site.clock.now(),
            signature=self.site.forms.signature(self.site.sessions.holder(request) or ""),
            language=asked_language(request),
        )


def _corrections(draft: Draft, filled: Mapping[str, str], said: str) -> Sequence[Correction]:
    if filled.get("do") == "edit":
        return edits_of(draft, filled)
    return [read_correction(said, draft)]


def _name_of(upload: Upload, bench: Bench) -> str:
    """What to call it in what is said of it."""
    name = upload.name.replace("\\", "/").rpartition("/")[2][:LONGEST_NAME]
    return name if upload.data and name else bench.voice("importing.pasted").capitalize()


async def _drafts(upload: Upload, file: str, bench: Bench) -> Sequence[Draft]:
    """What it holds; without a date of its own, on the first day of the gathering.

    Raises NothingToRead, NotADay, DateMissing, Unreadable.
    """
    data = upload.data or upload.filled.get("text", "").encode()
    if not data.strip():
        raise NothingToRead
    day = _day(upload.filled.get("day", "").strip())
    try:
        return await read_apart(data, filename=file, day=day, today=bench.today)
    except Unreadable as unreadable:
        if not unreadable.lacks_date:
            raise
        if bench.gathering is None:
            raise DateMissing(file=file) from None
        return await read_apart(data, filename=file, day=bench.gathering.starts_on, today=bench.today)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NotADay(text=text[:20]) from None
