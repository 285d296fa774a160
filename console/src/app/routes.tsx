import { type ComponentType, lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { UnknownPage } from './broken-page.tsx';

/** A page is loaded when it is first opened. */
const PoolsPage = page(async () => (await import('../pages/pools/pools-page.tsx')).PoolsPage);
const NewPoolPage = page(async () => (await import('../pages/pools/new-pool-page.tsx')).NewPoolPage);
const PoolPage = page(async () => (await import('../pages/pool/pool-page.tsx')).PoolPage);
const UserPage = page(async () => (await import('../pages/user/user-page.tsx')).UserPage);
const JobPage = page(async () => (await import('../pages/job/job-page.tsx')).JobPage);
const NewImportPage = page(async () => (await import('../pages/new-import/new-import-page.tsx')).NewImportPage);
const JobsPage = page(async () => (await import('../pages/jobs/jobs-page.tsx')).JobsPage);
const UsersPage = page(async () => (await import('../pages/users/users-page.tsx')).UsersPage);
const MessagesPage = page(async () => (await import('../pages/messages/messages-page.tsx')).MessagesPage);
const HealthPage = page(async () => (await import('../pages/health/health-page.tsx')).HealthPage);

/** The table of addresses. */
export function Pages() {
  return (
    <Routes>
      <Route index element={<Navigate to="/pools" replace />} />
      <Route path="pools" element={<PoolsPage />} />
      <Route path="new-pool" element={<NewPoolPage />} />
      <Route path="pools/:poolId/users/:userName" element={<UserPage />} />
      <Route path="pools/:poolId/jobs/:jobId" element={<JobPage />} />
      <Route path="pools/:poolId/:tab?" element={<PoolPage />} />
      <Route path="import" element={<NewImportPage />} />
      <Route path="jobs" element={<JobsPage />} />
      <Route path="users" element={<UsersPage />} />
      <Route path="messages" element={<MessagesPage />} />
      <Route path="health" element={<HealthPage />} />
      <Route path="*" element={<UnknownPage />} />
    </Routes>
  );
}

function page(load: () => Promise<ComponentType>) {
  return lazy(async () => ({ default: await load() }));
}
