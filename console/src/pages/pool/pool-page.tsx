import { DeleteUserPoolCommand, type UserPoolType } from '@aws-sdk/client-cognito-identity-provider';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { ConfirmNameModal } from '../../parts/confirm-name-modal.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { Page } from '../../parts/page.tsx';
import { POOL_TABS, type PoolTab, paths } from '../../parts/paths.ts';
import { QueryView } from '../../parts/query-view.tsx';
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
  const navigate = useNavigate();
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
      <QueryView query={query} what={texts.what}>
        {(pool) => (
          <>
            <Tabs
              ariaLabel={pool.Name}
              activeTabId={tab}
              onChange={({ detail: { activeTabHref = '' } }) => void navigate(activeTabHref.slice(1))}
              tabs={POOL_TABS.map((id) => ({
                id,
                label: texts.tabs[id],
                href: paths.pool(poolId, id),
                content: id === tab && <TabContent tab={id} pool={pool} poolId={poolId} />,
              }))}
            />
            {isDeleting && <DeletePoolModal pool={pool} onClose={() => setIsDeleting(false)} />}
          </>
        )}
      </QueryView>
    </Page>
  );
}

function TabContent({
  tab,
  pool,
  poolId,
}: {
  readonly tab: PoolTab;
  readonly pool: UserPoolType;
  readonly poolId: string;
}) {
  switch (tab) {
    case 'overview':
      return <Overview pool={pool} />;
    case 'schema':
      return <SchemaTab pool={pool} />;
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
    post({ id: `deleted-${Id}`, type: 'success', content: texts.deleted(Name) });
    await navigate(paths.pools().slice(1));
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
