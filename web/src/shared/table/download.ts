/** Hands a file to the browser. */

/** Saves `content` as a file called `name`. */
export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read it by the next turn of its loop, at the latest in a second.
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
