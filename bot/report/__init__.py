"""The report that a secretariat sends after a gathering: facts from the store, a neutral document, and its writers."""
