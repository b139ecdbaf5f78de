"""Decide which blobs are images to label (pure).

``selection`` decides and gives the reason; ``path_patterns`` matches paths as a .gitignore does, and ``by_products``
lists patterns of the files that other programs leave next to pictures.
"""
