"""Measurements, each a command that prints its figures: ``make bench NAME=classify``."""
