import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { Page } from '../../parts/page.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { Time } from '../../parts/time.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { ValueText } from '../../parts/value-text.tsx';
import { type ServerDescription, serverQuery } from '../../service/server-queries.ts';
import { useClients } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';

/** Nodes, version, queue and settings: `#/health`. */
export function HealthPage() {
  const { health: texts } = useTexts();
  const query = useQuery(serverQuery(useClients()));
  return (
    <Page title={texts.title}>
      <QueryView query={query} what={texts.what}>
        {(server) => (
          <SpaceBetween size="l">
            <Figures server={server} />
            <Nodes server={server} />
            <Settings server={server} />
          </SpaceBetween>
        )}
      </QueryView>
    </Page>
  );
}

interface ServerProps {
  readonly server: ServerDescription;
}

function Figures({ server }: ServerProps) {
  const { health: texts, jobs } = useTexts();
  const format = useFormat();
  const { Queue, Figures: figures } = server;
  const sum = Object.values(figures.ImportJobs).reduce((total, count) => total + count, 0);
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.version}</Header>}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: texts.version, value: server.Version },
            { label: texts.node, value: server.NodeId },
            { label: texts.started, value: <Time at={new Date(server.StartedAt * 1_000)} /> },
          ]}
        />
      </Container>
      <Container
        header={
          <Header variant="h2" description={texts.queueText}>
            {texts.queue}
          </Header>
        }
      >
        <KeyValuePairs
          columns={3}
          items={Object.entries(Queue).map(([status, count]) => ({
            label: jobs.statuses[status] ?? status,
            value: format.count(count),
          }))}
        />
      </Container>
      <Container header={<Header variant="h2">{texts.account}</Header>}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: texts.pools, value: format.count(figures.UserPools) },
            { label: texts.users, value: format.count(figures.Users) },
            { label: texts.unfinished, value: format.count(sum) },
            { label: texts.uploads, value: format.count(figures.WaitingUploads) },
            { label: texts.uploadBytes, value: format.bytes(figures.WaitingUploadBytes) },
          ]}
        />
      </Container>
    </SpaceBetween>
  );
}

function Nodes({ server }: ServerProps) {
  const { health: texts } = useTexts();
  const format = useFormat();
  return (
    <Table
      items={server.Nodes}
      trackBy="NodeId"
      header={<Header variant="h2">{texts.nodes}</Header>}
      columnDefinitions={[
        { id: 'node', header: texts.nodeId, cell: ({ NodeId }) => NodeId, isRowHeader: true },
        { id: 'role', header: texts.role, cell: ({ Role }) => texts.roles[Role] ?? Role },
        {
          id: 'state',
          header: texts.state,
          cell: ({ State }) => (
            <StatusIndicator type={State === 'serving' ? 'success' : 'stopped'}>
              {texts.states[State] ?? State}
            </StatusIndicator>
          ),
        },
        {
          id: 'seen',
          header: texts.lastSeen,
          cell: ({ LastSeenSeconds }) => texts.secondsAgo(format.count(Math.round(LastSeenSeconds))),
        },
      ]}
    />
  );
}

function Settings({ server }: ServerProps) {
  const { health: texts } = useTexts();
  return (
    <Table
      items={server.Settings}
      trackBy="Name"
      wrapLines
      header={<Header variant="h2">{texts.settings}</Header>}
      columnDefinitions={[
        { id: 'name', header: texts.setting, cell: ({ Name }) => Name, isRowHeader: true },
        {
          id: 'value',
          header: texts.value,
          cell: ({ Value, IsSecret }) =>
            IsSecret ? texts.secret : Value === undefined ? texts.notSet : <ValueText value={Value} />,
        },
      ]}
    />
  );
}
