"""The facts of a report as JSON, for scripts: the same in every language. What a report may not tell is not here."""

from __future__ import annotations

from decimal import Decimal

from bot.exports.rows import organisation_json
from bot.report.facts import Evaluated, FeeSum, Held, Home, Participants, Report, Series, SeriesLine, Work
from gatherings.evaluation.results import Distribution, Results
from gatherings.own_contribution import Share

Json = dict[str, object]


def report_json(told: Report) -> Json:
    """The facts of one gathering; what is not known, or not told, is None."""
    return {
        **held_json(told.held),
        "days": [
            {
                "day": day.day.isoformat(),
                "starts": None if day.starts is None else day.starts.isoformat("minutes"),
                "ends": None if day.ends is None else day.ends.isoformat("minutes"),
                "blocks": len(day.entries),
            }
            for day in told.held.days
        ],
        "participants": participants_json(told.participants),
        "evaluations": [_evaluated(one) for one in told.evaluations],
        "follow_ups": told.follow_ups_told,
        "fees": [_fee(one) for one in told.fees.owed],
        "waived": [_fee(one) for one in told.fees.waived],
        "own_contribution": _work(told.work),
    }


def series_json(told: Series) -> Json:
    return {
        "network": told.network,
        "title": told.title,
        "organisations": told.organisations,
        "with_meals": told.with_meals,
        "gatherings": [_line(one) for one in told.lines],
    }


def held_json(held: Held) -> Json:
    return {
        "gathering": held.slug,
        "title": held.title,
        "network": held.network,
        "starts_on": held.days[0].day.isoformat(),
        "ends_on": held.days[-1].day.isoformat(),
        "venue": held.venue,
        "place": held.place,
        "is_cancelled": held.is_cancelled,
    }


def participants_json(told: Participants) -> Json:
    return {
        "counted": told.counted.value,
        "number": told.there,
        "room": told.room,
        "digital": told.digital,
        "members": told.members,
        "members_there": told.members_there,
        "absent": told.absent if told.has_absent else None,
        "by_day": {day.isoformat(): n for day, n in told.by_day.items()},
        "organisations": [_home(one, told) for one in told.homes],
    }


def _home(one: Home, told: Participants) -> Json:
    return {
        "organisation": organisation_json(one.organisation),
        "is_member": one.is_member,
        "room": one.room,
        "digital": one.digital,
        "absent": one.absent if told.has_absent else None,
    }


def _fee(one: FeeSum) -> Json:
    return {
        "organisation": organisation_json(one.organisation),
        "reason": one.reason.value,
        "number": one.count,
        "fee": "actual" if one.kroner is None else one.kroner,
    }


def _work(work: Work) -> Json:
    return {
        "with_meals": work.with_meals,
        "hours_by_day": {day.isoformat(): _number(hours) for day, hours in work.hours.items()},
        "organisations": [
            {"organisation": organisation_json(home), **share_json(share)} for home, share in work.shares.shares.items()
        ],
        "total": share_json(work.shares.total),
    }


def share_json(share: Share) -> Json:
    kroner = None if share.kroner is None else _number(share.kroner)
    return {"persons": share.persons, "hours": _number(share.hours), "rate": share.rate, "kroner": kroner}


def _number(number: Decimal) -> int | float:
    """A whole number where it is one."""
    return int(number) if number == number.to_integral_value() else float(number)


def _evaluated(one: Evaluated) -> Json:
    results = one.results
    return {
        "title": one.title or None,
        "is_closed": results is not None,
        "answered": None if results is None else results.answered,
        "asked": None if results is None else results.asked,
        **(_results(results) if results is not None and results.is_told else {}),
    }


def _results(results: Results) -> Json:
    return {
        "scales": {
            scale.question.id: {
                **_distribution(scale.whole),
                "by_mode": {mode.value: _distribution(part) for mode, part in scale.by_mode.items()},
            }
            for scale in results.scales
        },
        "choices": {choice.question.id: dict(choice.counts) for choice in results.choices},
        "texts": {
            text.question.id: [{"group": one.group, "text": one.text} for one in text.shown] for text in results.texts
        },
    }


def _distribution(told: Distribution) -> Json:
    return {"n": told.n, "mean": round(told.mean, 2), "counts": {str(value): n for value, n in told.counts.items()}}


def _line(one: SeriesLine) -> Json:
    there = one.participants
    return {
        **held_json(one.held),
        "counted": there.counted.value,
        "number": there.there,
        "organisations": there.members_there + there.others_there,
        "usefulness": None if one.usefulness is None else _distribution(one.usefulness.whole),
        "own_contribution": share_json(one.share),
    }
