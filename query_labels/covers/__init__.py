"""Answer with labels and folders to look through, each with a picture that stands for it. Reads only.

``covers_request`` parses the parameters, and ``cover`` chooses the pictures. ``label_covers`` answers with the labels
below one, or with those at the top; ``folder_covers`` with the folders in one, which ``folder_walk`` finds.
"""
