import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runMuster } from '../../src/cli/commands/muster-process.fixture.ts';
import { person } from './drive-fake.ts';
import { CSV_HEADER, type FakeCognito, POOL_ID, startFakeCognito } from './fake/fake-cognito.ts';

let fake: FakeCognito;
let cwd: string;
beforeEach(async () => {
  fake = await startFakeCognito();
  fake.state.questionsUntilEnd = 1;
  cwd = mkdtempSync(join(tmpdir(), 'muster-aws-'));
  writeFileSync(join(cwd, 'people.csv'), `${CSV_HEADER.join()}\n${person('ann')}\n${person('bob', 'bad')}\n`);
});
afterEach(() => {
  fake.close();
  rmSync(cwd, { recursive: true });
});

const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
const ROLE = 'arn:aws:iam::555555555555:role/writer';
const WORDS = ['import', 'people.csv', '--aws', '--user-pool-id', POOL_ID, '--role-arn', ROLE, '--run', 'run', '--yes'];
const endpoints = () => ({
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: fake.endpoints.cognito,
  AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: fake.endpoints.logs,
  AWS_ENDPOINT_URL_IAM: fake.endpoints.iam,
});

describe('muster import --aws', () => {
  it('asks each service where the environment has it, and says where the users went (R971, R972)', async () => {
    const { exitCode, stdout, stderr } = await runMuster(WORDS, { cwd, env: { ...CREDENTIALS, ...endpoints() } });
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('Plan: people.csv (2 records, ')]);
    expect(stdout).toMatch(/^1 imported, 0 skipped, 1 failed in /);
    expect(stdout).toContain(
      `(${POOL_ID}) at Amazon Cognito in eu-west-3 (${fake.endpoints.cognito}); job import-fAkE`,
    );
    expect(stderr).toContain('Billed: nothing; users whom an import creates are no monthly active users');
    expect(stderr).toContain('Time: about ');
    expect(fake.askedOf('logs')).toContain('DescribeLogStreams');
    expect(JSON.parse(readFileSync(join(cwd, 'run/report.json'), 'utf8'))).toMatchObject({
      target: { service: 'cognito', region: 'eu-west-3' },
      byReason: [
        { reason: 'E-mail looks odd; nothing we could use.', count: 1, examples: [{ line: 3, username: 'bob' }] },
      ],
    });
  });

  it('takes region, credentials and endpoints of a profile, as the AWS CLI does (R971)', async () => {
    mkdirSync(join(cwd, '.aws'));
    const services = [
      'cognito_identity_provider =',
      `  endpoint_url = ${fake.endpoints.cognito}`,
      'cloudwatch_logs =',
      `  endpoint_url = ${fake.endpoints.logs}`,
    ];
    const profile = ['region = eu-west-3', 'services = fake', 'aws_access_key_id = A', 'aws_secret_access_key = B'];
    writeFileSync(
      join(cwd, '.aws/config'),
      ['[profile fake]', ...profile, '[services fake]', ...services, ''].join('\n'),
    );
    expect(await runMuster([...WORDS, '--profile', 'fake'], { cwd })).toMatchObject({ exitCode: 1 });
  });

  it('asks before the first change, and needs --yes where there is no terminal (R973)', async () => {
    const words = WORDS.filter((word) => word !== '--yes');
    const { exitCode, stderr } = await runMuster(words, { cwd, env: { ...CREDENTIALS, ...endpoints() } });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('nothing was changed: add --yes')]);
    const changes = /^(?:Create|Start|Stop|Put|Admin)/;
    expect(fake.state.asked.filter(({ operation }) => changes.test(operation))).toEqual([]);
  });

  it('needs a region (R971)', async () => {
    const words = ['import', 'people.csv', '--aws', '--yes', '--run', 'run'];
    const { exitCode, stderr } = await runMuster(words, { cwd, env: CREDENTIALS });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--aws needs a region: add --region')]);
  });

  it('goes on with fresh credentials when those of the run have expired (R974)', async () => {
    const expired = { type: 'ExpiredTokenException', message: 'The security token included in the request is expired' };
    fake.state.refusals.set('StartUserImportJob', [expired]);
    const env = { ...CREDENTIALS, ...endpoints() };
    const { exitCode, stderr } = await runMuster(WORDS, { cwd, env });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('ExpiredTokenException')]);
    expect(stderr).toContain('Go on with: muster resume run');
    expect(await runMuster(['resume', 'run'], { cwd, env })).toMatchObject({ exitCode: 1 });
    expect(fake.state.jobs).toHaveLength(1);
  });
});
