"""The columns of a table on a page: they are known by where the cells of its lines begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gatherings.intake.documents.typeset import Cell, Line

TOLERANCE_POINTS: Final = 3.0


class Grid:
    """Follows the lines of a page from top to bottom. A line whose cells begin where those above begin stands in their
    columns; another with several cells begins a table, and a line across the columns ends it.
    """

    def __init__(self) -> None:
        self.lefts: list[float] = []

    def end(self) -> None:
        self.lefts = []

    def columns_of(self, line: Line) -> Sequence[int]:
        """The column of each cell of the next line; that of a line in no table is the first."""
        self._follow(line)
        found = [self._column(cell) for cell in line.cells]
        return [column for column in found if column is not None] if None not in found else range(len(line.cells))

    def _follow(self, line: Line) -> None:
        known = [cell for cell in line.cells if self._column(cell) is not None]
        if len(line.cells) == 1:
            if self._goes_across(line.cells[0]) or not known:
                self.end()
        elif len(known) < len(line.cells):
            new = [cell.left for cell in line.cells if cell not in known]
            self.lefts = sorted([*self.lefts, *new]) if len(known) > 1 else [cell.left for cell in line.cells]

    def _goes_across(self, cell: Cell) -> bool:
        column = self._column(cell) or 0
        return column + 1 < len(self.lefts) and cell.right > self.lefts[column + 1]

    def _column(self, cell: Cell) -> int | None:
        return next((n for n, left in enumerate(self.lefts) if abs(left - cell.left) <= TOLERANCE_POINTS), None)
