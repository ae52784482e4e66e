/** Puts text on the clipboard, in answer to a press; false when the browser does not let us. */
export async function copyText(copied: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(copied);
    return true;
  } catch {
    return copyBySelection(copied);
  }
}

/** The old way, for where the new one is not for frames. */
function copyBySelection(copied: string): boolean {
  const field = document.createElement('textarea');
  field.value = copied;
  field.style.position = 'fixed';
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  return isCopied;
}
