from datetime import date, datetime, timedelta

import pytest

from gatherings.gathering import Stream
from gatherings.postings.plan import plan
from gatherings.postings.posting import Posting, PostingKind, Rank
from gatherings.programme import Block, BlockId, Kind
from tests.builders import DAY_ONE, DAY_TWO, PROGRAMME, agenda, at, block

EVE = DAY_ONE - timedelta(days=1)
OF_THE_PROGRAMME = {PostingKind.DAY, PostingKind.STREAM, PostingKind.BLOCK, PostingKind.CLOSING}


def lines(**changes: object) -> list[tuple[str, datetime, datetime]]:
    """What a plan has of the programme, in the order in which it is said: key, due, useful until."""
    made = sorted(plan(agenda(**changes)), key=lambda p: (p.due_at, p.rank, p.key))
    return [(p.key, p.due_at, p.useful_until) for p in made if p.kind in OF_THE_PROGRAMME]


def keys(**changes: object) -> list[str]:
    return [key for key, _, _ in lines(**changes)]


def of_day(*blocks: Block, **changes: object) -> list[tuple[str, datetime, datetime]]:
    return lines(programme=blocks, streams=(), **changes)


def test_the_plan_of_a_gathering() -> None:
    assert lines() == [
        ("stream:g1:2027-04-15", at("15:00", EVE), at("08:00")),
        ("day:g1:2027-04-15", at("08:00"), at("19:00")),
        ("block:velkommen", at("08:55"), at("09:15")),
        ("block:fylket", at("09:10"), at("10:00")),
        ("block:pause", at("09:55"), at("10:15")),
        ("block:konflikter", at("10:10"), at("12:00")),
        ("block:lunsj", at("11:55"), at("12:45")),
        ("block:maling", at("12:40"), at("14:00")),
        ("closing:g1:2027-04-15", at("14:00"), at("17:00")),
        ("stream:g1:2027-04-16", at("15:00"), at("08:00", DAY_TWO)),
        ("block:middag", at("18:55"), at("22:00")),
        ("day:g1:2027-04-16", at("08:00", DAY_TWO), at("11:30", DAY_TWO)),
        ("block:erfaring", at("08:55", DAY_TWO), at("10:30", DAY_TWO)),
        ("block:oppsummering", at("10:40", DAY_TWO), at("11:30", DAY_TWO)),
        ("block:slutt", at("11:25", DAY_TWO), at("11:45", DAY_TWO)),
        ("closing:g1:2027-04-16", at("11:30", DAY_TWO), at("14:30", DAY_TWO)),
    ]


def test_the_same_gathering_has_the_same_plan() -> None:
    assert plan(agenda()) == plan(agenda())


def test_no_posting_carries_the_notes_of_the_organisers() -> None:
    said = "".join(str(posting) for posting in plan(agenda()))
    assert [note for block in PROGRAMME for note in block.notes.split() if note in said and "@" in note] == []


def test_a_cancelled_gathering_has_no_plan() -> None:
    assert plan(agenda(is_cancelled=True)) == []


def test_without_a_programme_nothing_is_posted_of_one() -> None:
    assert keys(programme=()) == []


def test_what_ends_is_said_before_what_starts_at_the_same_time() -> None:
    talk, dinner = block("talk", "13:00", "14:00", "Foredrag"), block("dinner", "14:05", "15:00", "M", kind=Kind.MEAL)
    assert of_day(talk, dinner)[-2:] == [
        ("closing:g1:2027-04-15", at("14:00"), at("17:00")),
        ("block:dinner", at("14:00"), at("15:00")),
    ]


def test_the_closing_word_then_the_mark_of_the_end_then_what_starts_there() -> None:
    blocks = (
        block("talk", "13:00", "14:00", "Foredrag"),
        block("a lunch", "14:00", "15:00", "Lunsj", kind=Kind.MEAL),
        block("z end", "14:00", "14:00", "Slutt"),
    )
    in_order = [key for key, _, _ in of_day(*blocks, lead=timedelta())][-3:]
    assert in_order == ["closing:g1:2027-04-15", "block:z end", "block:a lunch"]


