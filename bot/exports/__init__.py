"""Lists for organisers, as CSV and as Excel workbooks. Pure."""

from bot.exports.table import Cell, Table
from bot.exports.write_csv import write_csv
from bot.exports.write_xlsx import write_xlsx

__all__ = ["Cell", "Table", "write_csv", "write_xlsx"]
