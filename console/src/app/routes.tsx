import { createHashRouter, Navigate, type RouteObject } from 'react-router';
import { BrokenPage, UnknownPage } from './broken-page.tsx';
import { Shell } from './shell.tsx';

/** Every page is loaded when it is first opened. */
const routes: RouteObject[] = [
  {
    path: '/',
    element: <Shell />,
    errorElement: <BrokenPage />,
    hydrateFallbackElement: <></>,
    children: [
      {
        errorElement: <BrokenPage />,
        children: [
          { index: true, element: <Navigate to="/pools" replace /> },
          {
            path: 'pools',
            lazy: async () => ({ Component: (await import('../pages/pools/pools-page.tsx')).PoolsPage }),
          },
          {
            path: 'new-pool',
            lazy: async () => ({ Component: (await import('../pages/pools/new-pool-page.tsx')).NewPoolPage }),
          },
          {
            path: 'pools/:poolId/users/:userName',
            lazy: async () => ({ Component: (await import('../pages/user/user-page.tsx')).UserPage }),
          },
          {
            path: 'pools/:poolId/jobs/:jobId',
            lazy: async () => ({ Component: (await import('../pages/job/job-page.tsx')).JobPage }),
          },
          {
            path: 'pools/:poolId/:tab?',
            lazy: async () => ({ Component: (await import('../pages/pool/pool-page.tsx')).PoolPage }),
          },
          {
            path: 'import',
            lazy: async () => ({ Component: (await import('../pages/new-import/new-import-page.tsx')).NewImportPage }),
          },
          {
            path: 'jobs',
            lazy: async () => ({ Component: (await import('../pages/jobs/jobs-page.tsx')).JobsPage }),
          },
          {
            path: 'users',
            lazy: async () => ({ Component: (await import('../pages/users/users-page.tsx')).UsersPage }),
          },
          {
            path: 'messages',
            lazy: async () => ({ Component: (await import('../pages/messages/messages-page.tsx')).MessagesPage }),
          },
          {
            path: 'health',
            lazy: async () => ({ Component: (await import('../pages/health/health-page.tsx')).HealthPage }),
          },
          { path: '*', element: <UnknownPage /> },
        ],
      },
    ],
  },
];

export function createRouter() {
  return createHashRouter(routes);
}
