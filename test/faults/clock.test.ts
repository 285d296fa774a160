import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  ListUsersCommand,
  StartUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { DEFAULT_CSV_HEADER } from '../../src/check/default-csv-header.ts';
import { generateUsers } from '../../src/cli/generate/generate-users.ts';
import { RandomSource } from '../../src/cli/generate/random-source.ts';
import { verifyData } from '../../src/service/entry.ts';
import { clientOptions, createImportPool, createLogRole } from '../drive-import.ts';
import { compareImport } from '../oracle/compare-import.ts';
import { expectImport } from '../oracle/oracle.ts';
import { readImport } from '../oracle/read-import.ts';
import { describeWithTool } from '../required-tool.ts';
import { type ServerProcess, startServerProcess } from '../server-process.ts';
import { type JumpingClock, openJumpingClock } from './jumping-clock.ts';

const USERS = 12_000;
const SEED = 20_261_125;
const POOL_NAME = 'jumps';
/** A signed request may be five minutes old or young (R32): so far the clock may be from that of the client. */
const OFFSET_SECONDS_MAX = 240;
const JUMP_EVERY_MS = 20;
/** Users that the API creates in another pool meanwhile. */
const USERS_MEANWHILE_MIN = 5;
const HEADERS = { 'x-amz-server-side-encryption': 'aws:kms' };

describeWithTool('faketime', 'a server whose clock is set back and forth', () => {
  let directory: string;
  let clock: JumpingClock;
  let server: ServerProcess;
  let cognito: CognitoIdentityProviderClient;
  let UserPoolId: string;
  let roleArn: string;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'muster-clock-'));
    clock = openJumpingClock(directory);
    server = await startServerProcess({ directory, environment: clock.environment });
    // This client believes its own clock; else it would take over that of the server, at the wrong moment.
    const options = { ...clientOptions(server.url), maxAttempts: 1, disableClockSkewCorrection: true };
    cognito = new CognitoIdentityProviderClient(options);
    UserPoolId = await createImportPool(cognito, POOL_NAME, []);
    roleArn = await createLogRole(server.url);
  });
  afterEach(async () => {
    cognito.destroy();
    await server.stop();
    rmSync(directory, { recursive: true });
  });

  const createJob = async (pool = UserPoolId) => {
    const create = new CreateUserImportJobCommand({
      UserPoolId: pool,
      JobName: 'import',
      CloudWatchLogsRoleArn: roleArn,
    });
    return assertPresent((await cognito.send(create)).UserImportJob, 'no job was returned');
  };
  const put = async ({ PreSignedUrl = '' }: UserImportJobType, body: string) => {
    const answer = await fetch(PreSignedUrl, { method: 'PUT', headers: HEADERS, body });
    return { status: answer.status, text: await answer.text() };
  };

  it('imports what it should, and its log never goes back (R279)', async () => {
    const random = new RandomSource(SEED);
    const text = [...generateUsers({ users: USERS, seed: SEED, badPercent: 10, columns: DEFAULT_CSV_HEADER })].join('');
    const job = await createJob();
    expect((await put(job, text)).status).toBe(200);
    const otherPoolId = await createImportPool(cognito, 'traffic', []);
    const key = { UserPoolId, JobId: job.JobId };
    await cognito.send(new StartUserImportJobCommand(key));

    let isOver = false;
    let jumps = 0;
    const jump = async () => {
      for (; !isOver; jumps += 1) {
        clock.set(random.below(2 * OFFSET_SECONDS_MAX + 1) - OFFSET_SECONDS_MAX);
        await wait(JUMP_EVERY_MS);
      }
    };
    const askForTheJob = async () => {
      for (;;) {
        const { UserImportJob } = await cognito.send(new DescribeUserImportJobCommand(key));
        if (UserImportJob?.CompletionDate) return UserImportJob;
      }
    };
    const changeUsers = async () => {
      let made = 0;
      while (!isOver || made < USERS_MEANWHILE_MIN) {
        await cognito.send(new AdminCreateUserCommand({ UserPoolId: otherPoolId, Username: `user-${++made}` }));
        await cognito.send(new ListUsersCommand({ UserPoolId: otherPoolId, Limit: 5 }));
      }
    };
    const over = () => {
      isOver = true;
    };
    const [end] = await Promise.all([askForTheJob().finally(over), changeUsers().finally(over), jump()]);
    clock.set(0);
    expect(jumps).toBeGreaterThan(0);

    const pool = { id: UserPoolId, name: POOL_NAME };
    expect(compareImport(expectImport(text), await readImport(server.url, pool, end))).toEqual([]);
    const timestamps = await readTimestamps(server.url, end);
    expect(timestamps).toHaveLength(USERS);
    expect(timestamps).toEqual(timestamps.toSorted((one, other) => one - other));

    expect(await server.stop()).toBe(0);
    const data = join(directory, 'data');
    const faults: string[] = [];
    await verifyData(data, (fault) => faults.push(fault));
    expect(faults).toEqual([]);
  });

  it('takes and refuses an upload by the time that its clock shows at the PUT (R141)', async () => {
    const job = await createJob();
    clock.set(16 * 60);
    expect(await put(job, 'a')).toMatchObject({ status: 403, text: expect.stringContaining('Request has expired') });
    clock.set(14 * 60);
    expect((await put(job, 'a')).status).toBe(200);
  });

  async function readTimestamps(url: string, job: UserImportJobType): Promise<number[]> {
    const logs = new CloudWatchLogsClient(clientOptions(url));
    const timestamps: number[] = [];
    for (let nextToken: string | undefined; ; ) {
      const page = await logs.send(
        new GetLogEventsCommand({
          logGroupName: `/aws/cognito/userpools/${UserPoolId}/${POOL_NAME}`,
          logStreamName: `${job.JobId}/${job.JobName}`,
          startFromHead: true,
          nextToken,
        }),
      );
      for (const { timestamp } of page.events ?? []) timestamps.push(assertPresent(timestamp, 'an event has a time'));
      if (page.nextForwardToken === nextToken) break;
      nextToken = page.nextForwardToken;
    }
    logs.destroy();
    return timestamps;
  }
});
