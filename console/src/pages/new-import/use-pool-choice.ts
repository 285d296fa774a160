import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { poolsQuery } from '../../service/pool-queries.ts';
import { useClients } from '../../service/session.tsx';
import { freeName, type NewPoolChoice, type PoolChoice, poolNameOf } from './pool-choice.ts';

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
 * Proposes the only pool of account and region, or else a new one that is named after the file, under a name that no other has. What somebody
 * chose stays; a pool in the address counts as chosen.
 */
export function usePoolChoice(fileName: string | undefined): ChosenPool {
  const [parameters, setParameters] = useSearchParams();
  const poolParameter = parameters.get('pool') ?? undefined;
  const [kind, setKind] = useState<PoolChoice['kind']>();
  const [edited, setEdited] = useState<Partial<Omit<NewPoolChoice, 'kind'>>>({});
  const known = useKnownPools(poolParameter === undefined);
  const onlyPoolId = known?.onlyId;
  const proposed = known !== undefined && onlyPoolId === undefined ? 'new' : 'existing';
  const name = useMemo(() => freeName(poolNameOf(fileName), known?.names ?? NO_NAMES), [fileName, known]);
  const isExisting = poolParameter !== undefined || (kind ?? proposed) === 'existing';
  const choice = useMemo(
    (): PoolChoice =>
      isExisting
        ? { kind: 'existing', poolId: poolParameter ?? onlyPoolId }
        : { kind: 'new', name, signIn: 'username', ...edited },
    [isExisting, poolParameter, onlyPoolId, name, edited],
  );
  const isUntouched = poolParameter === undefined && kind === undefined;
  return {
    choice,
    isAwaited: isUntouched && known === undefined,
    isOnlyPool: isUntouched && onlyPoolId !== undefined,
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

interface KnownPools {
  /** Of the pool, if there is exactly one. */
  readonly onlyId: string | undefined;
  /** Of those on the first page of the list. */
  readonly names: ReadonlySet<string>;
}

const NO_NAMES: ReadonlySet<string> = new Set();
const NO_POOLS: KnownPools = { onlyId: undefined, names: NO_NAMES };

/**
 * Which pools there are; none, if nobody may know. Undefined until that is known. It stays as it was when the page was opened: a pool that
 * somebody else creates or deletes changes no proposal.
 */
function useKnownPools(isWanted: boolean): KnownPools | undefined {
  const query = useInfiniteQuery({ ...poolsQuery(useClients()), enabled: isWanted });
  const { data, hasNextPage, isFetchedAfterMount, failureCount, isError } = query;
  const [known, setKnown] = useState<KnownPools>();
  if (known !== undefined) return known;
  if (isError || failureCount > 0) return NO_POOLS;
  if (data === undefined || !isFetchedAfterMount) return undefined;
  const pools = data.pages.flatMap(({ items }) => items);
  const only = pools.length === 1 && !hasNextPage ? pools[0]?.Id : undefined;
  const seen = { onlyId: only, names: new Set(pools.map(({ Name = '' }) => Name)) };
  setKnown(seen);
  return seen;
}
