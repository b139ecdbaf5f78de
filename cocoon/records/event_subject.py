"""Read which blob an event's subject and URL name (pure)."""

from urllib.parse import unquote, unquote_plus

_SUBJECT_PREFIX, _SUBJECT_SEPARATOR = "/blobServices/default/containers/", "/blobs/"
# Characters that no encoded path has. No document says whether a URL in an event is encoded; a "#" is not
# (azure-sdk-for-net#23634).
_ENCODED_ALWAYS = set(' "<>`{}')
_AZURE = ".core."  # in the host of every account


def blob_of(subject: object, url: str | None) -> tuple[str, str]:
    """Return the container and the path of the blob that an event is about.

    The URL takes precedence, because in the subject each half of an emoji is U+FFFD (azure-event-grid-viewer#9). If
    both can mean the same path, the subject settles which parts of the URL are encoded.

    :raises ValueError: if neither names a blob.
    :raises TypeError: if the subject is not a string.
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
    without_query = raw.partition("?")[0]  # a snapshot, or a signature
    if path and path in (raw, unquote(raw), without_query, unquote(without_query), unquote_plus(without_query)):
        return container, path
    return container, _decoded(without_query)


def blob_of_url(url: str, container: str) -> tuple[str, str] | None:
    """Return the container and the path of the blob that a URL names; None if it names none.

    :param container: the likely container of the blob.
    """
    parts = path_in(url, container)
    return (parts[0], _decoded(parts[1].partition("?")[0])) if parts else None


def path_in(url: str, container: str) -> tuple[str, str] | None:
    """Return the container in a URL and the path after it, undecoded; None if the URL has none.

    :param container: the likely container: emulators put the account's name before it, which is then skipped.
    """
    host, _, address_path = url.partition("://")[2].partition("/")
    first, _, path = address_path.partition("/")
    if _AZURE not in host and first != container and path.startswith(f"{container}/"):
        first, _, path = path.partition("/")
    return (first, path) if first and path else None


def _of_subject(subject: str) -> tuple[str, str]:
    named = subject if subject.startswith("/") else f"/{subject}"  # some samples lack the first slash
    container, separator, path = named.removeprefix(_SUBJECT_PREFIX).partition(_SUBJECT_SEPARATOR)
    return (container, path) if named.startswith(_SUBJECT_PREFIX) and container and separator else ("", "")


def _decoded(path: str) -> str:
    is_raw = not path.isascii() or bool(_ENCODED_ALWAYS & set(path))
    return path if is_raw else unquote(path)
