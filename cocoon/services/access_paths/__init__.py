"""Declare each way in which the app reads or changes a collection: its access paths.

``access_path`` says what one is, and ``table`` has them all: ``image_paths`` those of single documents and of listings,
``search_paths`` those of searches, ``posting_paths`` those of the labels' lists, ``count_paths`` those of the totals
and of their recount, ``record_paths`` those of the small collections. The app takes its limits from there.

A test fails if it makes the app send a command that is none of them (tests/kits/access_rules.py).
"""
