"""Report totals, rates, workers and costs over all images. Reads only.

``statistics_request`` parses the parameters. ``overview`` answers ``/api/stats``, with ``worker_activity`` (what each
worker did, and its cost) and ``queue_depth``. ``label_counts`` answers with images by label and failures by
code, ``label_details`` with one label and those next to it, ``label_graph`` with labels that occur together.

``count_store`` reads the totals, which those who write the documents keep up.
"""
