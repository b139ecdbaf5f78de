"""List .gitignore patterns of files that other programs leave next to pictures, and that no person took."""

BY_PRODUCTS = (
    # macOS: resource forks, indexes, the trash, extras in its zip files
    "._*",
    ".DS_Store",
    ".AppleDouble/",
    ".Spotlight-V100/",
    ".Trashes/",
    ".fseventsd/",
    ".TemporaryItems/",
    ".DocumentRevisions-V100/",
    "__MACOSX/",
    # Windows
    "[Tt]humbs.db",
    "[Dd]esktop.ini",
    "$RECYCLE.BIN/",
    "System Volume Information/",
    # Linux desktops
    ".thumbnails/",
    ".Trash-*/",
    "lost+found/",
    # NAS: Synology, QNAP, others
    "@eaDir/",
    "@tmp/",
    r"\#recycle/",
    r"\#snapshot/",
    "@Recycle/",
    "@Recently-Snapshot/",
    ".@__thumb/",
    # photo programs: small copies, and originals from before an edit
    ".picasaoriginals/",
    "*.lrdata/",
    "**/*.photoslibrary/resources/",
    "**/*.photoslibrary/Thumbnails/",
    # synchronisation and versioning
    ".git/",
    ".stversions/",
    ".sync/",
    ".dropbox.cache/",
)
