/** Explain each failure code and its remedy, in words that hold for one image and for many (pure). */
const REASONS: Record<string, [title: string, advice: string]> = {
  blob_empty: ["Empty blobs", "No bytes were uploaded. Upload again."],
  blob_too_large: ["Too many bytes", "Larger than MAX_IMAGE_BYTES. Raise the setting, then retry."],
  blob_not_found: [
    "Gone before they were read",
    "Deleted or moved while in the queue. Upload again if that was a mistake.",
  ],
  not_an_image: ["Not images", "The name or content type says image, the content does not."],
  unsupported_format: [
    "Formats that are not read",
    "The message says which. Convert to JPEG; save camera raws with a full-size preview.",
  ],
  image_too_large: ["Too many pixels", "Larger than MAX_IMAGE_PIXELS. Raise the setting, then retry."],
  image_memory_exceeded: [
    "Too much memory to decode",
    "More than MAX_IMAGE_MEMORY. Raise the setting, or save as JPEG, then retry.",
  ],
  blob_archived: [
    "Archived blobs",
    "In the archive tier. Rehydrate: the next full listing finds what is back.",
  ],
  blob_encrypted: ["Encrypted blobs", "Only the owner has the key. Copy without it, then retry."],
  blob_refused: ["Refused by the account", "The message says why."],
  image_damaged: [
    "Damaged images",
    "The data ends early or contradicts itself. Upload again: a new version is labelled by itself.",
  ],
  image_too_slow: [
    "Too slow",
    "Took longer than MAX_IMAGE_SECONDS. A retry helps where the machine was busy.",
  ],
  wrong_container: ["Of another container", "Messages that name a container which is not the app’s."],
  bad_message: [
    "Messages that are not understood",
    "The queue has messages that no part of Cocoon has sent.",
  ],
};

export function reasonOf(code: string): { title: string; advice: string } {
  const [title, advice] = REASONS[code] ?? [code.replaceAll("_", " "), ""];
  return { title: title.charAt(0).toUpperCase() + title.slice(1), advice };
}
