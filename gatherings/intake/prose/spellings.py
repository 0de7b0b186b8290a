"""The spellings of hours as patterns, and what stands beside figures that are no hours."""

from __future__ import annotations

import re
from typing import Final

_I: Final = re.IGNORECASE
_ABOUT = r"(?:(?:ca|cirka|omtrent|omlag|about|approx|around)\b\.?\s*|~\s*)"
_KL = r"(?:(?:kl|klokk[ae]n?)\b[.:]?\s*)"
_NAMED = r"(?P<named>(?:tid(?:spunkt|srom)?|når|time|when|hours?|klokkeslett)\s*(?::|\s[-–—])\s*)"


def _lead(n: str) -> str:
    return rf"(?:{_ABOUT}|(?P<kl{n}>{_KL})|(?P<from{n}>(?:fra|frå|from|at)\s+))*"


def _time(n: str) -> str:
    return (
        rf"(?:(?P<hour{n}>\d{{1,2}})[:.](?P<minute{n}>\d{{2}})(?:[:.]00)?|(?:(?P<run{n}>\d{{3,4}})|(?P<bare{n}>\d{{1,2}}))(?!-(?-i:[a-zæøå])))"
        rf"(?!\d|[.:/]\d)(?:\s?(?P<half{n}>[ap])\.?m\b\.?)?(?:\s?(?:hrs|h)\b\.?)?"
    )


_TO = r"(?P<to>\s*(?:[-–—]{1,2}|→|->|>)\s*|\s+(?:til|to|until|till)\s+|\s*/\s*(?=\d{1,2}[:.]\d)|[ \t]+(?=\d))"
_RANGE = rf"{_lead('')}{_time('')}(?P<rest>{_TO}{_lead('2')}{_time('2')})?"
_START_ONLY = rf"{_lead('')}{_time('')}(?P<rest>(?!))?"
_NOT_A_TIME = (
    r"(?!\s*(?:kr\b|kroner\b|nok\b|,-|%|prosent\b|millioner|mill\b|mrd\b|meter\b|km\b|m2\b|kvm\b|kg\b|°|½|[ap]m\w"
    r"|\.\d"
    r"|\.\s*(?:jan|feb|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|des|dec)[a-z]*\b))"
)
COUNTED: Final = re.compile(
    r"\s*(?:deltak|deltag|person(?:er|ar)?\b|plass(?:er|ar)?\b|påmeldte?\b|stk\b|år\b|timer\b|timar\b|minutt"
    r"|min\b|hours\b"
    r"|kommun(?:er|ar)\b|ansatte\b|tilsette\b|innbygg|participants\b|people\b|seats\b|places\b|years\b|elever\b|grupper\b)",
    _I,
)
_OPEN, _CLOSE = r"[\s(\[]*", r"(?P<close>\s*[)\]])?"
LEADING: Final = tuple(
    re.compile(rf"^{_OPEN}{_NAMED}?{shape}{_CLOSE}{_NOT_A_TIME}(?P<after>.*)$", _I | re.DOTALL)
    for shape in (_RANGE, _START_ONLY)
)
TRAILING: Final = tuple(
    re.compile(rf"^(?P<before>.*?[^\s\d.:])(?P<gap>\s*[,:;–—-]\s*|\s*(?=[(\[])|\s+){_OPEN}{shape}{_CLOSE}\s*\.?$", _I)
    for shape in (_RANGE, _START_ONLY)
)
WITHOUT_END: Final[dict[str, str | None]] = dict.fromkeys(("to", "kl2", "hour2", "minute2", "run2", "bare2", "half2"))
AFTER_EDGES: Final = " \t.,:;–—-|)>→"
STUCK: Final = re.compile(r"^[a-zæøå\d]")
_A_LENGTH = (
    r"[(\[]\s*((?:ca\.?\s*)?\d[\d,.]*\s*(?:min\w*|m|t|timer?|h|hours?|hrs?)\.?(?:\s*\d+\s*(?:min\w*|m))?)\s*[)\]]"
)
LENGTH: Final = re.compile(rf"^\s*{_A_LENGTH}", _I)
LENGTH_LAST: Final = re.compile(rf"\s*{_A_LENGTH}\s*$", _I)
