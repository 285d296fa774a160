import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { CognitoIdentityProviderClient, CreateUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPackageVersion } from '../../src/base/package-version.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { clientOptions } from '../drive-import.ts';
import { describeWithTool } from '../required-tool.ts';

const PAGE = readFileSync(new URL('../../docs/MUSTER-API.md', import.meta.url), 'utf8');
/** Of the line: where `muster serve` listens. */
const PAGE_URL = 'http://127.0.0.1:4599/';
/** The line as the page has it. */
const LINE = /^curl .*$/m.exec(PAGE)?.[0] ?? '';
const ROOT_SECRET = 'root-secret-of-the-test';
const SERVER_KEY = '5e'.repeat(32);

let muster: Muster;
beforeAll(async () => {
  const rootCredentials = [{ account: '111122223333', accessKeyId: 'ROOTKEY', secretAccessKey: ROOT_SECRET }];
  muster = await startMuster({ rootCredentials, serverKey: SERVER_KEY });
});
afterAll(() => muster.stop());

async function run(line: string): Promise<string> {
  expect(line).toContain(` ${PAGE_URL}`);
  const { stdout } = await promisify(execFile)('sh', ['-c', line.replace(PAGE_URL, `${muster.url}/`)], {
    env: {
      PATH: process.env.PATH,
      AWS_ACCESS_KEY_ID: 'ROOTKEY',
      AWS_SECRET_ACCESS_KEY: ROOT_SECRET,
    },
  });
  return stdout;
}

describeWithTool('curl', "the line of docs/MUSTER-API.md that calls Muster's own operations", () => {
  it('describes the server, with every setting and without a secret (R450)', async () => {
    const cognito = new CognitoIdentityProviderClient({
      ...clientOptions(muster.url),
      credentials: { accessKeyId: 'ROOTKEY', secretAccessKey: ROOT_SECRET },
    });
    await cognito.send(new CreateUserPoolCommand({ PoolName: 'people' }));
    cognito.destroy();
    const text = await run(LINE);
    const server = JSON.parse(text);
    expect(server).toMatchObject({
      Version: readPackageVersion(),
      NodeId: muster.nodeId,
      StartedAt: expect.closeTo(Date.now() / 1_000, -4),
      Nodes: [{ NodeId: muster.nodeId, Role: 'all', State: 'serving', LastSeenSeconds: 0 }],
      Queue: { Pending: 0, InProgress: 0, Stopping: 0 },
      Figures: { UserPools: 1, Users: 0, WaitingUploads: 0, WaitingUploadBytes: 0 },
    });
    expect(server.Settings).toContainEqual({ Name: 'hash-import', Value: 'on', IsSecret: false });
    expect(server.Settings).toContainEqual({ Name: 'server-key', IsSecret: true });
    for (const secret of [ROOT_SECRET, SERVER_KEY]) expect(text).not.toContain(secret);
  });

  it('lists the jobs of its region when it names that operation, and says what is wrong with a member (R451)', async () => {
    const list = (input: string) => run(LINE.replace('DescribeServer', 'ListImportJobs').replace("'{}'", `'${input}'`));
    expect(JSON.parse(await list('{"MaxResults":60}'))).toEqual({ ImportJobs: [] });
    expect(JSON.parse(await list('{"MaxResults":61}'))).toMatchObject({
      __type: 'InvalidParameterException',
      message: expect.stringContaining("'maxResults'"),
    });
  });

  it('is refused when it is signed for another service (R452)', async () => {
    expect(JSON.parse(await run(LINE.replace(':muster', ':cognito-idp')))).toMatchObject({
      __type: 'InvalidSignatureException',
    });
  });
});
