/** A pair of a community and a company, and the name by which an address chooses one. */

import type { CrossQuery } from "./Cross.generated";

export type Pair = CrossQuery["crossAppointments"]["nodes"][number];

export function keyOf({ community, company }: Pair): string {
  return `${community.code}~${company.code}`;
}
