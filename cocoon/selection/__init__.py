"""Which blobs are images to be labelled (pure).

``selection`` decides and gives the reason; ``path_patterns`` matches paths as a .gitignore does, and ``by_products``
lists the patterns of files that other programs leave next to pictures.
"""
