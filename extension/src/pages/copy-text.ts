/** Puts text on the clipboard, in answer to a press; false when the browser does not let us. */
export async function copyText(copied: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(copied);
    return true;
  } catch {
    return false;
  }
}
