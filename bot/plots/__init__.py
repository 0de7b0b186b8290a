"""A distribution from 1 to 10 as a picture: SVG for pages, PNG for chat and Word, and in words. Pure."""

from bot.cards.alt_text import alt_text
from bot.plots.plot_svg import plot_svg

__all__ = ["alt_text", "plot_svg"]
