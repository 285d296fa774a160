import { type ComponentType, lazy } from 'react';
import { matchRoutes, Navigate, Route, Routes } from 'react-router';
import { UnknownPage } from './broken-page.tsx';

/** The table of addresses. A page is loaded when it is first opened. */
const PAGES = [
  page('pools', async () => (await import('../pages/pools/pools-page.tsx')).PoolsPage),
  page('new-pool', async () => (await import('../pages/pools/new-pool-page.tsx')).NewPoolPage),
  page('pools/:poolId/users/:userName', async () => (await import('../pages/user/user-page.tsx')).UserPage),
  page('pools/:poolId/jobs/:jobId', async () => (await import('../pages/job/job-page.tsx')).JobPage),
  page('pools/:poolId/:tab?', async () => (await import('../pages/pool/pool-page.tsx')).PoolPage),
  page('import', async () => (await import('../pages/new-import/new-import-page.tsx')).NewImportPage),
  page('jobs', async () => (await import('../pages/jobs/jobs-page.tsx')).JobsPage),
  page('users', async () => (await import('../pages/users/users-page.tsx')).UsersPage),
  page('messages', async () => (await import('../pages/messages/messages-page.tsx')).MessagesPage),
  page('health', async () => (await import('../pages/health/health-page.tsx')).HealthPage),
];
const FIRST_PAGE = '/pools';

export function Pages() {
  return (
    <Routes>
      <Route index element={<Navigate to={FIRST_PAGE} replace />} />
      {PAGES.map(({ path, Page }) => (
        <Route key={path} path={path} element={<Page />} />
      ))}
      <Route path="*" element={<UnknownPage />} />
    </Routes>
  );
}

/** Begins to load the page of an address. That it cannot be loaded is told by who opens it. */
export function preloadPage(pathname: string): void {
  const [match] = matchRoutes(PAGES, pathname === '/' ? FIRST_PAGE : pathname) ?? [];
  match?.route.load().catch(() => undefined);
}

function page(path: string, load: () => Promise<ComponentType>) {
  return { path, load, Page: lazy(async () => ({ default: await load() })) };
}
