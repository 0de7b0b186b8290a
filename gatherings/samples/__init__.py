"""Invented gatherings, in the form in which organisers export theirs: to try, to show, to test with."""
