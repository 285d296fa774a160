import type { UserPoolType } from '@aws-sdk/client-cognito-identity-provider';
import Button from '@cloudscape-design/components/button';
import Tabs from '@cloudscape-design/components/tabs';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { Page } from '../../parts/page.tsx';
import { POOL_TABS, paths } from '../../parts/paths.ts';
import { QueryView } from '../../parts/query-view.tsx';
import { poolQuery } from '../../service/pool-queries.ts';
import { useClients } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';
import { Overview } from './overview.tsx';

/** One user pool: `#/pools/ID`, and `#/pools/ID/TAB`. */
export function PoolPage() {
  const { pool: texts, pools } = useTexts();
  const { poolId = '', tab = 'overview' } = useParams();
  const query = useQuery(poolQuery(useClients(), poolId));
  return (
    <Page
      title={query.data?.Name ?? poolId}
      trail={[{ text: pools.title, href: paths.pools() }]}
      actions={
        <Button variant="primary" href={paths.newImport(poolId)}>
          {texts.newImport}
        </Button>
      }
    >
      <QueryView query={query} what={texts.what}>
        {(pool) => (
          <Tabs
            activeTabId={tab}
            tabs={POOL_TABS.map((id) => ({
              id,
              label: texts.tabs[id],
              href: paths.pool(poolId, id),
              content: id === tab && <TabContent tab={id} pool={pool} />,
            }))}
          />
        )}
      </QueryView>
    </Page>
  );
}

function TabContent({ tab, pool }: { readonly tab: (typeof POOL_TABS)[number]; readonly pool: UserPoolType }) {
  return tab === 'overview' ? <Overview pool={pool} /> : null;
}
