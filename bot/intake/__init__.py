"""Files that people send, read in a process of their own: hostile ones are refused and harm nothing."""
