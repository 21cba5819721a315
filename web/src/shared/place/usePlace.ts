/** The place of the address, by name and with what stands above it. */

import type { UseQueryResult } from "@tanstack/react-query";

import { useAddress } from "../frame";
import { useAsk, type Asked, type TroubleError } from "../useAsk";
import { FrameDocument, type FrameQuery } from "./Frame.generated";

export type Place = NonNullable<FrameQuery["place"]>;

/** Also says how many places there are at all: 0 is a graph without data. */
export function usePlace(): UseQueryResult<Asked<FrameQuery>, TroubleError> {
  const { day, within } = useAddress("overview");
  return useAsk(FrameDocument, { day, place: within ?? "", named: within !== null });
}
