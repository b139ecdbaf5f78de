"""Complete what somebody types into a search box.

``completion_request`` parses the parameters, and ``answer`` puts together what the others find. ``words`` completes
labels, and the ``other_words`` that lead to one. ``path_names`` completes the names of files and folders, of which
``recent_paths`` keeps the newest. ``sources`` keeps both for the process.
"""
