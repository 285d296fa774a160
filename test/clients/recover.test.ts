import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { createImportPool } from '../drive-import.ts';
import { describeWithTool } from '../required-tool.ts';
import { EmbeddedSignInServer, userByEmail } from '../sign-in/imported-users.ts';

/** What docs/SIGN-IN.md says that boto3 of Debian 12 does not know. */
const MISSING_IN_1_26 = [
  'GetTokensFromRefreshToken',
  'AddUserPoolClientSecret',
  'ListUserPoolClientSecrets',
  'DeleteUserPoolClientSecret',
  'USER_AUTH',
  'RefreshTokenRotation',
  'PasswordHashingAlgorithm',
];

describeWithTool('python3-boto3', 'boto3 without credentials', () => {
  let server: EmbeddedSignInServer;
  beforeAll(async () => {
    server = await EmbeddedSignInServer.embed();
  });
  afterAll(() => server?.stop());

  it('leads an imported user from no password to a session, and to the end of it (S1, S20, S33, S40, S102, S106)', async () => {
    const userPoolId = await createImportPool(server.client, 'people', []);
    await server.importUsers(userPoolId, [userByEmail('ann')]);
    const { id } = await server.createClient(userPoolId);
    const script = join(import.meta.dirname, 'recover_with_boto3.py');
    const python = spawn('/usr/bin/python3', [script, server.muster.url, id, 'ann'], {
      // Whatever credentials the machine has stay unused.
      env: { PATH: process.env.PATH, AWS_EC2_METADATA_DISABLED: 'true' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = once(python, 'exit');
    const lines: unknown[] = [];
    for await (const line of createInterface({ input: python.stdout })) {
      if (lines.push(JSON.parse(line)) > 1) continue;
      const [message] = await server.muster.messages({ to: 'ann@example.com' });
      python.stdin.end(`${assertPresent(message?.code, 'the inbox has the code')}\n`);
    }
    expect((await ended)[0]).toBe(0);
    const [delivery, seen] = lines as [object, { version: string; missing: string[] }];
    expect(delivery).toEqual({ AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' });
    expect(seen).toMatchObject({
      before: 'PasswordResetRequiredException',
      wrong: 'CodeMismatchException',
      attributes: { email: 'ann@example.com', email_verified: 'true', name: 'Ann' },
      revoked: 'NotAuthorizedException',
      'signed out': 'NotAuthorizedException',
      deleted: 'UserNotFoundException',
    });
    if (seen.version.startsWith('1.26.')) expect(seen.missing).toEqual(MISSING_IN_1_26);
  });
});
