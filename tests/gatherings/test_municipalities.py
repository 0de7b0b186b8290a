from __future__ import annotations

from gatherings.organisations import Organisation, OrganisationId, municipalities, with_other_municipalities

WATERWORKS = Organisation(OrganisationId("member-fjordby-vannverk"), "Fjordby Vannverk")


def test_beside_the_members_of_a_list_the_other_municipalities_are_known() -> None:
    listed = (WATERWORKS, municipalities()[0])
    known = with_other_municipalities(listed)
    members = tuple(one for one in known if one.is_member)
    assert (members, len(known)) == (listed, len(municipalities()) + 1)
