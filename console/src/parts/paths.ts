/** Addresses of all pages, as links have them. Names may hold any character. */
export const paths = {
  pools: () => '#/pools',
  newPool: () => '#/new-pool',
  pool: (poolId: string, tab?: PoolTab) =>
    `#/pools/${encodeURIComponent(poolId)}${tab === undefined || tab === 'overview' ? '' : `/${tab}`}`,
  newImport: (poolId?: string) => (poolId === undefined ? '#/import' : `#/import?pool=${encodeURIComponent(poolId)}`),
  jobs: () => '#/jobs',
  job: (poolId: string, jobId: string) => `#/pools/${encodeURIComponent(poolId)}/jobs/${encodeURIComponent(jobId)}`,
  users: (poolId?: string) => (poolId === undefined ? '#/users' : `#/pools/${encodeURIComponent(poolId)}/users`),
  user: (poolId: string, userName: string) =>
    `#/pools/${encodeURIComponent(poolId)}/users/${encodeURIComponent(userName)}`,
  messages: () => '#/messages',
  health: () => '#/health',
};

export const POOL_TABS = ['overview', 'schema', 'clients', 'groups', 'users', 'jobs'] as const;
export type PoolTab = (typeof POOL_TABS)[number];
