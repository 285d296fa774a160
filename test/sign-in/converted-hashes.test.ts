import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CARRIED_HASHES } from '../../src/convert/hashes/carried-hashes.fixture.ts';
import type { PasswordHashingAlgorithm } from '../../src/domain/password-hashes/password-hashing-algorithm.ts';
import { KNOWN_PASSWORD } from '../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { ALGORITHMS, SignInServer } from './imported-users.ts';

let server: SignInServer;
const clients = new Map<PasswordHashingAlgorithm, string>();
const users = CARRIED_HASHES.map(([form, source, verdict, algorithm], index) => {
  if (verdict.kind !== 'carried') throw new Error(`${form}, ${source} is not carried`);
  return { name: `user${index}`, form, source, algorithm, hash: verdict.hash };
});

beforeAll(async () => {
  server = await SignInServer.start();
  for (const algorithm of ALGORITHMS) {
    const own = users.filter((user) => user.algorithm === algorithm);
    const userPoolId = await server.importWithHashes(
      algorithm,
      own.map(({ name, hash }) => [name, hash]),
    );
    clients.set(algorithm, (await server.createClient(userPoolId)).id);
  }
});
afterAll(() => server.stop());

function signIn(algorithm: PasswordHashingAlgorithm, USERNAME: string, PASSWORD: string) {
  return server.client.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clients.get(algorithm),
      AuthParameters: { USERNAME, PASSWORD },
    }),
  );
}

it.each(users)(
  'a user whose hash came from another system signs in with the old password, and not with another: $form, $source (R750, R751, R752, R753, R754, R755)',
  async ({ name, algorithm }) => {
    await expect(signIn(algorithm, name, 'Wrong-Horse-7')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    const { AuthenticationResult } = await signIn(algorithm, name, KNOWN_PASSWORD);
    expect(AuthenticationResult?.AccessToken).toBeTypeOf('string');
    await expect(signIn(algorithm, name, 'Wrong-Horse-7')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  },
);
