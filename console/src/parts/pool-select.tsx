import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useInfiniteQuery } from '@tanstack/react-query';
import { poolsQuery } from '../service/pool-queries.ts';
import { useClients } from '../service/session.tsx';
import { useTexts } from '../texts/texts.ts';
import { FailureAlert } from './failure-alert.tsx';

/** Asks for a user pool of account and region. */
export function PoolSelect({
  label,
  description,
  placeholder,
  poolId,
  onChange,
}: {
  readonly label: string;
  readonly description?: string | undefined;
  readonly placeholder: string;
  readonly poolId: string | undefined;
  readonly onChange: (poolId: string) => void;
}) {
  const { general, pools: texts } = useTexts();
  const { data, error, isPending, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery(poolsQuery(useClients()));
  const pools = data?.pages.flatMap(({ items }) => items) ?? [];
  const options = pools.map(({ Id = '', Name = '' }) => ({ value: Id, label: Name, description: Id }));
  const chosen = options.find(({ value }) => value === poolId);
  return (
    <>
      {error && <FailureAlert error={error} onRetry={() => void refetch()} />}
      <FormField label={label} description={description}>
        <Select
          selectedOption={chosen ?? (poolId === undefined ? null : { value: poolId, label: poolId })}
          options={options}
          placeholder={placeholder}
          filteringType="auto"
          filteringPlaceholder={texts.find}
          filteringAriaLabel={texts.find}
          statusType={isPending ? 'loading' : 'finished'}
          loadingText={general.loading(texts.what)}
          empty={texts.none}
          onLoadItems={() => {
            if (hasNextPage) void fetchNextPage();
          }}
          onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
        />
      </FormField>
    </>
  );
}
