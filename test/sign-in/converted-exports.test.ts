import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  InitiateAuthCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import {
  type ConvertBytesOptions,
  type ConvertedBytes,
  convertBytes,
  readCase,
} from '../../src/convert/convert-bytes.fixture.ts';
import { KNOWN_PASSWORD } from '../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { SignInServer } from './imported-users.ts';

const HASHES = { hashes: readCase('auth0-hashes.ndjson') };
/** Files, how they are converted, and their users with a hash of the known password. */
const EXPORTS: readonly (readonly [string, ConvertBytesOptions, readonly string[]])[] = [
  ['okta.json', { emailVerified: 'yes' }, ['ben@example.com', 'cora@example.com']],
  ['supabase.csv', {}, ['ann@example.com', 'ben@example.com']],
  ['clerk.csv', {}, ['ann@example.com', 'ben@example.com', 'cora@example.com', 'hana@example.com']],
  ['fusionauth.json', {}, ['ann@example.com', 'ben@example.com', 'jo@example.com']],
  ['auth0-users-of-hashes.ndjson', { joins: HASHES }, ['ann@example.com', 'cora@example.com', 'Shared@example.com']],
  ['entra-pages.txt', { emailVerified: 'yes' }, []],
  ['wordpress.csv', { emailVerified: 'yes', joins: { usermeta: readCase('wordpress-usermeta.csv') } }, ['ben-smith']],
  [
    'django.csv',
    { joins: { identities: readCase('django-identities.csv') } },
    ['ann@example.com', 'ben.new@example.com', '2', 'cora', 'jo'],
  ],
  ['django.csv', { emailVerified: 'yes' }, ['ann', 'ben@example.com', 'cora', 'dora@example.com']],
  ['django-dump.json', { joins: { identities: readCase('django-dump.json') } }, ['ann']],
  ['devise.csv', { pepper: 'none' }, ['ann@example.com', '1']],
  ['laravel.csv', {}, ['ann@example.com', 'dora@example.com']],
  ['aspnet.csv', { country: 'DE' }, ['ann', 'gerd', 'hans@example.com']],
];

let server: SignInServer;
beforeAll(async () => {
  server = await SignInServer.start();
});
afterAll(() => server.stop());

/** The pool that the conversion proposes, with everybody in it. */
async function importAll({ files, report }: ConvertedBytes): Promise<string> {
  const input = JSON.parse(assertPresent(files['pool.json'], 'a pool is proposed')) as CreateUserPoolCommandInput;
  const { UserPool } = await server.client.send(new CreateUserPoolCommand(input));
  const userPoolId = assertPresent(UserPool?.Id, 'the pool has an id');
  for (const { name, algorithm } of report.files) {
    const path = join(server.directory, name);
    await writeFile(path, files[name] ?? '');
    await server.importFile(userPoolId, path, algorithm);
  }
  return userPoolId;
}

describe.each(EXPORTS)('users of %s', (name, options, signingIn) => {
  let userPoolId: string;
  let converted: ConvertedBytes;
  let ClientId: string;

  beforeAll(async () => {
    converted = await convertBytes(readCase(name), options);
    userPoolId = await importAll(converted);
    ClientId = (await server.createClient(userPoolId)).id;
  });

  function signIn(USERNAME: string, PASSWORD: string) {
    const AuthParameters = { USERNAME, PASSWORD };
    return server.client.send(new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId, AuthParameters }));
  }

  it('are all in the pool (R701, R702)', async () => {
    const { Users } = await server.client.send(new ListUsersCommand({ UserPoolId: userPoolId, Limit: 60 }));
    expect(Users).toHaveLength(converted.report.out);
    const confirmed = Users?.filter(({ UserStatus }) => UserStatus === 'CONFIRMED') ?? [];
    const hashes = [...converted.report.byAlgorithm.values()].reduce((sum, count) => sum + count, 0);
    expect(confirmed).toHaveLength(hashes);
  });

  it.each(signingIn)(
    'sign in by their address with the old password, and not with another: %s (R750, R751, R753, R754, R760, R690, R691, R693, R694, R695)',
    async (address) => {
      await expect(signIn(address, 'Wrong-Horse-7')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
      const { AuthenticationResult } = await signIn(address, KNOWN_PASSWORD);
      expect(AuthenticationResult?.AccessToken).toBeTypeOf('string');
    },
  );
});
