import type { FilledServer } from './fill-server.ts';

export interface ConsolePageCase {
  readonly name: string;
  /** Of its pictures. */
  readonly file: string;
  readonly hash: (filled: FilledServer) => string;
  /** By which it is known to be there, whole and with its data. */
  readonly text: string;
  readonly title: string;
  /** Undefined: it shows nothing that the server has to be asked for. */
  readonly awaits?: {
    /** By the answer to which it is known: `cognito-idp:ListUsers`. */
    readonly action: string;
    /** What it says until then. */
    readonly words: string;
    /** Its title until then, if that is another one. */
    readonly titleBefore?: (filled: FilledServer) => string;
  };
}

const awaits = (action: string, what: string) => ({ action, words: `Loading ${what}…` });
const AWAITS_POOL = {
  ...awaits('cognito-idp:DescribeUserPool', 'the user pool'),
  titleBefore: ({ poolId }: FilledServer) => poolId,
};

/** Every page with something in it. */
export const CONSOLE_PAGES: readonly ConsolePageCase[] = [
  {
    name: 'the user pools',
    file: 'pools',
    hash: () => '#/pools',
    text: 'customers',
    title: 'User pools',
    awaits: awaits('cognito-idp:ListUserPools', 'user pools'),
  },
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
    awaits: AWAITS_POOL,
  },
  {
    name: 'its attributes',
    file: 'attributes',
    hash: ({ poolId }) => `#/pools/${poolId}/schema`,
    text: 'custom:team',
    title: 'customers',
    awaits: AWAITS_POOL,
  },
  {
    name: 'its app clients',
    file: 'app-clients',
    hash: ({ poolId }) => `#/pools/${poolId}/clients`,
    text: 'shop',
    title: 'customers',
    awaits: awaits('cognito-idp:ListUserPoolClients', 'app clients'),
  },
  {
    name: 'its groups',
    file: 'groups',
    hash: ({ poolId }) => `#/pools/${poolId}/groups`,
    text: 'Those who write',
    title: 'customers',
    awaits: awaits('cognito-idp:ListGroups', 'groups'),
  },
  {
    name: 'its users',
    file: 'pool-users',
    hash: ({ poolId }) => `#/pools/${poolId}/users`,
    text: 'user0@example.com',
    title: 'customers',
    awaits: awaits('cognito-idp:ListUsers', 'users'),
  },
  {
    name: 'its import jobs',
    file: 'pool-jobs',
    hash: ({ poolId }) => `#/pools/${poolId}/jobs`,
    text: 'Succeeded',
    title: 'customers',
    awaits: awaits('cognito-idp:ListUserImportJobs', 'import jobs'),
  },
  { name: 'a new import', file: 'new-import', hash: () => '#/import', text: 'File of users', title: 'New import' },
  {
    name: 'one import job',
    file: 'job',
    hash: ({ poolId, jobId }) => `#/pools/${poolId}/jobs/${jobId}`,
    text: 'Records that were not imported',
    title: 'Import job import',
    awaits: {
      ...awaits('cognito-idp:DescribeUserImportJob', 'the import job'),
      titleBefore: ({ jobId }) => `Import job ${jobId}`,
    },
  },
  {
    name: 'all import jobs',
    file: 'jobs',
    hash: () => '#/jobs',
    text: 'Succeeded',
    title: 'Import jobs',
    awaits: awaits('muster:ListImportJobs', 'import jobs'),
  },
  {
    name: 'the search for users',
    file: 'users',
    hash: () => '#/users',
    text: 'user0@example.com',
    title: 'Users',
    awaits: awaits('cognito-idp:ListUsers', 'users'),
  },
  {
    name: 'one user',
    file: 'user',
    hash: ({ poolId }) => `#/pools/${poolId}/users/ann`,
    text: 'custom:team',
    title: 'ann',
    awaits: awaits('cognito-idp:AdminGetUser', 'the user'),
  },
  {
    name: 'the messages',
    file: 'messages',
    hash: () => '#/messages',
    text: 'Code to reset the password',
    title: 'Messages',
    awaits: awaits('muster:ListMessages', 'messages'),
  },
  {
    name: 'the health',
    file: 'health',
    hash: () => '#/health',
    text: 'Settings in force',
    title: 'Health',
    awaits: awaits('muster:DescribeServer', 'the state of the server'),
  },
];
