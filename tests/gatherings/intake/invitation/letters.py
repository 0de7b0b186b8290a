"""Invitations to read, written out: invented ones in three languages, and a short one to vary."""

from __future__ import annotations

from datetime import date

from gatherings.intake import Draft
from gatherings.intake.formats import read_programme

NYNORSK = """\
INNBYDING TIL VÅRSAMLING 2028

Tid: 16.-17. mars, kl. 10 til 14
Stad: Fjordhotellet i Øyane
Frist for påmelding: innan utgangen av februar
Kontaktperson:
Siri Aasen
siri@oyane.example, 400 00 020

Det er gratis å delta. Den som melder seg av etter fristen, må betale eit gebyr på 500 kroner. Det same gjeld den som ikkje møter.
Avmelding er gratis til og med 5. mars.

Samlinga er avgrensa til 40 plassar, høgst 2 frå kvar kommune. Samlinga vert ikkje strøyma.
"""

ENGLISH = """\
Invitation to the spring gathering of the Fjord Network

When: Thursday 16 March 2028, 9 am to 3 pm
Where: Town Hall, Fjordby
Deadline: 1 March
Contact: Kari Nes, kari@fjordby.example

Participation is free of charge. Cancellations after the deadline are charged NOK 500, and no-shows NOK 1 000.
Limited to 40 participants. In person only.
"""

SHORT = """\
# Invitasjon til samling i Fjordnettverket

Tid: {when}
Sted: {where}
Påmeldingsfrist: {deadline}

{rest}
"""


def invitation(
    rest: str = "",
    *,
    when: str = "16. november 2023 kl. 09.00 - 15.00",
    where: str = "Kulturhuset, Fjordby",
    deadline: str = "10. november",
) -> str:
    """Its labels on lines 3, 4 and 5, the rest from line 7 on."""
    return SHORT.format(when=when, where=where, deadline=deadline, rest=rest)


def read(text: str, *, day: date | None = None, today: date | None = None) -> Draft:
    return read_programme(text.encode(), filename="program.txt", day=day, today=today)
