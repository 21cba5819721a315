/** Texts handed to the clipboard; a page that is not from this machine or over TLS has no other way. */

/** Whether it was taken. */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (window.isSecureContext) {
      await navigator.clipboard.writeText(text);
      return true;
    }
    return copyBySelection(text);
  } catch (error) {
    // Browsers may ask people, who may say no.
    if (error instanceof DOMException) return false;
    throw error;
  }
}

function copyBySelection(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const taken = document.execCommand("copy");
  field.remove();
  return taken;
}
