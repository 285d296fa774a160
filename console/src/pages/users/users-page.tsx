import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { Page } from '../../parts/page.tsx';
import { PoolSelect } from '../../parts/pool-select.tsx';
import { poolsQuery } from '../../service/pool-queries.ts';
import { useClients } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';
import { UserList } from './user-list.tsx';

/** The search for users, of a pool that is chosen first: `#/users?pool=ID`. */
export function UsersPage() {
  const { users: texts } = useTexts();
  const [parameters, setParameters] = useSearchParams();
  const poolId = parameters.get('pool') ?? undefined;
  const { data, hasNextPage } = useInfiniteQuery(poolsQuery(useClients()));
  const pools = data?.pages.flatMap(({ items }) => items) ?? [];
  const onlyId = pools.length === 1 && !hasNextPage ? pools[0]?.Id : undefined;
  useEffect(() => {
    if (poolId === undefined && onlyId !== undefined) setParameters({ pool: onlyId }, { replace: true });
  }, [poolId, onlyId, setParameters]);
  return (
    <Page title={texts.title} description={texts.intro}>
      <PoolSelect
        label={texts.pool}
        placeholder={texts.choosePool}
        poolId={poolId}
        onChange={(pool) => setParameters({ pool })}
      />
      {poolId !== undefined && <UserList key={poolId} poolId={poolId} />}
    </Page>
  );
}
