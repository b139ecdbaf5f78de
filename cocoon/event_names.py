"""Which blob an event names, in its subject and in its URL (pure)."""

from urllib.parse import unquote

_SUBJECT_PREFIX, _SUBJECT_SEPARATOR = "/blobServices/default/containers/", "/blobs/"
_DAMAGED = "\ufffd"  # what is in a subject in place of each half of a surrogate pair: azure-event-grid-viewer#9
# Characters that an encoded path does not have. No document says whether a URL in an event is encoded; a "#" is not
# (azure-sdk-for-net#23634).
_ENCODED_ALWAYS = set(' "#<>?`{}')


def blob_of(subject: object, url: str | None) -> tuple[str, str]:
    """Return the container and the path of the blob that an event is about.

    The URL is believed before the subject, which is damaged where a name has an emoji; where both agree, the subject
    says what is encoded in the URL.

    :raises ValueError: if neither names a blob.
    :raises TypeError: if the subject is no string.
    """
    if subject is not None and not isinstance(subject, str):
        problem = "subject must be a string"
        raise TypeError(problem)
    container, path = _of_subject(subject or "")
    in_url = path_in(url, container) if url else None
    if in_url is None:
        if not path:
            raise ValueError(f"subject {subject!r}")
        return container, path
    container, raw = in_url
    if path and path in (raw, unquote(raw)):
        return container, path
    return container, _decoded(raw)


def blob_of_url(url: str, container: str) -> tuple[str, str] | None:
    """Return the container and the path of the blob that a URL leads to; None if it leads to none.

    :param container: that it is likely to be of.
    """
    found = path_in(url, container)
    return (found[0], _decoded(found[1])) if found else None


def path_in(url: str, container: str) -> tuple[str, str] | None:
    """Return the container of a URL and its path behind that, as they stand there; None if it has none.

    :param container: where it is known, so that an account's name before it is passed over, as emulators have it.
    """
    _, separator, behind = url.partition("://")
    host_and_more = behind.partition("/")[2] if separator else ""
    if container and f"/{container}/" in f"/{host_and_more}":
        path = f"/{host_and_more}".partition(f"/{container}/")[2]
    else:
        container, _, path = host_and_more.partition("/")
    return (container, path) if container and path else None


def _of_subject(subject: str) -> tuple[str, str]:
    named = subject if subject.startswith("/") else f"/{subject}"  # in some samples it begins without
    container, separator, path = named.removeprefix(_SUBJECT_PREFIX).partition(_SUBJECT_SEPARATOR)
    return (container, path) if named.startswith(_SUBJECT_PREFIX) and container and separator else ("", "")


def _decoded(path: str) -> str:
    is_raw = not path.isascii() or bool(_ENCODED_ALWAYS & set(path))
    return path if is_raw else unquote(path)
