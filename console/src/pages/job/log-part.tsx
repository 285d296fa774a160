import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { CursorTable } from '../../parts/cursor-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Time } from '../../parts/time.tsx';
import { ValueText } from '../../parts/value-text.tsx';
import type { JobDetails } from '../../service/job-details.ts';
import { filterPatternOf, type LogChoice, type LogEvent, type LogPlace, listLogEvents } from '../../service/job-log.ts';
import { isMoving } from '../../service/job-queries.ts';
import { useClients } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';

const CHOICES = ['all', 'failed', 'skipped', 'imported'] as const satisfies readonly LogChoice[];
const MOVING_MS = 2_000;
const NEVER_MS = 2_147_483_647;

/** The log of a job, page by page, filtered by the server. */
export function LogPart({ place, job }: { readonly place: LogPlace; readonly job: Pick<JobDetails, 'status'> }) {
  const { log: texts } = useTexts();
  const clients = useClients();
  const queryClient = useQueryClient();
  const { status } = job;
  const { poolId, jobId } = place;
  // What was read before the job ended, or before somebody else started it, is not all of it.
  useEffect(() => {
    if (status !== 'Created') void queryClient.invalidateQueries({ queryKey: ['log', poolId, jobId] });
  }, [queryClient, status, poolId, jobId]);
  const [choice, setChoice] = useState<LogChoice>('all');
  const [typed, setTyped] = useState('');
  const [words, setWords] = useState('');
  const pattern = filterPatternOf(choice, words);
  const search = () => setWords(typed);
  return (
    <CursorTable<LogEvent>
      title={texts.title}
      description={texts.description}
      what={texts.what}
      queryKey={['log', poolId, jobId, pattern]}
      fetchPage={(token, signal) => listLogEvents(clients, place, pattern, token, signal)}
      refreshMs={() => (isMoving(job) ? MOVING_MS : NEVER_MS)}
      trackBy={({ id }) => id}
      empty={<EmptyState title={texts.empty} text={texts.emptyText} />}
      filter={
        <SpaceBetween size="s">
          <SegmentedControl
            selectedId={choice}
            onChange={({ detail }) => setChoice(CHOICES.find((id) => id === detail.selectedId) ?? 'all')}
            label={texts.show}
            options={CHOICES.map((id) => ({ id, text: texts.choices[id] }))}
          />
          <form
            onSubmit={(event) => {
              event.preventDefault();
              search();
            }}
          >
            <SpaceBetween direction="horizontal" size="xs">
              <Input
                type="search"
                value={typed}
                onChange={({ detail }) => {
                  setTyped(detail.value);
                  if (detail.value === '') setWords('');
                }}
                placeholder={texts.wordsPlaceholder}
                ariaLabel={texts.words}
              />
              <Button formAction="submit">{texts.search}</Button>
            </SpaceBetween>
          </form>
        </SpaceBetween>
      }
      columns={[
        { id: 'time', header: texts.time, cell: ({ at }) => <Time at={at} />, minWidth: 125 },
        {
          id: 'event',
          header: texts.event,
          cell: ({ message }) => <ValueText value={message} />,
          isRowHeader: true,
          minWidth: 200,
        },
      ]}
    />
  );
}
