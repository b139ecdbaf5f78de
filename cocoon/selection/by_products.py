"""Files that other programs leave beside pictures: never pictures that a person took. Patterns as in a .gitignore."""

BY_PRODUCTS = (
    # macOS: resource forks, indexes, the trash, what its zip files hold
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
    # photo programs: small copies, and what was before an edit
    ".picasaoriginals/",
    "*.lrdata/",
    "**/*.photoslibrary/resources/",
    "**/*.photoslibrary/Thumbnails/",
    # synchronising and versioning
    ".git/",
    ".stversions/",
    ".sync/",
    ".dropbox.cache/",
)
