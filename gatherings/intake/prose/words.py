"""Words by which the parts of a written programme are told: headings, tracks, breaks, what ends it."""

from __future__ import annotations

import re
from typing import Final

from gatherings.intake.kinds import kind_of
from gatherings.programme import Kind

MOST_WORDS_OF_A_BREAK: Final = 6
_I: Final = re.IGNORECASE

PROGRAMME: Final = re.compile(
    r"\b(?:\w*program(?:met)?|programme|agenda(?:en)?|dagsorden|timeplan|kjøreplan|dagsplan|schedule|tidsplan|sakliste"
    r"|møteplan|running order|timetable)\b",
    _I,
)
TRACK: Final = re.compile(
    r"^(?:(?:parallell(?:e|sesjon|økt)?|spor|sesjon|session|track|stream|strand|rom|room|sal|gruppe|group"
    r"|workshop|verksted|verkstad"
    r"|parallel session|breakout)\s+(?:[A-H]|\d{1,2}|I{1,3})\b(?!\.\s?[a-z]))[\s:.,–-]*(?P<name>.*)$",
    _I,
)
ALTERNATIVE: Final = re.compile(
    r"\b(?P<label>(?:alternativ|forslag|variant|versjon|utkast|option|alternative|proposal|plan)\s+(?:[A-D]|\d|I{1,3}|en|to|én|one|two))\b",
    _I,
)
_BREAK_WORDS: Final = re.compile(
    r"(?:(?:kort|felles|lett|enkel|liten|lang|short|light|a|med|with|og|and|m/|i|på|in|for|til|the|alle|litt|mat|frukt"
    r"|fruit|frukost|kake|beinstrekk|strekk|bein(?:a|et)?|utsjekk(?:ing)?|utsjekking|innsjekk(?:ing)?|mingling"
    r"|snacks|luft|servering"
    r"|refreshments|drikke|vafler|nettverksbygging|networking|kantin[ea]n?|kantina|hotellet|restauranten|foajeen"
    r"|buffet|buffé|rundstykker|te|tea|coffee|kaffe|kaffi|\+|&|/|\d{1,3}|min(?:utter)?\.?|ca\.?)\W*)*",
    _I,
)
_CLOSING: Final = re.compile(
    r"\W*(?:(?:program(?:met)?|dagen|samlingen|samlinga|møtet|møte|seminaret)\s*)?(?:slutt\w*|avslutt?\w*"
    r"|vel (?:hjem|heim)\w*"
    r"|hjemreise|heimreise|avreise|end|close|ends|finish|takk for i dag|takk for no|takk for nå|ferdig)\b.{0,50}",
    _I,
)
CLOSES_TEXT: Final = re.compile(
    r"^(?:velkommen\b|velkomen\b|welcome\b|vel møtt|vi (?:gleder|gler|ser fram|ser frem|håper|håpar|ønsker"
    r"|ønskjer|minner|minnar)\b|we look forward"
    r"|med (?:vennlig|venleg|beste|vennleg)|vennlig hilsen|venleg helsing|beste hilsen|(?:best|kind) regards"
    r"|regards|hilsen|helsing|mvh\b|sincerely"
    r"|påmelding|meld deg|meld dykk|registration|please register|register|kontakt\b|contact\b|spørsmål\b|questions\b"
    r"|avmelding|deltak(?:er|ar)avgift|pris\b|kostnad|price\b|praktisk|practical|overnatting|accommodation"
    r"|parkering|parking"
    r"|frist\b|svarfrist|med forbehold|det tas forbehold|vi tek atterhald|atterhald|forbehold|subject to change"
    r"|changes may"
    r"|ps\b|p\.s\.|nb\b|obs\b|tlf|telefon|for (?:mer|meir|more) info|mer informasjon|meir informasjon|les (?:mer"
    r"|meir)|https?://|www\."
    r"|lenke|link\b|teams-lenke|følg (?:oss|sendingen)|sted\b\s*:|stad\b\s*:|adresse|address|arrangør"
    r"|organis(?:er|ed by)|hjertelig|hjarteleg"
    r"|samlingen er|samlinga er|arrangementet|møtet er|husk\b|hugs\b|remember\b|ta med|bring\b|vedlegg|kopi\b"
    r"|til stede|neste samling|next gathering)",
    _I,
)


def is_break(text: str) -> bool:
    """Whether a line is nothing but a break, a meal or company: "PAUSE", "Lunsj i kantina"."""
    words = text.strip(" .:*-–—!()").split()
    if not 0 < len(words) <= MOST_WORDS_OF_A_BREAK or text.rstrip().endswith((".", "?")):
        return False
    kinds = [kind_of(word, "") for word in words]
    pauses = (Kind.BREAK, Kind.MEAL)
    if not any(kind in pauses for kind in kinds):
        return kind_of(" ".join(words), "") is Kind.SOCIAL and len(words) <= MOST_WORDS_OF_A_BREAK // 2
    others = " ".join(word for word, kind in zip(words, kinds, strict=True) if kind not in pauses)
    return kinds[0] in pauses or _BREAK_WORDS.fullmatch(others) is not None


def is_pause(text: str) -> bool:
    """Whether a line may stand for a break without a time of its own."""
    return is_break(text) and kind_of(text, "") in (Kind.BREAK, Kind.MEAL)


def is_company(text: str) -> bool:
    """Whether it is about food or company, so that hours in the midst of the line are its own."""
    return kind_of(text, "") in (Kind.MEAL, Kind.SOCIAL)


def is_closing(text: str) -> bool:
    return _CLOSING.fullmatch(text) is not None
