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
          { path: '*', element: <UnknownPage /> },
        ],
      },
    ],
  },
];

export function createRouter() {
  return createHashRouter(routes);
}
