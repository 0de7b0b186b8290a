"""The sections of a report: facts and a voice in, parts of a document out. Pure."""
