import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useInfiniteQuery } from '@tanstack/react-query';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import { Page } from '../../parts/page.tsx';
import { paths } from '../../parts/paths.ts';
import { Time } from '../../parts/time.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { poolsQuery } from '../../service/pool-queries.ts';
import { useClients } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';

const ROWS_PER_PAGE = 25;

/** All user pools: `#/pools`. */
export function PoolsPage() {
  const { general, pools: texts } = useTexts();
  const format = useFormat();
  const { data, error, isPending, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    poolsQuery(useClients()),
  );
  const pools = data?.pages.flatMap(({ items }) => items) ?? [];
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount } = useCollection(pools, {
    filtering: {
      fields: ['Name', 'Id'],
      empty: <NoPools />,
      noMatch: <Box textAlign="center">{texts.noMatch}</Box>,
    },
    sorting: {},
    pagination: { pageSize: ROWS_PER_PAGE },
  });
  return (
    <Page title={texts.title} description={texts.intro}>
      {error && <FailureAlert error={error} onRetry={() => void refetch()} />}
      <Table
        {...collectionProps}
        variant="container"
        items={items}
        loading={isPending && !error}
        loadingText={general.loading(texts.what)}
        trackBy="Id"
        header={
          <Header
            counter={general.count(format.count(pools.length), hasNextPage)}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                {hasNextPage && (
                  <Button
                    onClick={() => void fetchNextPage()}
                    loading={isFetching}
                    loadingText={general.actions.loadMore}
                  >
                    {general.actions.loadMore}
                  </Button>
                )}
                <Button iconName="refresh" ariaLabel={general.actions.refresh} onClick={() => void refetch()} />
                <Button
                  variant={data !== undefined && pools.length === 0 ? 'normal' : 'primary'}
                  href={paths.newPool()}
                >
                  {texts.create}
                </Button>
              </SpaceBetween>
            }
          >
            {texts.title}
          </Header>
        }
        filter={
          <TextFilter
            {...filterProps}
            filteringPlaceholder={texts.find}
            filteringAriaLabel={texts.find}
            countText={format.count(filteredItemsCount ?? 0)}
          />
        }
        pagination={pools.length > ROWS_PER_PAGE && <Pagination {...paginationProps} />}
        columnDefinitions={[
          {
            id: 'name',
            header: texts.name,
            cell: ({ Id = '', Name = '' }) => (
              <Link href={paths.pool(Id)}>
                <span className="muster-break">{Name}</span>
              </Link>
            ),
            sortingField: 'Name',
            isRowHeader: true,
          },
          { id: 'id', header: texts.id, cell: ({ Id }) => Id, sortingField: 'Id' },
          {
            id: 'created',
            header: texts.created,
            cell: ({ CreationDate }) => <Time at={CreationDate} />,
            sortingField: 'CreationDate',
          },
          {
            id: 'changed',
            header: texts.changed,
            cell: ({ LastModifiedDate }) => <Time at={LastModifiedDate} />,
            sortingField: 'LastModifiedDate',
          },
        ]}
      />
    </Page>
  );
}

function NoPools() {
  const { pools: texts } = useTexts();
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="s">
        <Box variant="strong">{texts.none}</Box>
        <Box color="text-body-secondary">{texts.noneText}</Box>
        <Box display="inline-block">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="primary" href={paths.newImport()}>
              {texts.importFile}
            </Button>
            <Button href={paths.newPool()}>{texts.create}</Button>
          </SpaceBetween>
        </Box>
      </SpaceBetween>
    </Box>
  );
}
