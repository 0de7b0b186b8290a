"""Documents of any make come down to text: Word, PDF, slides, workbooks, CSV, and text itself. Bytes in, a source out.

Nothing here opens a file, follows a link, resolves an entity or runs anything. Hostile files belong in a process of
their own (`bot.intake`): the libraries below are large, and some are C.
"""

from gatherings.intake.documents.opening import LARGEST_DOCUMENT, open_document, open_reader

__all__ = ["LARGEST_DOCUMENT", "open_document", "open_reader"]
