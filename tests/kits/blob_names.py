"""Names of blobs that are hard to get right: images, and others."""

IMAGE_NAMES = [
    " leading and trailing .jpg",
    "#hash?query&amp;.jpg",
    "%2F%20percent.jpg",
    "plus+plus.jpg",
    "emoji 😀🏖️/\uff01wide.jpg",
    "ü/u\u0308.jpg",
    "x" * 1020 + ".jpg",
    "/".join(["deep"] * 200) + ".jpg",
    ".hidden.jpg",
    "..two.jpg",
    "a./b..jpg",
    "Case.JPG",
    "case.jpg",
    "double//slash.jpg",
    "/leading.jpg",
    "quote'\"<>.jpg",
    "comma,semi;.jpg",
    "$where.jpg",
    "100%.jpg",
    "한국어/日本語.jpg",
]
OTHER_NAMES = ["folder.jpg/", "empty/", "notes.txt", "jpg", "dot.", "a.jpg.bak"]
