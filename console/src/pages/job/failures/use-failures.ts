import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type LogPlace, readAllMessages, UNIMPORTED_PATTERN } from '../../../service/job-log.ts';
import { useClients } from '../../../service/session.tsx';
import { type FailureGroup, FailureGroups } from './group-failures.ts';

/** Reads the records without a user from the log of a job and groups them. `version`: read anew when it is another one. */
export function useFailures(place: LogPlace, version: string, isWanted: boolean) {
  const clients = useClients();
  const [count, setCount] = useState(0);
  const query = useQuery({
    queryKey: ['failures', place.poolId, place.jobId, version],
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    // Record numbers by the hundred thousand need no comparison with those before.
    structuralSharing: false,
    async queryFn({ signal }): Promise<readonly FailureGroup[]> {
      const groups = new FailureGroups();
      for await (const messages of readAllMessages(clients, place, UNIMPORTED_PATTERN, signal)) {
        groups.add(messages);
        setCount(groups.count);
      }
      return groups.groups;
    },
  });
  return { query, count };
}
