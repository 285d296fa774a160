import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IMPORT_ACTIONS, IMPORT_POOL_ACTIONS, IMPORT_ROLE_ACTIONS } from '../../driver/import-permissions.ts';
import { type Muster, startMuster } from '../../service/entry.ts';
import { runMuster } from '../commands/muster-process.fixture.ts';
import { aside, csvOf, EXAMPLE, openFolders, run, user } from './import-files.fixture.ts';

let folders: ReturnType<typeof openFolders>;
beforeAll(() => {
  folders = openFolders();
});
afterAll(() => folders.remove());
const makeFolder = () => folders.make();

describe('muster import by a user of IAM', () => {
  let cwd: string;
  let muster: Muster;
  let iam: IAMClient;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    cwd = makeFolder();
    muster = await startMuster();
    iam = new IAMClient({ endpoint: muster.url, region: 'us-east-1', credentials: { ...muster.credentials } });
    await iam.send(new CreateUserCommand({ UserName: 'importer' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'importer' }));
    env = { AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId, AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey };
  });
  afterAll(async () => {
    iam.destroy();
    await muster.stop();
  });

  async function allow(Action: readonly string[]): Promise<void> {
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] };
    const PolicyDocument = JSON.stringify(policy);
    await iam.send(new PutUserPolicyCommand({ UserName: 'importer', PolicyName: 'import', PolicyDocument }));
  }
  const importBy = (...words: string[]) =>
    runMuster(['import', EXAMPLE, '--endpoint-url', muster.url, '--yes', ...aside(cwd), ...words], { cwd, env });

  it('says where the permissions are listed when one is missing (R34)', async () => {
    const { exitCode, stderr } = await importBy();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('cognito-idp:ListUserPools');
    expect(stderr).toContain('muster import --help lists every permission that an import needs');
    const { stdout } = await run(cwd, 'import', '--help');
    for (const action of [...IMPORT_ACTIONS, ...IMPORT_POOL_ACTIONS, ...IMPORT_ROLE_ACTIONS]) {
      expect(stdout).toContain(action);
    }
  });

  it('says without logs:GetLogEvents what could not be read, and reads it when it may (R37, R959)', async () => {
    const wanted = [...IMPORT_ACTIONS, ...IMPORT_POOL_ACTIONS, ...IMPORT_ROLE_ACTIONS];
    await allow(wanted.filter((action) => action !== 'logs:GetLogEvents'));
    writeFileSync(join(cwd, 'some.csv'), csvOf([user('zoe'), user('tom'), user('bad', { email: 'bad' })]));
    const words = ['import', 'some.csv', '--endpoint-url', muster.url, '--yes', '--run', 'some'];
    const { exitCode, stdout, stderr } = await runMuster(words, { cwd, env });
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^Up to now: 2 imported, 0 skipped, 1 failed in /);
    expect(stderr).toContain('could not read the log of the job:');
    expect(stderr).toContain('logs:GetLogEvents');
    expect(stderr).toContain('What is done is kept. Go on with: muster resume some');
    await allow(wanted);
    expect(await runMuster(['resume', 'some'], { cwd, env })).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/^2 imported, 0 skipped, 1 failed in /),
    });
  });
});
