/** A stream of Server-Sent Events read with `fetch`, which may carry a token and `EventSource` may not. */

export interface Told {
  /** `next`, `complete`, …; "message" where the event has no name, "comment" for a sign of life. */
  name: string;
  /** The last id told so far, to go on after it. */
  id: string | null;
  data: string;
}

/** The events of a response, one after another, until it ends. Rejects when it is cut off. */
export async function* eventsOf(response: Response): AsyncGenerator<Told> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return;
  let rest = "";
  let id: string | null = null;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const told: { name: string; data: string[] } = { name: "comment", data: [] };
      for (const line of block.split("\n")) {
        const [field, text] = parted(line);
        if (field === "id") id = text;
        if (field === "event") told.name = text;
        if (field === "data") told.data.push(text);
      }
      if (told.data.length > 0 && told.name === "comment") told.name = "message";
      yield { name: told.name, id, data: told.data.join("\n") };
    }
  }
}

function parted(line: string): [string, string] {
  const at = line.indexOf(":");
  return at === -1 ? [line, ""] : [line.slice(0, at), line.slice(at + 1).replace(/^ /, "")];
}
