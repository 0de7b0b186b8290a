"""A card with an input of every kind."""

from __future__ import annotations

from bot.cards.card import Card, Choice, Input, InputKind, Option

ROOM_OR_DIGITAL = (Option("room", "I salen"), Option("digital", "Digitalt"))
PLACES = tuple(Option(f"org{number}", f"Fjordby {number}") for number in range(12))

FORM = Card(
    title="Meld deg på",
    inputs=(
        Input("name", "Navn", value="Kari Nes", is_required=True, error="Skriv navnet ditt.", longest=80),
        Input("email", "E-post", InputKind.EMAIL, placeholder="navn@kommune.example"),
        Input("access", "Annet", InputKind.LONG_TEXT, longest=500),
        Input("mode", "Hvordan deltar du?", InputKind.ONE_OF, ROOM_OR_DIGITAL, value="room"),
        Input("organisation", "Organisasjon", InputKind.ONE_OF, PLACES),
        Input("food", "Mat", InputKind.SEVERAL_OF, (Option("veg", "Vegetar"), Option("a_b", "*a_b*")), value="veg,a_b"),
    ),
    choices=(
        Choice("Gå videre", "signup.details", {"gathering": "g1"}),
        Choice("Avbryt", "cancel", takes_inputs=False),
    ),
)
