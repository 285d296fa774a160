import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { poolsQuery } from '../../service/pool-queries.ts';
import { useClients } from '../../service/session.tsx';
import { type NewPoolChoice, type PoolChoice, poolNameOf } from './pool-choice.ts';

/** Into which pool the file goes, as somebody said it or as it is proposed. */
export interface ChosenPool {
  readonly choice: PoolChoice;
  /** It is not known yet which pools there are, so nothing is proposed. */
  readonly isAwaited: boolean;
  /** The choice is the only pool there is, and nobody made it. */
  readonly isOnlyPool: boolean;
  onKind(kind: PoolChoice['kind']): void;
  onExisting(poolId: string): void;
  onNew(part: Partial<Omit<NewPoolChoice, 'kind'>>): void;
}

/**
 * Proposes the only pool of account and region, or else a new one that is named after the file. What somebody chose stays; a pool in the
 * address counts as chosen.
 */
export function usePoolChoice(fileName: string | undefined): ChosenPool {
  const [parameters, setParameters] = useSearchParams();
  const poolParameter = parameters.get('pool') ?? undefined;
  const [kind, setKind] = useState<PoolChoice['kind']>();
  const [edited, setEdited] = useState<Partial<Omit<NewPoolChoice, 'kind'>>>({});
  const onlyPoolId = useOnlyPoolId(poolParameter === undefined);
  const proposed = onlyPoolId === null ? 'new' : 'existing';
  const isExisting = poolParameter !== undefined || (kind ?? proposed) === 'existing';
  const choice = useMemo(
    (): PoolChoice =>
      isExisting
        ? { kind: 'existing', poolId: poolParameter ?? onlyPoolId ?? undefined }
        : { kind: 'new', name: poolNameOf(fileName), signIn: 'username', ...edited },
    [isExisting, poolParameter, onlyPoolId, fileName, edited],
  );
  const isUntouched = poolParameter === undefined && kind === undefined;
  return {
    choice,
    isAwaited: isUntouched && onlyPoolId === undefined,
    isOnlyPool: isUntouched && typeof onlyPoolId === 'string',
    onKind(next) {
      setKind(next);
      if (next === 'new') setParameters({}, { replace: true });
    },
    onExisting(poolId) {
      setKind('existing');
      setParameters({ pool: poolId }, { replace: true });
    },
    onNew(part) {
      setKind('new');
      setEdited((before) => ({ ...before, ...part }));
    },
  };
}

/**
 * The pool, if there is exactly one; null if there are others or none, or if nobody may know. Undefined until that is known. It stays as it
 * was when the page was opened: a pool that somebody else creates or deletes changes no proposal.
 */
function useOnlyPoolId(isWanted: boolean): string | null | undefined {
  const query = useInfiniteQuery({ ...poolsQuery(useClients()), enabled: isWanted });
  const { data, hasNextPage, isFetchedAfterMount, failureCount, isError } = query;
  const [known, setKnown] = useState<string | null>();
  if (known !== undefined) return known;
  if (isError || failureCount > 0) return null;
  if (data === undefined || !isFetchedAfterMount) return undefined;
  const [pool, ...others] = data.pages.flatMap(({ items }) => items);
  const only = others.length === 0 && !hasNextPage ? (pool?.Id ?? null) : null;
  setKnown(only);
  return only;
}
