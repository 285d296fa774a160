import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { keepPreviousData, type Query, type QueryKey, useQuery } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue, useState } from 'react';
import type { Page } from '../service/page.ts';
import { useTexts } from '../texts/texts.ts';
import { FailureAlert } from './failure-alert.tsx';
import { Later } from './later.tsx';

/** In pixels: words stay whole, and a narrow window scrolls the table sideways. */
const COLUMN_WIDTH_MIN = 130;

export interface CursorColumn<Item> extends TableProps.ColumnDefinition<Item> {
  /** Whether the page that is shown has anything for it. Undefined: always. */
  readonly isShownFor?: (items: readonly Item[]) => boolean;
}

export interface CursorTableProps<Item> {
  readonly title: string;
  /** Ends the sentence "Loading …". */
  readonly what: string;
  /** Of the list without its page; another key is another list, from its first page. */
  readonly queryKey: QueryKey;
  /** One page; `token` is undefined for the first one. */
  readonly fetchPage: (token: string | undefined, signal: AbortSignal) => Promise<Page<Item>>;
  /** When to ask again, in milliseconds, by what the page shows now; undefined: never. */
  readonly refreshMs?: (items: readonly Item[]) => number;
  readonly columns: readonly CursorColumn<Item>[];
  readonly trackBy: (item: Item) => string;
  readonly empty: ReactNode;
  readonly actions?: ReactNode;
  readonly filter?: ReactNode;
  readonly description?: ReactNode;
}

/**
 * A list that the server gives out page by page. Only the page that is shown is held and asked for again, so a list of a million is as
 * quick as one of ten.
 */
export function CursorTable<Item>(props: CursorTableProps<Item>) {
  const key = JSON.stringify(props.queryKey);
  // Another list has pages of its own.
  return (
    <Later>
      <CursorPages key={key} {...props} />
    </Later>
  );
}

function CursorPages<Item>({ queryKey, fetchPage, refreshMs, ...view }: CursorTableProps<Item>) {
  const { general } = useTexts();
  const [tokens, setTokens] = useState<readonly (string | undefined)[]>([undefined]);
  const [index, setIndex] = useState(0);
  const token = tokens[index];
  const query = useQuery<Page<Item>>({
    queryKey: [...queryKey, token],
    queryFn: ({ signal }) => fetchPage(token, signal),
    placeholderData: keepPreviousData,
    ...(refreshMs && { refetchInterval: ({ state }: Query<Page<Item>>) => refreshMs(state.data?.items ?? []) }),
  });
  // Rows are drawn in slices, between which the page answers: all at one time they held it for up to 100 ms.
  const { data, isPending, isPlaceholderData } = useDeferredValue(query);
  const { error, refetch } = query;
  const items = data?.items ?? [];
  const next = isPlaceholderData ? undefined : data?.next;
  const pagesCount = Math.max(tokens.length, index + 1 + (next === undefined ? 0 : 1));
  const show = (page: number) => {
    if (page - 1 >= tokens.length) setTokens((before) => [...before, next]);
    setIndex(page - 1);
  };
  return (
    <SpaceBetween size="m">
      {error && <FailureAlert error={error} onRetry={() => void refetch()} />}
      {!(error && data === undefined) && (
        <Table
          variant="container"
          items={items}
          columnDefinitions={view.columns.flatMap(({ isShownFor, ...column }) =>
            isShownFor === undefined || isShownFor(items) ? [{ minWidth: COLUMN_WIDTH_MIN, ...column }] : [],
          )}
          trackBy={view.trackBy}
          loading={isPending || isPlaceholderData}
          loadingText={general.loading(view.what)}
          empty={<Box textAlign="center">{view.empty}</Box>}
          wrapLines
          header={
            <Header
              description={view.description}
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  <Button
                    iconName="refresh"
                    ariaLabel={general.actions.refresh}
                    // Never disabled, which would take the focus from it; who presses it twice asks once.
                    onClick={() => void refetch({ cancelRefetch: false })}
                  />
                  {view.actions}
                </SpaceBetween>
              }
            >
              {view.title}
            </Header>
          }
          filter={view.filter}
          pagination={
            pagesCount > 1 && (
              <Pagination
                currentPageIndex={index + 1}
                pagesCount={pagesCount}
                openEnd={index + 1 < pagesCount && next !== undefined}
                onChange={({ detail }) => show(detail.currentPageIndex)}
                ariaLabels={general.pages}
              />
            )
          }
        />
      )}
    </SpaceBetween>
  );
}
