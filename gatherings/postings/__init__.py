"""One planner per kind of scheduled message, and what changes when a gathering is planned anew. Pure."""
