"""Words that tell what a sentence of an invitation is about."""

from __future__ import annotations

import re
from typing import Final

_I: Final = re.IGNORECASE

LATE: Final = re.compile(
    r"\bavmeld\w*|\b(?:meld\w*|melder) (?:seg|deg|dere|dykk|meg)(?: \w+)? av\b|\b(?:melder|melde) av\b"
    r"|\bavbestill\w*|\bavlys\w* (?:plassen|deltak)"
    r"|\bcancel(?!led)\w*|\bcancelled (?:after|later|too late|places?|registrations?)\b|\bwithdraw\w*|\bavbud\b",
    _I,
)
ABSENT: Final = re.compile(
    r"\b(?:ikke|ikkje)(?:[ -](?:har))?[ -](?:fram)?møt(?:t|er|e|ar|tt)?\b|\b(?:ikke|ikkje) (?:å )?(?:møter?"
    r"|komm?er|kjem|dukker|dukkar|stiller|deltar|deltek)\b"
    r"|\bmøter? (?:\w+ )?(?:ikke|ikkje)\b|\buteb(?:lir|li|litt|livelse\w*)\b|\butebl\w+|\bikke[- ]?oppmøte\b"
    r"|\bmangl\w* (?:opp|fram)møte\b"
    r"|\bfravær\w*|\bno[- ]?shows?\b|\bnon[- ]?attend\w*|\b(?:do|does|did|doesn|don)(?:n['’]?t|['’]t"
    r"| not) (?:show|turn|attend|come|appear)\w*"
    r"|\bnot (?:attend\w*|show\w*|turn\w* up|come|appear)\b|\bfail\w* to (?:attend|show|turn|come|appear)\w*"
    r"|\babsen(?:ce|t)\b",
    _I,
)
CHARGED: Final = re.compile(
    r"\b(?:vidare|videre|etter)?faktur(?:er\w*|a)\b|\bbelast\w*|\bgebyr\w*|\binvoic\w*|\bcharg\w*|\bbill(?:ed"
    r"|ing)?\b|\bfees?\b|\bbetal\w+|\bmå dekk\w+"
    r"|\b(?:koster|kostar|costs?)\b|\bkostna\w+|\bno-show-gebyr\b|\bpay\w*\b",
    _I,
)
ATTENDING_COSTS: Final = re.compile(
    r"\b(?:delta[kg]\w*|kurs|konferanse)avgift\w*|\begenandel\w*|\b(?:participation|registration|conference"
    r"|attendance) fees?\b|\bprisen? (?:er|for)\b"
    r"|\bprisen? per (?:person|delt)|\b(?:price|cost) (?:is|per|for)\b",
    _I,
)
FREE: Final = re.compile(
    r"\b(?:fri|gratis|kostnadsfri\w*|vederlagsfri\w*|free) (?:delta[kg]\w*|påmelding\b|participation|admission"
    r"|attendance|entry)"
    r"|\b(?:delta[kg]\w*|delta|samling\w*|møtet|arrangement\w*|konferanse\w*|workshop\w*|seminar\w*|verksted\w*"
    r"|dagen|dagane|dagene|det|dette|participation|attendance|event|gathering|it)"
    r"(?: \w+){0,2} (?:er|vert|blir|is) (?:helt |heilt |heile )?(?:gratis|kostnadsfri\w*|free)\b(?! (?:lunsj"
    r"|parkering|buss|mat|lunch|parking))"
    r"|\bgratis å delta\b|\bfree to attend\b|\bfree of charge\b|\bdet koste?r ingen(?:ting|ting)|\bkostar ingenting\b"
    r"|\b(?:ingen|inga|no) (?:delta[kg]\w*avgift|avgift|participation fee|registration fee|fee to attend)\b",
    _I,
)
ONLY_FREE: Final = re.compile(
    r"\W*(?:gratis|fri|kostnadsfri\w*|free|ingen|ingenting|none|0|kr 0|0 kr)\W*(?:for alle\W*)?", _I
)
NOT: Final = re.compile(
    r"\b(?:ikke|ikkje|ingen|inga|uten|utan|aldri|verken|korkje|no|not|without|never|neither)\b|n['’]t\b", _I
)
PERHAPS: Final = re.compile(
    r"\b(?:kan|kanskje|vil kunne|may|might|could|can|vurder\w*|eventuel\w*|normalt"
    r"|some)\b",
    _I,
)
SAME: Final = re.compile(
    r"\bdet samme gjelder\b|\bdet same gjeld\b|\btilsvarende\b|\btilsvarande\b|\bthe same applies\b|\blikewise\b", _I
)

SIGN_UP: Final = re.compile(
    r"\bpåmeld\w*|\bmeld\w*(?: \w+)? (?:seg|deg|dere|dykk)\b(?!(?: \w+)? av\b)|\bregist(?:er|rer|rering"
    r"|ration)\w*|\bsign(?:ing)?[- ]up\b|\brsvp\b|\bsvar(?:frist)?\b"
    r"|\bgi (?:oss )?(?:beskjed|svar|tilbakemelding)\b|\bgje(?:v)? (?:beskjed|svar|tilbakemelding)\b",
    _I,
)
BY: Final = re.compile(
    r"\binn[ea]n\b|\bfrist\w*|\bsenest\b|\bseinast\b|\btil og med\b|\bfram til\b|\bfrem til\b|\bfør\b|\bby\b"
    r"|\bbefore\b|\bdeadline\b|\bcloses?\b|\buntil\b"
    r"|\bno later than\b|\bstenger\b|\bstenges\b|\bblir stengt\b",
    _I,
)
BEFORE: Final = re.compile(r"\b(?:før|before|prior to)\s*$", _I)
AFTER: Final = re.compile(r"\b(?:etter|after|later than|seinere enn|senere enn|seinare enn)\s*$", _I)
EVENT: Final = re.compile(
    r"\b(?:samling\w*|\w*samling\w*|møte\w*|\w*møtet?|workshop\w*|seminar\w*|konferanse\w*|verksted\w*"
    r"|verkstad\w*|fagdag\w*|kurs\w*|inviter\w*|velkommen|velkomen|"
    r"arranger\w*|holdes|haldast|finner sted|finn stad|gathering|meeting|conference|invite\w*|welcome|held"
    r"|takes place)\b",
    _I,
)
INVITES: Final = re.compile(
    r"\W*(?:invitasjon(?:en)?|invitation|innbydelse|innbyding|innbjoding|invitasjon/program)\b", _I
)


def is_about_terms(text: str) -> bool:
    """Whether it tells what taking part, cancelling or staying away costs."""
    return any(
        (
            LATE.search(text)
            and (CHARGED.search(text) or FREE.search(text) or BY.search(text) or "gratis" in text.lower()),
            ABSENT.search(text) and CHARGED.search(text),
            ATTENDING_COSTS.search(text),
            FREE.search(text),
        )
    )


def is_about_deadline(text: str) -> bool:
    """Whether it tells until when one signs up."""
    return SIGN_UP.search(text) is not None and BY.search(text) is not None
