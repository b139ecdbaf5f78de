"""List the images container and put new blobs on the queue: blobs in, messages out.

In the order of the data: ``function`` holds the triggers, ``request_bodies`` parses requests; ``timer_tick`` decides
which listings a tick runs, ``enqueue_request`` runs the one that a request asks for, and
``listing_services`` puts a listing together.

A listing reads the container page by page (``blob_pages``), filters each page (``blob_filter``), and looks up what is
done or queued already (``page_lookup`` with ``already_done``, ``page_records`` and ``queue_head``). ``page_walk`` goes
through the pages while ``prefetch`` fetches the next; for each, ``enqueuer`` sends and marks the new blobs, removes
documents whose blob is gone (``stale_documents``) and saves the progress (``listing_store``).

``resending`` sends failed images again (``failed_images`` reads them), and ``dead_letters`` dead-lettered messages.
``queue_age`` records how long the oldest message has waited.
"""
