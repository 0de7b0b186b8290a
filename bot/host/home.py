"""The gatherings that an organiser has rights over."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from bot.host.report_form import report_form
from bot.pages.html import button, element, form, joined, link, paragraph
from bot.pages.layout import Shown
from dialogs.phrases import Voice
from gatherings.gathering import Network
from gatherings.people import Person
from gatherings.store.overview import GatheringLine


def draw_home(
    person: Person,
    lines: Sequence[GatheringLine],
    networks: Sequence[Network],
    voice: Voice,
    *,
    signature: Markup,
    language: str,
    has_reports: bool,
) -> Shown:
    """Each gathering; of each network the report, where there are reports, and the way to a new gathering."""
    title = voice("host.title")
    listed = element("ul", *(_line(line, voice, language) for line in lines), class_="cards")
    content = [
        element("h1", title),
        paragraph(voice("host.inside", name=person.name or voice("host.no_name"))),
        listed if lines else paragraph(voice("host.no_gatherings")),
        _listed(networks, voice, language) if lines and networks and has_reports else None,
        _new(networks, voice, language),
        form(signature, button(voice("host.leave"), class_="quiet"), action="/host/leave"),
    ]
    return Shown(title, joined(content), subtitle=title)


def _new(networks: Sequence[Network], voice: Voice, language: str) -> Markup | None:
    if not networks:
        return None
    ways = (
        link(
            f"/host/network/{one.slug}/programme{language}",
            voice("host.programme.new_in", network=one.title),
            class_="button",
        )
        for one in networks
    )
    return paragraph(*ways, class_="files")


def _line(line: GatheringLine, voice: Voice, language: str) -> Markup:
    days = voice.day(line.starts_on) if line.starts_on == line.ends_on else _span(line, voice)
    text = f"{days} {line.ends_on.year}"
    called_off = f" · {voice('host.called_off')}" if line.is_cancelled else ""
    return element("li", link(f"/host/{line.slug}{language}", line.title), paragraph(f"{text}{called_off}"))


def _listed(networks: Sequence[Network], voice: Voice, language: str) -> Markup:
    return element("ul", *(_series(one, voice, language) for one in networks), class_="cards")


def _series(network: Network, voice: Voice, language: str) -> Markup:
    """The report over the gatherings of a network."""
    name = voice("host.network", network=network.title)

    def path(form: str) -> str:
        return f"/host/network/{network.slug}/report.{form}{language}"

    form = report_form(voice, name, path, of=f"-{network.slug}")
    return element("li", element("h2", name), paragraph(voice("host.network_text")), form)


def _span(line: GatheringLine, voice: Voice) -> str:
    return f"{voice.day(line.starts_on)} – {voice.day(line.ends_on)}"
