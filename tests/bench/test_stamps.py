from __future__ import annotations

from tests.bench.stamps import Stamps


def test_what_came_twice_counts_by_whether_a_process_had_just_been_killed() -> None:
    stamps = [("c1", 10.0, 201), ("c2", 19.5, 201), ("c1", 30.0, 201), ("c2", 47.0, 201)]
    killed = Stamps(stamps, due=9.9, killed=20.0)
    assert (killed.twice_in_the_window(), killed.twice_outside()) == (1, 1)
    assert Stamps(stamps, due=9.9).twice_outside() == 2


def test_a_refused_post_takes_of_the_limit_and_is_not_had() -> None:
    stamps = Stamps([("c1", 10.0, 429), ("c2", 10.5, 201), ("c1", 12.5, 201)], due=9.5)
    assert (len(stamps.refused), stamps.most_in_a_second) == (1, 2)
    assert (stamps.took, stamps.lateness) == (3.0, 0.5)
    assert stamps.first_taken == {"c2": 10.5, "c1": 12.5}
