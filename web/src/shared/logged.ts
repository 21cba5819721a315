/** What of the log of changes views ask for. */

/** The name of a load in the log. */
const LOAD = "import";

export interface Logged {
  since: string | null;
  operations: readonly string[] | null;
}

/** Entries written from the beginning of a day on, by this machine's clock; of loads alone or all. */
export function logged(day: string | null, loads: boolean): Logged {
  return {
    since: day === null ? null : new Date(`${day}T00:00:00`).toISOString(),
    operations: loads ? [LOAD] : null,
  };
}
