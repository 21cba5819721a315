/** The element with this id; the pages are ours, so its absence is a mistake in them. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no ${type.name} with id ${id}.`);
  return found;
}
