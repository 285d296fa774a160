import { setTimeout as wait } from 'node:timers/promises';
import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  DescribeUserImportJobCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { assert } from '../src/base/assert.ts';
import { logGroupNameOf, logStreamNameOf } from '../src/domain/log-names.ts';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from '../test/drive-import.ts';
import { startServerProcess } from '../test/server-process.ts';
import { checkImport } from './check-import.ts';
import { type Figure, percentile, type Trial } from './trial.ts';
import { usersFile } from './users-file.ts';

const POOL_USERS = 1_000_000;
const LOG_EVENTS = 500_000;
const CALLS = 500;
const IN_FLIGHT = 8;
const LOG_EVENTS_PER_PAGE = 10_000;
const FLAGS = ['--csv-records-max', String(POOL_USERS), '--csv-bytes-max', '1000000000'];

interface Operation {
  readonly name: string;
  /** Throws if the answer is wrong. */
  call(number: number): Promise<void>;
}

/** Reads of a large pool as a program sees them: through the AWS SDK, which signs and parses on the other core. */
export const apiTrials: readonly Trial[] = [
  {
    name: 'api',
    about: `reads at ${POOL_USERS.toLocaleString('en')} users, idle and while as many are imported into another pool`,
    runs: 5,
    isLong: true,
    run: () =>
      onFullServer(POOL_USERS, async ({ operations, importAgain }) => {
        const idle = await measureAll(operations, 'idle');
        let isDone = false;
        const imported = importAgain().finally(() => {
          isDone = true;
        });
        // The first look at the file belongs to the import, but writes nothing yet.
        await wait(1_000);
        const busy = await measureAll(operations, 'while importing');
        assert(!isDone, 'the import outlasts the calls');
        await imported;
        return [...idle, ...busy, ...ratios(idle, busy)];
      }),
  },
  {
    name: 'log-pages',
    about: `the log of ${LOG_EVENTS.toLocaleString('en')} events, page by page of ${LOG_EVENTS_PER_PAGE.toLocaleString('en')}, through the AWS SDK`,
    runs: 5,
    isLong: true,
    run: () => onFullServer(LOG_EVENTS, ({ readLog }) => readLog()),
  },
];

interface FullServer {
  readonly operations: readonly Operation[];
  importAgain(): Promise<void>;
  readLog(): Promise<Figure[]>;
}

/** Imports `users` users and has as many more ready to import. */
async function onFullServer(users: number, measure: (full: FullServer) => Promise<Figure[]>): Promise<Figure[]> {
  const path = await usersFile(users);
  const server = await startServerProcess({ flags: FLAGS });
  const client = new CognitoIdentityProviderClient(clientOptions(server.url));
  const logs = new CloudWatchLogsClient(clientOptions(server.url));
  try {
    const roleArn = await createLogRole(server.url);
    const fill = async (name: string) => {
      const userPoolId = await createImportPool(client, name, []);
      const jobId = await uploadImport(client, userPoolId, roleArn, path);
      return { userPoolId, jobId };
    };
    const { userPoolId, jobId } = await fill('full');
    await checkImport(client, userPoolId, await runImport(client, userPoolId, jobId), users);
    const waiting = await fill('filling');
    const UserPoolId = userPoolId;
    const names = {
      logGroupName: logGroupNameOf(userPoolId as never, 'full'),
      logStreamName: logStreamNameOf(jobId as never, 'import'),
    };
    const page = (nextToken?: string, limit = LOG_EVENTS_PER_PAGE) =>
      logs.send(new GetLogEventsCommand({ ...names, startFromHead: true, limit, nextToken }));
    const usernames = await listUsernames(client, userPoolId);
    return await measure({
      operations: [
        {
          name: 'AdminGetUser',
          async call(number) {
            const Username = usernames[number % usernames.length];
            const user = await client.send(new AdminGetUserCommand({ UserPoolId, Username }));
            assert(user.Username === Username, 'another user was answered');
          },
        },
        {
          name: 'ListUsers with username ^=',
          async call(number) {
            const Filter = `username ^= "user${1_000 + (number % 9_000)}"`;
            const { Users = [] } = await client.send(new ListUsersCommand({ UserPoolId, Filter, Limit: 60 }));
            assert(Users.length > 0 && Users.length <= 60, `${Users.length} users were answered`);
          },
        },
        {
          name: 'DescribeUserImportJob',
          async call() {
            const { UserImportJob } = await client.send(new DescribeUserImportJobCommand({ UserPoolId, JobId: jobId }));
            assert(UserImportJob?.ImportedUsers === users, 'the job has imported all users');
          },
        },
        {
          name: 'GetLogEvents of 100',
          async call() {
            const { events = [] } = await page(undefined, 100);
            assert(events.length === 100, `${events.length} events were answered`);
          },
        },
      ],
      async importAgain() {
        const job = await runImport(client, waiting.userPoolId, waiting.jobId);
        await checkImport(client, waiting.userPoolId, job, users);
      },
      async readLog() {
        const times: number[] = [];
        let events = 0;
        const beganAt = performance.now();
        for (let token: string | undefined; ; ) {
          const pageBeganAt = performance.now();
          const answer = await page(token);
          times.push(performance.now() - pageBeganAt);
          events += answer.events?.length ?? 0;
          if (answer.nextForwardToken === token) break;
          token = answer.nextForwardToken;
        }
        assert(events === users, `${events} events were read`);
        return [
          {
            name: `all of ${events.toLocaleString('en')} events`,
            value: (performance.now() - beganAt) / 1000,
            unit: 's',
          },
          { name: 'page p50', value: percentile(times, 50), unit: 'ms' },
          { name: 'page p99', value: percentile(times, 99), unit: 'ms' },
        ];
      },
    });
  } finally {
    client.destroy();
    logs.destroy();
    await server.stop();
  }
}

async function listUsernames(client: CognitoIdentityProviderClient, UserPoolId: string): Promise<string[]> {
  const { Users = [] } = await client.send(
    new ListUsersCommand({ UserPoolId, Filter: 'username ^= "user5"', Limit: 60 }),
  );
  return Users.map(({ Username }) => Username ?? '');
}

async function measureAll(operations: readonly Operation[], state: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { name, call } of operations) {
    const times: number[] = [];
    for (let number = 0; number < CALLS; number++) {
      const beganAt = performance.now();
      await call(number);
      times.push(performance.now() - beganAt);
    }
    let next = 0;
    const caller = async () => {
      while (next < CALLS) await call(next++);
    };
    const beganAt = performance.now();
    await Promise.all(Array.from({ length: IN_FLIGHT }, caller));
    const rate = CALLS / ((performance.now() - beganAt) / 1000);
    figures.push(
      { name: `${name} p50 ${state}`, value: percentile(times, 50), unit: 'ms' },
      { name: `${name} p99 ${state}`, value: percentile(times, 99), unit: 'ms' },
      { name: `${name}, ${IN_FLIGHT} in flight ${state}`, value: rate, unit: 'requests/s' },
    );
  }
  return figures;
}

function ratios(idle: readonly Figure[], busy: readonly Figure[]): Figure[] {
  return idle.flatMap(({ name, value, unit }, index) =>
    name.includes('p99') && unit === 'ms'
      ? [
          {
            name: `${name.replace(' idle', '')} while importing against idle`,
            value: (busy[index]?.value ?? 0) / value,
            unit: 'times',
          },
        ]
      : [],
  );
}
