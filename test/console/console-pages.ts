import type { FilledServer } from './fill-server.ts';

export interface ConsolePageCase {
  readonly name: string;
  /** Of its pictures. */
  readonly file: string;
  readonly hash: (filled: FilledServer) => string;
  /** By which it is known to be there, whole and with its data. */
  readonly text: string;
  readonly title: string;
}

/** Every page with something in it. */
export const CONSOLE_PAGES: readonly ConsolePageCase[] = [
  { name: 'the user pools', file: 'pools', hash: () => '#/pools', text: 'customers', title: 'User pools' },
  {
    name: 'a new user pool',
    file: 'new-pool',
    hash: () => '#/new-pool',
    text: 'How users sign in',
    title: 'Create user pool',
  },
  {
    name: 'one user pool',
    file: 'pool',
    hash: ({ poolId }) => `#/pools/${poolId}`,
    text: 'What an import goes by',
    title: 'customers',
  },
  {
    name: 'its attributes',
    file: 'attributes',
    hash: ({ poolId }) => `#/pools/${poolId}/schema`,
    text: 'custom:team',
    title: 'customers',
  },
  {
    name: 'its app clients',
    file: 'app-clients',
    hash: ({ poolId }) => `#/pools/${poolId}/clients`,
    text: 'shop',
    title: 'customers',
  },
  {
    name: 'its groups',
    file: 'groups',
    hash: ({ poolId }) => `#/pools/${poolId}/groups`,
    text: 'Those who write',
    title: 'customers',
  },
  {
    name: 'its users',
    file: 'pool-users',
    hash: ({ poolId }) => `#/pools/${poolId}/users`,
    text: 'user0@example.com',
    title: 'customers',
  },
  {
    name: 'its import jobs',
    file: 'pool-jobs',
    hash: ({ poolId }) => `#/pools/${poolId}/jobs`,
    text: 'Succeeded',
    title: 'customers',
  },
  { name: 'a new import', file: 'new-import', hash: () => '#/import', text: 'File of users', title: 'New import' },
  {
    name: 'one import job',
    file: 'job',
    hash: ({ poolId, jobId }) => `#/pools/${poolId}/jobs/${jobId}`,
    text: 'Records that were not imported',
    title: 'Import job import',
  },
  { name: 'all import jobs', file: 'jobs', hash: () => '#/jobs', text: 'Succeeded', title: 'Import jobs' },
  { name: 'the search for users', file: 'users', hash: () => '#/users', text: 'user0@example.com', title: 'Users' },
  {
    name: 'one user',
    file: 'user',
    hash: ({ poolId }) => `#/pools/${poolId}/users/ann`,
    text: 'custom:team',
    title: 'ann',
  },
  {
    name: 'the messages',
    file: 'messages',
    hash: () => '#/messages',
    text: 'Code to reset the password',
    title: 'Messages',
  },
  { name: 'the health', file: 'health', hash: () => '#/health', text: 'Settings in force', title: 'Health' },
];
