"""List the failure codes of documents and of the API. docs/reference/failure-codes.md explains each."""

BAD_MESSAGE = "bad_message"
WRONG_CONTAINER = "wrong_container"
BLOB_NOT_FOUND = "blob_not_found"
BAD_PATH = "bad_path"
BLOB_ARCHIVED = "blob_archived"
BLOB_ENCRYPTED = "blob_encrypted"
BLOB_REFUSED = "blob_refused"
BLOB_EMPTY = "blob_empty"
BLOB_TOO_LARGE = "blob_too_large"
NOT_AN_IMAGE = "not_an_image"
UNSUPPORTED_FORMAT = "unsupported_format"
IMAGE_DAMAGED = "image_damaged"
IMAGE_TOO_LARGE = "image_too_large"
IMAGE_TOO_SLOW = "image_too_slow"
IMAGE_MEMORY_EXCEEDED = "image_memory_exceeded"

# Documents with these codes have no blob: listings do not remove them, and a retry sends nothing for them.
CODES_WITHOUT_BLOB = (BAD_MESSAGE, WRONG_CONTAINER)
# The blob cannot be found, or no blob can have its name.
CODES_OF_ABSENCE = (BLOB_NOT_FOUND, BAD_PATH)
