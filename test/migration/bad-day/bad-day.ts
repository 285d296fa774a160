import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProviderClient, ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../../src/base/assert.ts';
import { type EndedProcess, runMuster } from '../../../src/cli/commands/muster-process.fixture.ts';
import { callMuster } from '../../call-muster.ts';
import { writeAuth0Export } from '../../convert/scale/write-auth0-export.ts';
import { type ClientCredentials, clientOptions } from '../../drive-import.ts';
import { type ServerProcess, startServerProcess } from '../../server-process.ts';
import { createCaller, readPrintedActions } from '../create-caller.ts';
import { Differences } from '../prepared-migration.ts';
import { compareDay } from './compare-day.ts';
import { type ExpectedDay, expectDay } from './expected-day.ts';
import { spoilFiles } from './spoil-files.ts';

const BAD_PERCENT = 3;
/** Of those with follow-ups, one in so many is disabled; the others join a group. */
const DISABLED_ONE_IN = 10;
const NEW_ROLES_UNKNOWN_SECONDS = 10;

export interface BadDayPlan {
  /** Of the export: some make no user. */
  readonly records: number;
  /** Users with a group, or to be disabled; about so many. */
  readonly followUps: number;
  readonly partRecords: number;
  readonly logLinesLateSeconds: number;
  readonly seed: number;
  readonly log?: (line: string) => void;
}

export interface BadDay {
  readonly expected: ExpectedDay;
  readonly jobs: number;
  /** How often each fault met a request. */
  readonly faults: readonly string[];
  readonly waits: readonly string[];
  readonly actions: readonly string[];
  readonly importSeconds: number;
  readonly serverPeakBytes: number;
  /** What is not as it must be. */
  readonly differences: readonly string[];
}

/**
 * A migration from an export of Auth0 with hashes to a comparison with the pool, by the commands that a person would type, into a server
 * that is as strict as Cognito and has a bad day. The caller may do what the plan prints, and nothing else.
 */
