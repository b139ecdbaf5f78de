"""Generate the API's description and the dashboard's types from the types of the answers. Never deployed itself.

``python -m contract`` (``make contract``) writes both files, and a page of what the app asks of the database
(``access_paths``). ``named_types`` says which types are schemas, and under
which names. ``search_fields``, ``statistics_fields`` and ``operation_fields`` have the ``details`` of each of their
fields: its description and its limits. ``schemas`` makes the schemas, and ``document`` puts them into
``template.json``, which has the paths. ``typescript`` runs openapi-typescript.
"""
