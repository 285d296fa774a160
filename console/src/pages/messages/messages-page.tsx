import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Link from '@cloudscape-design/components/link';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Copyable } from '../../parts/copyable.tsx';
import { CursorTable } from '../../parts/cursor-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { Page } from '../../parts/page.tsx';
import { paths } from '../../parts/paths.ts';
import { Time } from '../../parts/time.tsx';
import { ValueText } from '../../parts/value-text.tsx';
import { isInboxOff, listMessages, serverQuery } from '../../service/server-queries.ts';
import { useClients } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';

const REFRESH_MS = 3_000;
/** In pixels. */
const WIDE = 210;

/** What the inbox keeps: `#/messages`. */
export function MessagesPage() {
  const { messages: texts } = useTexts();
  const { data: server } = useQuery(serverQuery(useClients()));
  return (
    <Page title={texts.title} description={texts.intro}>
      {server && isInboxOff(server) ? (
        <Alert type="info" header={texts.off}>
          {texts.offText}
        </Alert>
      ) : (
        <MessageList />
      )}
    </Page>
  );
}

function MessageList() {
  const { messages: texts } = useTexts();
  const clients = useClients();
  const queryClient = useQueryClient();
  const [to, setTo] = useState('');
  const [isDeleting, setIsDeleting] = useState(false);
  async function deleteAll() {
    await clients.callMuster('DeleteMessages', {});
    await queryClient.invalidateQueries({ queryKey: ['messages'] });
  }
  return (
    <>
      <CursorTable
        title={texts.title}
        what={texts.what}
        queryKey={['messages', to]}
        fetchPage={(token, signal) => listMessages(clients, to, token, signal)}
        refreshMs={() => REFRESH_MS}
        trackBy={({ id }) => id}
        empty={<EmptyState title={texts.none} text={texts.noneText} />}
        actions={<Button onClick={() => setIsDeleting(true)}>{texts.deleteAll}</Button>}
        filter={
          <TextFilter
            filteringText={to}
            filteringPlaceholder={texts.find}
            filteringAriaLabel={texts.find}
            onDelayedChange={({ detail }) => setTo(detail.filteringText.trim())}
            onChange={() => undefined}
          />
        }
        columns={[
          {
            id: 'to',
            minWidth: WIDE,
            header: texts.to,
            cell: (message) => <ValueText value={message.to} />,
            isRowHeader: true,
          },
          { id: 'medium', header: texts.medium, cell: ({ medium }) => texts.media[medium] ?? medium },
          { id: 'kind', header: texts.kind, cell: ({ kind }) => texts.kinds[kind] ?? kind },
          { id: 'code', header: texts.code, cell: ({ code }) => <Copyable text={code} label={texts.code} /> },
          {
            id: 'text',
            minWidth: WIDE,
            header: texts.text,
            cell: ({ subject, text }) => (
              <ExpandableSection headerText={<ValueText value={subject ?? texts.text} />}>
                <ValueText value={text} />
              </ExpandableSection>
            ),
          },
          { id: 'pool', header: texts.pool, cell: ({ poolId }) => <Link href={paths.pool(poolId)}>{poolId}</Link> },
          { id: 'sent', header: texts.sent, cell: ({ sentAt }) => <Time at={sentAt} /> },
        ]}
      />
      {isDeleting && (
        <FormModal
          header={texts.deleteTitle}
          submitText={texts.deleteAll}
          run={deleteAll}
          onClose={() => setIsDeleting(false)}
        >
          {texts.deleteText}
        </FormModal>
      )}
    </>
  );
}
