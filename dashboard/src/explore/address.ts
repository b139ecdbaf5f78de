/** Where to look around, in the page's address (pure). */

export const EXPLORE = "/explore";
export const FOLDERS = "folders"; // that part of the page, after a "#"

/** Return the address of the labels below one. */
export const exploreUrl = (label: string): string => `${EXPLORE}?${new URLSearchParams({ label })}`;

/** Return the address with a folder opened, or closed, in its tree. */
export function withFolder(query: string, folder: string, isOpen: boolean): string {
  const parameters = new URLSearchParams(query);
  parameters.delete("folder", folder);
  if (isOpen) parameters.append("folder", folder);
  return parameters.size ? `${EXPLORE}?${parameters}` : EXPLORE;
}
