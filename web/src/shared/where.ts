/** Conditions that more than one view asks with. */

interface PostsWhere {
  since?: { gte?: string; lte?: string };
  or?: readonly ({ organization: { within: string } } | { place: { within: string } })[];
}

/** Posts that began in a span of days, of organizations and of places at or below a place. */
export function postsWhere(
  within: string | null,
  began: { from: string | null; to: string | null },
): PostsWhere {
  const since = {
    ...(began.from === null ? {} : { gte: began.from }),
    ...(began.to === null ? {} : { lte: began.to }),
  };
  return {
    ...(Object.keys(since).length === 0 ? {} : { since }),
    ...(within === null ? {} : { or: [{ organization: { within } }, { place: { within } }] }),
  };
}
