import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { assert } from '../src/base/assert.ts';
import { clientOptions } from '../test/drive-import.ts';
import { startServerProcess } from '../test/server-process.ts';
import { COGNITO_LOCAL_VERSION, startCognitoLocal } from './cognito-local.ts';
import { importFile } from './import-file.ts';
import { DEFAULT_POOL } from './import-pools.ts';
import type { Trial } from './trial.ts';
import { USERS, usersFile } from './users-file.ts';

const IN_FLIGHT = 32;

/** The way that is left where there is no import: one call for each user. */
export const createUsersTrials: readonly Trial[] = [
  createUsersTrial('create-users', 2_000, 5),
  { ...createUsersTrial('create-more-users', 5_000, 1), isLong: true },
];

function createUsersTrial(name: string, users: number, runs: number): Trial {
  const count = users.toLocaleString('en');
  return {
    name,
    about: `AdminCreateUser, ${count} users, ${IN_FLIGHT} in flight, with cognito-local ${COGNITO_LOCAL_VERSION} and with Muster, and an import`,
    runs,
    async run() {
      const cognitoLocal = await startCognitoLocal();
      const theirSeconds = await createUsers(cognitoLocal.url, users).finally(() => cognitoLocal.stop());
      const server = await startServerProcess();
      const ourSeconds = await createUsers(server.url, users).finally(() => server.stop());
      const imported = await importFile(await usersFile(), DEFAULT_POOL, USERS);
      const theirRate = users / theirSeconds;
      return [
        { name: 'AdminCreateUser with cognito-local', value: theirRate, unit: 'users/s' },
        { name: 'AdminCreateUser with Muster', value: users / ourSeconds, unit: 'users/s' },
        {
          name: `import of ${USERS.toLocaleString('en')} users with Muster`,
          value: USERS / imported.seconds,
          unit: 'users/s',
        },
        { name: 'import against cognito-local', value: USERS / imported.seconds / theirRate, unit: 'times' },
      ];
    },
  };
}

async function createUsers(url: string, users: number): Promise<number> {
  const client = new CognitoIdentityProviderClient(clientOptions(url));
  try {
    const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: 'bench' }));
    const UserPoolId = UserPool?.Id;
    let next = 0;
    const caller = async () => {
      while (next < users) {
        const Username = usernameOf(next++);
        const UserAttributes = [{ Name: 'email', Value: Username }];
        const MessageAction = 'SUPPRESS';
        await client.send(new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction }));
      }
    };
    const beganAt = performance.now();
    await Promise.all(Array.from({ length: IN_FLIGHT }, caller));
    const seconds = (performance.now() - beganAt) / 1000;
    const last = await client.send(new AdminGetUserCommand({ UserPoolId, Username: usernameOf(users - 1) }));
    assert(last.UserStatus === 'FORCE_CHANGE_PASSWORD', `the last user is ${last.UserStatus}`);
    return seconds;
  } finally {
    client.destroy();
  }
}

/** cognito-local takes addresses only, unless told otherwise. */
function usernameOf(index: number): string {
  return `user-${index}@example.com`;
}