export async function liveBadDay(plan: BadDayPlan): Promise<BadDay> {
  const { records, followUps, seed, log = () => {} } = plan;
  const directory = mkdtempSync(join(tmpdir(), 'muster-bad-day-'));
  const at = (name: string) => join(directory, name);
  const strict = ['--request-rate-percent', '100', '--test-controls', 'on', '--audit-log', at('audit.log')];
  let server: ServerProcess = await startServerProcess({ directory, flags: strict });
  try {
    const share = (100 * followUps) / records;
    const shares = { blocked: share / DISABLED_ONE_IN, withRole: share - share / DISABLED_ONE_IN };
    writeAuth0Export(at('auth0.ndjson'), at('hashes.ndjson'), records, seed, shares);
    const convert = ['convert', 'auth0.ndjson', '--join', 'hashes=hashes.ndjson', '-o', 'people'];
    await expectExit(1, convert, directory);
    await spoilFiles(at('people'), BAD_PERCENT, seed);
    const expected = await expectDay(at('people'), at('good'));
    log(`${expected.records} users converted, ${expected.followUps.lines} with follow-ups; importing`);

    const words = ['import', 'people', '--pool', 'people/pool.json', '--endpoint-url', server.url];
    const parts = ['--part-records', String(plan.partRecords), '--run', 'run'];
    const planned = await expectExit(0, [...words, ...parts, '--dry-run'], directory);
    const actions = readPrintedActions(planned.stdout);
    const caller = await createCaller(server.url);
    await caller.allow(actions);
    caller.close();
    await callMuster(server.url, 'SetFaults', { ...DAY, LogLinesLateSeconds: plan.logLinesLateSeconds });
    const startedAt = process.hrtime.bigint();
    await expectExit(1, [...words, ...parts, '--yes'], directory, caller.credentials);
    const importSeconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
    const { Faults: met = [] } = await callMuster(server.url, 'GetTestControls', {});
    const serverPeakBytes = server.peakMemoryBytes();
    log(`imported in ${importSeconds.toFixed(0)} s; comparing`);

    // Whoever compares is in a hurry: without rates and faults, on the same data.
    await server.stop();
    server = await startServerProcess({ directory, flags: ['--test-controls', 'on'] });
    const userPoolId = await findPool(server.url);
    const differences = new Differences();
    const lostAnswers = met.reduce((sum, { When, Applied = 0 }) => (When === 'After' ? sum + Applied : sum), 0);
    const day = { folder: at('run'), url: server.url, userPoolId, expected, auditLog: at('audit.log'), lostAnswers };
    const report = await compareDay(day, differences);
    await reconcile(server.url, userPoolId, directory, expected, differences);
    return {
      expected,
      jobs: report.jobs.reduce((sum, { attempts }) => sum + attempts, 0),
      faults: met.map(({ Kind, When, Share, Applied }) => `${Kind} ${When} ${Share}: ${Applied}`),
      waits: report.waits.map(({ reason, count, milliseconds }) => `${reason}: ${count} times, ${milliseconds} ms`),
      actions,
      importSeconds,
      serverPeakBytes,
      differences: differences.found,
    };
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

const fault = (Kind: 'Error' | 'Throttle' | 'Cut', Share: number, When: 'Before' | 'After', Seed: number) => ({
  Operation: '*',
  Kind,
  Share,
  When,
  Seed,
});
/** One answer in a hundred is an error of the service, another one says that it was asked too often, one in 250 is none at all. */
const DAY = {
  NewRolesUnknownSeconds: NEW_ROLES_UNKNOWN_SECONDS,
  Faults: [
    fault('Error', 0.005, 'Before', 1),
    fault('Error', 0.005, 'After', 2),
    fault('Throttle', 0.01, 'Before', 3),
    fault('Cut', 0.002, 'Before', 4),
    fault('Cut', 0.002, 'After', 5),
  ],
};

/** The files as they would be without those who did not get in are the pool; of the files as they are only these are missing. */
async function reconcile(
  url: string,
  userPoolId: string,
  directory: string,
  { missing }: ExpectedDay,
  differences: Differences,
): Promise<void> {
  const words = ['--user-pool-id', userPoolId, '--endpoint-url', url, '--json'];
  const summaryOf = ({ stdout }: EndedProcess) => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
  const same = summaryOf(await run(['reconcile', 'good', ...words], directory));
  differences.same(
    'reconcile',
    [same.exitCode, same.missing, same.different, same.extra, same.refused, same.repeated],
    [0, 0, 0, 0, 0, 0],
  );
  const whole = summaryOf(await run(['reconcile', 'people', ...words], directory));
  differences.same(
    'reconcile of all records',
    [whole.exitCode, whole.missing, whole.different, whole.extra],
    [missing > 0 ? 1 : 0, missing, 0, 0],
  );
}

async function findPool(url: string): Promise<string> {
  const client = new CognitoIdentityProviderClient(clientOptions(url));
  const { UserPools = [] } = await client.send(new ListUserPoolsCommand({ MaxResults: 60 }));
  client.destroy();
  return assertPresent(UserPools[0]?.Id, 'the import has created a pool');
}

/** @throws {Error} with all that it printed unless it exits with `code` */
async function expectExit(
  code: number,
  words: readonly string[],
  cwd: string,
  credentials?: ClientCredentials,
): Promise<EndedProcess> {
  const ended = await run(words, cwd, credentials);
  if (ended.exitCode === code) return ended;
  throw new Error(`muster ${words[0]} exited with ${ended.exitCode}:\n${ended.stdout}\n${ended.stderr}`);
}

function run(words: readonly string[], cwd: string, credentials?: ClientCredentials): Promise<EndedProcess> {
  const { accessKeyId = 'test', secretAccessKey = 'test' } = credentials ?? {};
  return runMuster(words, { cwd, env: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } });
}
