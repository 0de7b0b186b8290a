"""Every sentence that a person can read, a folder for each language, and the voice that fills them in."""

from dialogs.phrases.voice import Voice, voice

__all__ = ["Voice", "voice"]
