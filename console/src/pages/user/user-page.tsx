import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { Copyable } from '../../parts/copyable.tsx';
import { EnabledStatus } from '../../parts/enabled-status.tsx';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import { Page } from '../../parts/page.tsx';
import { paths } from '../../parts/paths.ts';
import { QueryView } from '../../parts/query-view.tsx';
import { Time } from '../../parts/time.tsx';
import { toVisible, ValueText } from '../../parts/value-text.tsx';
import { poolQuery } from '../../service/pool-queries.ts';
import { useClients } from '../../service/session.tsx';
import { calledNameOf, jobOfUserQuery, personNameOf, type ShownUser, userQuery } from '../../service/user-queries.ts';
import { useTexts } from '../../texts/texts.ts';
import { AttributesPart } from './attributes-part.tsx';
import { GroupsPart } from './groups-part.tsx';
import { SignInTrial } from './sign-in-trial.tsx';
import { UserActions } from './user-actions.tsx';

/** One user: `#/pools/ID/users/NAME`. */
export function UserPage() {
  const { pools, users, user: texts } = useTexts();
  const { poolId = '', userName = '' } = useParams();
  const clients = useClients();
  const query = useQuery(userQuery(clients, poolId, userName));
  const { data: pool } = useQuery(poolQuery(clients, poolId));
  const name = query.data ? calledNameOf(query.data) : userName;
  const person = query.data && (personNameOf(query.data.attributes) || query.data.attributes.email);
  return (
    <Page
      title={toVisible(name)}
      description={person && person !== name && <ValueText value={person} />}
      trail={[
        { text: pools.title, href: paths.pools() },
        { text: pool?.Name ?? poolId, href: paths.pool(poolId) },
        { text: users.title, href: paths.users(poolId) },
      ]}
      actions={query.data && <UserActions poolId={poolId} user={query.data} />}
    >
      <QueryView query={query} what={texts.what}>
        {(user) => (
          <SpaceBetween size="l">
            <General poolId={poolId} user={user} />
            <AttributesPart poolId={poolId} user={user} />
            <GroupsPart poolId={poolId} userName={user.userName} />
            <SignInTrial poolId={poolId} userName={user.userName} />
          </SpaceBetween>
        )}
      </QueryView>
    </Page>
  );
}

function General({ poolId, user }: { readonly poolId: string; readonly user: ShownUser }) {
  const { user: texts, users } = useTexts();
  return (
    <Container header={<Header variant="h2">{texts.general}</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: users.name, value: <ValueText value={user.userName} /> },
          { label: texts.sub, value: <Copyable text={user.attributes.sub} label={texts.sub} /> },
          { label: users.status, value: users.statuses[user.status] ?? user.status },
          { label: users.enabledColumn, value: <EnabledStatus isEnabled={user.isEnabled} /> },
          { label: texts.mfa, value: user.factors.length > 0 ? user.factors.join(', ') : texts.none },
          { label: texts.created, value: <Time at={user.createdAt} /> },
          { label: texts.changed, value: <Time at={user.changedAt} /> },
          ...(user.createdAt
            ? [{ label: texts.job, value: <JobOfUser poolId={poolId} createdAt={user.createdAt} /> }]
            : []),
        ]}
      />
    </Container>
  );
}

function JobOfUser({ poolId, createdAt }: { readonly poolId: string; readonly createdAt: Date }) {
  const { user: texts, general, jobs } = useTexts();
  const { data, error, isPending } = useQuery(jobOfUserQuery(useClients(), poolId, createdAt));
  if (isPending) return <StatusIndicator type="loading">{general.loading(jobs.what)}</StatusIndicator>;
  if (error) return <FailureAlert error={error} />;
  if (!data) return texts.noJob;
  return (
    <Link href={paths.job(poolId, data.jobId)}>
      <ValueText value={data.name} />
    </Link>
  );
}
