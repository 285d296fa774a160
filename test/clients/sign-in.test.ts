import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Muster, startMuster } from '../../src/index.ts';
import { describeWithTool } from '../required-tool.ts';

const run = promisify(execFile);

describeWithTool('python3-boto3', 'a back end with boto3', () => {
  let muster: Muster;
  beforeAll(async () => {
    muster = await startMuster();
  });
  afterAll(() => muster?.stop());

  it('signs users in by the flows of administrators, with a client secret (S9, S46, S90, S102, S106)', async () => {
    const script = join(import.meta.dirname, 'sign_in_with_boto3.py');
    const { stdout } = await run('/usr/bin/python3', [script, muster.url, 'eu-west-1'], { timeout: 100_000 });
    expect(JSON.parse(stdout)).toEqual({
      challenge: 'NEW_PASSWORD_REQUIRED',
      tokens: ['AccessToken', 'ExpiresIn', 'IdToken', 'RefreshToken', 'TokenType'],
      user: 'ann',
      refreshed: ['AccessToken', 'ExpiresIn', 'IdToken', 'TokenType'],
      errors: [
        'Access Token has been revoked',
        'Incorrect username or password.',
        'Client ID is configured with secret but SECRET_HASH was not received',
      ],
      reset: 'Password reset required for the user',
    });
  });
});
