/** The import that the address names, followed while it goes on. */

import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useEffect } from "react";

import type { FileError } from "@/shared/files";
import { useToken } from "@/shared/useAsk";
import { finished, follow, importOf, type Import } from "./imports";

export function useImport(id: string | null): UseQueryResult<Import, FileError> {
  const client = useQueryClient();
  const token = useToken();
  const query = useQuery<Import, FileError>({
    queryKey: ["import", id, token],
    queryFn: () => importOf(id ?? "", token),
    enabled: id !== null,
    retry: false,
    staleTime: 0,
  });
  const busy = query.data !== undefined && !finished(query.data);
  useEffect(() => {
    if (!busy || id === null) return;
    const stop = new AbortController();
    void follow(id, token, stop.signal, (job) => {
      client.setQueryData(["import", id, token], job);
      // What is shown elsewhere is no longer what the graph holds.
      if (finished(job) && !job.dryRun) void client.invalidateQueries();
    });
    return () => stop.abort();
  }, [busy, id, token, client]);
  return query;
}
