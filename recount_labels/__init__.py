"""Correct the totals, and complete what earlier versions or a crash left incomplete, page by page.

``function`` holds the trigger, a timer; ``tick`` runs a recount for as long as ``recount_rules`` says, one process at a
time. ``progress`` keeps how far it is.

Its phases: ``count_pages`` counts all documents, and ``correction`` corrects the totals by what ``correction_rules``
decides; ``zero_labels`` removes the labels that no image has any more. Once, ``past_work`` adds the work of the time
before there were totals. ``fill_pages`` writes what documents of earlier versions lack (``outdated_fields``) and
missing postings, and ``posting_pages`` removes postings that no document has. ``page_reader`` reads the pages.
"""
