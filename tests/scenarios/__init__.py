"""Whole stories over real HTTP: the service as it runs, a Bot Framework cloud, and a clock that we move."""
