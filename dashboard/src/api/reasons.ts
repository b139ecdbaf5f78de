/** Explain each failure code, and what to do about it in words that hold for one image and for many (pure). */

type Reason = {
  title: string;
  why: string;
  remedy: string;
  /** False where no image stands behind the failure, so that nothing can be sent back. */
  retryHelps: boolean;
};

const reason = (title: string, why: string, remedy: string, retryHelps = true): Reason => ({
  title,
  why,
  remedy,
  retryHelps,
});

const REASONS: Record<string, Reason> = {
  blob_empty: reason(
    "Empty blobs",
    "They have no bytes.",
    "Upload again: a new version is labelled by itself.",
  ),
  blob_too_large: reason(
    "Too many bytes",
    "They are larger than MAX_IMAGE_BYTES.",
    "Raise the setting, then retry; or upload smaller files.",
  ),
  blob_not_found: reason(
    "Gone before they were read",
    "They were deleted or moved after they had been queued.",
    "Nothing, if that was meant: the next full listing takes off what is gone.",
  ),
  bad_path: reason(
    "Names that no blob can have",
    "The account refuses the name, as each message says.",
    "Upload under another name.",
  ),
  not_an_image: reason(
    "Not images",
    "The name or content type says image, the content does not.",
    "Exclude such names with EXCLUDED_PATTERNS; or upload an image there: a new version is labelled by itself.",
  ),
  unsupported_format: reason(
    "Formats that are not read",
    "Each message says which.",
    "Convert to JPEG; save camera raws with a full-size preview.",
  ),
  image_too_large: reason(
    "Too many pixels",
    "They are larger than MAX_IMAGE_PIXELS.",
    "Raise the setting, then retry; or upload smaller images.",
  ),
  image_memory_exceeded: reason(
    "Too much memory to decode",
    "They take more than MAX_IMAGE_MEMORY, each message says how much.",
    "Raise the setting, then retry; or save as JPEG.",
  ),
  blob_archived: reason(
    "Archived blobs",
    "They are in the archive tier.",
    "Rehydrate: the next full listing finds what is back.",
  ),
  blob_encrypted: reason(
    "Encrypted blobs",
    "Only their owner has the key.",
    "Copy without that key, then retry.",
  ),
  blob_refused: reason("Refused by the account", "Each message says why.", "Remove that cause, then retry."),
  image_damaged: reason(
    "Damaged images",
    "The data ends early or contradicts itself.",
    "Upload again: a new version is labelled by itself.",
  ),
  image_too_slow: reason(
    "Too slow",
    "They took longer than MAX_IMAGE_SECONDS.",
    "Retry, if the machine was busy; otherwise raise the setting, or use larger instances.",
  ),
  wrong_container: reason(
    "Of another container",
    "Messages name a container that is not the app’s.",
    "Find out who sends them: only the app and Event Grid should have that right.",
    false,
  ),
  bad_message: reason(
    "Messages that are not understood",
    "No part of Cocoon sends such messages.",
    "Find out who sends them: only the app and Event Grid should have that right.",
    false,
  ),
};

export function reasonOf(code: string): Reason {
  const words = code.replaceAll("_", " ");
  return REASONS[code] ?? reason(words.charAt(0).toUpperCase() + words.slice(1), "", "");
}
