import { expect, it } from 'vitest';
import { randomIds } from '../base/ids.ts';
import { appClientSettings } from '../domain/app-clients/app-client.fixture.ts';
import type { AppClient, AppClientId, AppClientKey } from '../domain/app-clients/app-client.ts';
import type { AccountId, UserPoolId, UserPoolKey } from '../domain/pools/user-pool.ts';
import type { TokenUser } from '../store/store.ts';
import { findTokenOwner } from './find-token-owner.ts';
import type { AccessTokenVerdict } from './tokens.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 10, 4, 0, 500);
const USER_POOL_KEY = 1 as UserPoolKey;
const client: AppClient = {
  key: 1 as AppClientKey,
  id: 'client' as AppClientId,
  userPoolKey: USER_POOL_KEY,
  userPoolId: 'us-east-1_AbCdEf123' as UserPoolId,
  account: '111122223333' as AccountId,
  region: 'us-east-1',
  name: 'app',
  createdAt: 0,
  modifiedAt: 0,
  settings: appClientSettings(),
  secrets: [],
};
const user: TokenUser = {
  user: {
    username: 'john',
    sub: '0199d2a0-0000-7000-8000-000000000001',
    status: 'CONFIRMED',
    enabled: true,
    mfa: 'off',
    attributes: {},
    createdAt: 0,
    modifiedAt: 0,
  },
  isOriginRevoked: false,
  sessionsEndedAt: undefined,
  refreshGeneration: 0,
};
const valid: AccessTokenVerdict = {
  kind: 'valid',
  token: {
    userPoolId: client.userPoolId,
    userPoolKey: USER_POOL_KEY,
    clientId: client.id,
    sub: user.user.sub,
    authTime: Math.floor(NOW_MS / 1_000),
    expiresAt: 0,
    deviceKey: undefined,
    originJti: randomIds.uuidV7(NOW_MS),
  },
};

interface Change {
  readonly verdict?: AccessTokenVerdict;
  readonly client?: AppClient | undefined;
  readonly user?: TokenUser | undefined;
}

function find(change: Change) {
  const found = { verdict: valid, client, user, ...change };
  const store = { findAppClient: async () => found.client, findTokenUser: async () => found.user };
  return findTokenOwner({ tokens: { verifyAccessToken: async () => found.verdict }, store }, 'token');
}

const owner = {
  kind: 'valid',
  owner: {
    account: client.account,
    region: client.region,
    userPoolId: client.userPoolId,
    clientId: client.id,
    sub: user.user.sub,
  },
};
const refused = (text: string) => ({ kind: 'refused', text });

it.each<[string, Change, object]>([
  ['a valid token', {}, owner],
  ['an expired token (S107)', { verdict: { kind: 'expired' } }, refused('Access Token has expired')],
  ['an invalid token (S107)', { verdict: { kind: 'invalid' } }, refused('Invalid Access Token')],
  ['a client that is gone', { client: undefined }, refused('Invalid Access Token')],
  [
    'a client of another pool',
    { client: { ...client, userPoolKey: 2 as UserPoolKey } },
    refused('Invalid Access Token'),
  ],
  ['a revoked origin (S107)', { user: { ...user, isOriginRevoked: true } }, refused('Access Token has been revoked')],
  [
    'a session that was ended with all others (S106)',
    { user: { ...user, sessionsEndedAt: NOW_MS } },
    refused('Access Token has been revoked'),
  ],
  ['a session that began later in the same second', { user: { ...user, sessionsEndedAt: NOW_MS - 1 } }, owner],
  ['a disabled user', { user: { ...user, user: { ...user.user, enabled: false } } }, refused('User is disabled.')],
  ['a user who is gone, of which the operation tells', { user: undefined }, owner],
])('judges %s', async (_what, change, expected) => {
  expect(await find(change)).toEqual(expected);
});
