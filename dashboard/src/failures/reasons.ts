/** Explain each failure code and its remedy (pure). */
const REASONS: Record<string, [title: string, advice: string]> = {
  blob_empty: ["Empty blobs", "They have no bytes. Upload them again."],
  blob_too_large: ["Too many bytes", "Larger than MAX_IMAGE_BYTES. Raise the setting, then retry."],
  blob_not_found: ["Gone before they were read", "They were deleted or moved after they had been queued."],
  not_an_image: ["Not images", "The name or content type says image, the content does not."],
  unsupported_format: [
    "Formats that are not read",
    "Each says which. Convert them to JPEG, and save camera raws with a full-size preview.",
  ],
  image_too_large: ["Too many pixels", "Larger than MAX_IMAGE_PIXELS. Raise the setting, then retry."],
  image_memory_exceeded: [
    "Too much memory to decode",
    "More than MAX_IMAGE_MEMORY. Raise the setting, or save them as JPEG, then retry.",
  ],
  blob_archived: [
    "Archived blobs",
    "They are in the archive tier. Rehydrate them: the next full listing finds them.",
  ],
  blob_encrypted: ["Encrypted blobs", "Only their owner has the key. Copy them without, then retry."],
  blob_refused: ["Refused by the account", "The message of each says why."],
  image_damaged: [
    "Damaged images",
    "The data ends early or contradicts itself. Upload them again, then retry.",
  ],
  image_too_slow: [
    "Too slow",
    "They took longer than MAX_IMAGE_SECONDS. A retry helps where the machine was busy.",
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