def test_a_lead_of_nothing_posts_each_block_as_it_starts() -> None:
    assert of_day(block("talk", "13:00", "14:00", "Foredrag"), lead=timedelta()) == [
        ("day:g1:2027-04-15", at("08:00"), at("13:00")),
        ("block:talk", at("13:00"), at("14:00")),
        ("closing:g1:2027-04-15", at("14:00"), at("17:00")),
    ]


@pytest.mark.parametrize("minutes", [0, 5, 60, 90])
def test_the_day_s_programme_comes_before_its_first_block_however_far_ahead_that_is_posted(minutes: int) -> None:
    said = of_day(block("talk", "08:30", "14:00", "Foredrag"), lead=timedelta(minutes=minutes))
    assert [key for key, _, _ in said][:2] == ["day:g1:2027-04-15", "block:talk"]


def test_a_block_without_an_end_is_worth_a_message_for_a_quarter_of_an_hour() -> None:
    assert of_day(block("talk", "13:00", None, "Foredrag"))[1] == ("block:talk", at("12:55"), at("13:15"))


def test_a_day_of_which_nobody_says_when_it_ends_has_no_closing_word() -> None:
    assert [key for key, _, _ in of_day(block("talk", "13:00", None, "Foredrag"))] == [
        "day:g1:2027-04-15",
        "block:talk",
    ]


def test_an_end_that_is_only_a_mark_closes_the_day() -> None:
    said = of_day(block("talk", "13:00", None, "Foredrag"), block("end", "14:30", None, "Slutt"))
    assert said[-1] == ("closing:g1:2027-04-15", at("14:30"), at("17:30"))


def test_an_evening_of_company_alone_has_no_closing_word() -> None:
    said = of_day(block("dinner", "19:00", "22:00", "Middag", kind=Kind.SOCIAL))
    assert [key for key, _, _ in said] == ["day:g1:2027-04-15", "block:dinner"]


def test_the_eve_post_is_there_for_the_days_that_can_be_watched() -> None:
    of_one_block = (Stream("https://video.example.org/x", block_id=BlockId("oppsummering")),)
    assert [key for key in keys(streams=of_one_block) if key.startswith("stream")] == ["stream:g1:2027-04-16"]


def test_without_a_link_there_is_no_eve_post() -> None:
    assert [key for key in keys(streams=()) if key.startswith("stream")] == []


def test_a_link_for_the_gathering_counts_where_nothing_says_what_is_streamed() -> None:
    assert of_day(block("talk", "13:00", "14:00", "F", streamed=False)) == of_day(block("talk", "13:00", "14:00", "F"))
    link = (Stream("https://video.example.org/x"),)
    unsaid = keys(programme=(block("talk", "13:00", "14:00", "F"),), streams=link)
    denied = keys(programme=(block("talk", "13:00", "14:00", "F", streamed=False),), streams=link)
    assert [unsaid[0], denied[0]] == ["stream:g1:2027-04-15", "day:g1:2027-04-15"]


def test_another_time_zone_keeps_the_wall_times() -> None:
    helsinki = lines(timezone="Europe/Helsinki")
    assert helsinki == [(key, due - timedelta(hours=1), until - timedelta(hours=1)) for key, due, until in lines()]


def test_on_the_night_of_the_clock_change_a_block_goes_out_once_at_the_first_half_past_two() -> None:
    night = date(2027, 10, 31)
    made = {
        p.key: p
        for p in plan(agenda(programme=(block("watch", "02:30", "03:30", "Nattevakt", day=night),), lead=timedelta()))
    }
    assert (made["block:watch"].due_at, made["block:watch"].useful_until) == (
        datetime.fromisoformat("2027-10-31T00:30Z"),
        datetime.fromisoformat("2027-10-31T02:30Z"),
    )


def test_a_block_past_midnight_is_useful_until_it_ends() -> None:
    assert of_day(block("party", "23:00", "01:00", "Fest"))[1][2] == at("01:00", DAY_TWO)


def test_ranks_put_changes_first() -> None:
    assert sorted(Rank) == [Rank.CHANGE, Rank.END, Rank.OVERVIEW, Rank.MARK, Rank.START]


def test_every_posting_is_due_before_it_is_useless() -> None:
    late: list[Posting] = [p for p in plan(agenda()) if p.due_at > p.useful_until]
    assert late == []
