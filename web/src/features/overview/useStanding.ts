/** The first figures of the overview, and when the rest may be asked for. */

import type { UseQueryResult } from "@tanstack/react-query";

import { useAddress } from "@/shared/frame";
import { useAsk, type Asked, type TroubleError } from "@/shared/useAsk";
import { StandingDocument, type StandingQuery } from "./Standing.generated";

export function useStanding(): UseQueryResult<Asked<StandingQuery>, TroubleError> {
  const { day, within } = useAddress("overview");
  return useAsk(StandingDocument, { day, within });
}

/**
 * Whether the first figures stand, or never will. Until then nothing else of the overview is asked:
 * asked all at once, each question waits for all the others, and the figures would come last.
 */
export function useFirstStand(): boolean {
  const { data, error } = useStanding();
  return data !== undefined || error !== null;
}
