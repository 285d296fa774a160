import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import { Page } from '../../parts/page.tsx';
import { poolsQuery } from '../../service/pool-queries.ts';
import { useClients } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';
import { UserList } from './user-list.tsx';

/** The search for users, of a pool that is chosen first: `#/users?pool=ID`. */
export function UsersPage() {
  const { users: texts, general, pools: poolTexts } = useTexts();
  const [parameters, setParameters] = useSearchParams();
  const poolId = parameters.get('pool') ?? undefined;
  const { data, error, isPending, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery(poolsQuery(useClients()));
  const pools = data?.pages.flatMap(({ items }) => items) ?? [];
  const onlyId = pools.length === 1 && !hasNextPage ? pools[0]?.Id : undefined;
  useEffect(() => {
    if (poolId === undefined && onlyId !== undefined) setParameters({ pool: onlyId }, { replace: true });
  }, [poolId, onlyId, setParameters]);
  const options = pools.map(({ Id = '', Name = '' }) => ({ value: Id, label: Name, description: Id }));
  const chosen = options.find(({ value }) => value === poolId);
  return (
    <Page title={texts.title} description={texts.intro}>
      {error && <FailureAlert error={error} onRetry={() => void refetch()} />}
      <FormField label={texts.pool}>
        <Select
          selectedOption={chosen ?? (poolId === undefined ? null : { value: poolId, label: poolId })}
          options={options}
          placeholder={texts.choosePool}
          filteringType="auto"
          statusType={isPending ? 'loading' : 'finished'}
          loadingText={general.loading(poolTexts.what)}
          empty={poolTexts.none}
          onLoadItems={() => {
            if (hasNextPage) void fetchNextPage();
          }}
          onChange={({ detail }) => setParameters({ pool: detail.selectedOption.value ?? '' })}
        />
      </FormField>
      {poolId !== undefined && <UserList key={poolId} poolId={poolId} />}
    </Page>
  );
}
