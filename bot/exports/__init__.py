"""Lists for organisers, as CSV and as Excel workbooks. Pure."""

from bot.exports.table import Cell, Table
from bot.exports.write_csv import write_csv

__all__ = ["Cell", "Table", "write_csv"]
