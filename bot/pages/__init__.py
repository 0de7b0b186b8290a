"""Pages without scripts: what a personal link, a calendar address and the room's QR code open."""
