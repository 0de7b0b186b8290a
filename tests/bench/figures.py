"""What was measured, beside its aim: a figure for each thing, a line for each figure, a table of them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

HEAD: Final = "| figure | median (least – most of the rounds) | aim | met |\n|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Aim:
    """At most so much; or at least, where `is_floor`."""

    bound: float
    is_floor: bool = False

    def is_met_by(self, value: float) -> bool:
        return value >= self.bound if self.is_floor else value <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.is_floor else '≤'} {told(self.bound)}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing, once for each round, in a unit ("ms", "a second", "" for a ratio). What is only compared with has no
    aim. The median decides.
    """

    name: str
    unit: str
    rounds: Sequence[float]
    aim: Aim | None = None

    @property
    def value(self) -> float:
        return median(self.rounds)

    @property
    def is_met(self) -> bool:
        return self.aim is None or self.aim.is_met_by(self.value)

    def row(self) -> str:
        """A row of the table."""
        spread = f" ({told(min(self.rounds))} – {told(max(self.rounds))})" if len(self.rounds) > 1 else ""
        aim, met = ("", "") if self.aim is None else (f"{self.aim} {self.unit}", "yes" if self.is_met else "**no**")
        return f"| {self.name} | {told(self.value)}{spread} {self.unit} | {aim} | {met} |"

    def line(self) -> str:
        """A line for a program: `name="…" median=… least=… most=… rounds=… aim=… met=yes`."""
        spread = f"median={told(self.value)} least={told(min(self.rounds))} most={told(max(self.rounds))}"
        aimed = "" if self.aim is None else f' aim="{self.aim}" met={"yes" if self.is_met else "NO"}'
        return f'name="{self.name}" unit="{self.unit}" {spread} rounds={len(self.rounds)}{aimed}'


def at_most(bound: float) -> Aim:
    return Aim(bound)


def at_least(bound: float) -> Aim:
    return Aim(bound, is_floor=True)


def ratio(name: str, ours: Sequence[float], theirs: Sequence[float], aim: Aim) -> Figure:
    """Ours by theirs, round by round."""
    return Figure(name, "", [one / other for one, other in zip(ours, theirs, strict=True)], aim)


def told(value: float) -> str:
    """A number with three figures that count, whole from a hundred on."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
