import { DeleteUserPoolCommand, type UserPoolType } from '@aws-sdk/client-cognito-identity-provider';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { ConfirmNameModal } from '../../parts/confirm-name-modal.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { Page } from '../../parts/page.tsx';
import { POOL_TABS, type PoolTab, paths } from '../../parts/paths.ts';
import { QueryView } from '../../parts/query-view.tsx';
import { CallFailure } from '../../service/call-failure.ts';
import { poolQuery } from '../../service/pool-queries.ts';
import { useClients } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';
import { JobList } from '../jobs/job-list.tsx';
import { UserList } from '../users/user-list.tsx';
import { ClientsTab } from './clients-tab.tsx';
import { GroupsTab } from './groups-tab.tsx';
import { Overview } from './overview.tsx';
import { SchemaTab } from './schema-tab.tsx';

/** One user pool: `#/pools/ID`, and `#/pools/ID/TAB`. */
export function PoolPage() {
  const { pool: texts, pools } = useTexts();
  const { poolId = '', tab = 'overview' } = useParams();
  const query = useQuery(poolQuery(useClients(), poolId));
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <Page
      title={query.data?.Name ?? poolId}
      trail={[{ text: pools.title, href: paths.pools() }]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            onClick={() => setIsDeleting(true)}
            disabled={query.data === undefined || query.data.DeletionProtection === 'ACTIVE'}
            disabledReason={query.data && texts.protectedText}
          >
            {texts.delete}
          </Button>
          <Button variant="primary" href={paths.newImport(poolId)}>
            {texts.newImport}
          </Button>
        </SpaceBetween>
      }
    >
      {isDenied(query.error) ? (
        <PoolTabs query={query} poolId={poolId} tab={tab} />
      ) : (
        <QueryView query={query} what={texts.what}>
          {(pool) => (
            <>
              <PoolTabs query={query} poolId={poolId} tab={tab} />
              {isDeleting && <DeletePoolModal pool={pool} onClose={() => setIsDeleting(false)} />}
            </>
          )}
        </QueryView>
      )}
    </Page>
  );
}

/** Whoever may not see the pool itself may well see what is in it. */
function isDenied(error: Error | null): boolean {
  return error instanceof CallFailure && error.kind === 'denied';
}

interface PoolTabsProps {
  readonly query: UseQueryResult<UserPoolType>;
  readonly poolId: string;
  readonly tab: string;
}

function PoolTabs({ query, poolId, tab }: PoolTabsProps) {
  const { pool: texts } = useTexts();
  const navigate = useNavigate();
  return (
    <Tabs
      ariaLabel={query.data?.Name ?? poolId}
      activeTabId={tab}
      onChange={({ detail: { activeTabHref = '' } }) => void navigate(activeTabHref.slice(1))}
      tabs={POOL_TABS.map((id) => ({
        id,
        label: texts.tabs[id],
        href: paths.pool(poolId, id),
        content: id === tab && <TabContent tab={id} query={query} poolId={poolId} />,
      }))}
    />
  );
}

function TabContent({
  tab,
  query,
  poolId,
}: {
  readonly tab: PoolTab;
  readonly query: UseQueryResult<UserPoolType>;
  readonly poolId: string;
}) {
  const { pool: texts } = useTexts();
  switch (tab) {
    case 'overview':
      return (
        <QueryView query={query} what={texts.what}>
          {(pool) => <Overview pool={pool} />}
        </QueryView>
      );
    case 'schema':
      return (
        <QueryView query={query} what={texts.what}>
          {(pool) => <SchemaTab pool={pool} />}
        </QueryView>
      );
    case 'clients':
      return <ClientsTab poolId={poolId} />;
    case 'groups':
      return <GroupsTab poolId={poolId} />;
    case 'users':
      return <UserList poolId={poolId} />;
    case 'jobs':
      return <JobList poolId={poolId} />;
  }
}

function DeletePoolModal({ pool, onClose }: { readonly pool: UserPoolType; readonly onClose: () => void }) {
  const { pool: texts } = useTexts();
  const { cognito } = useClients();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { post } = useNotices();
  const { Id = '', Name = '' } = pool;
  async function deletePool() {
    await cognito.send(new DeleteUserPoolCommand({ UserPoolId: Id }));
    await navigate(paths.pools().slice(1));
    post({ id: `deleted-${Id}`, type: 'success', content: texts.deleted(Name) });
    queryClient.removeQueries({ queryKey: ['pool', Id] });
    await queryClient.invalidateQueries({ queryKey: ['pools'] });
  }
  return (
    <ConfirmNameModal
      header={texts.deleteTitle}
      warning={texts.deleteText}
      name={Name}
      run={deletePool}
      onClose={onClose}
    />
  );
}
