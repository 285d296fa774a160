import { type ExecFileException, execFile } from 'node:child_process';
import { join } from 'node:path';
import {
  AddCustomAttributesCommand,
  CognitoIdentityProviderClient,
  CognitoIdentityProviderServiceException,
  CreateUserImportJobCommand,
  DeleteUserPoolCommand,
  DescribeUserImportJobCommand,
  GetCSVHeaderCommand,
  InternalErrorException,
  InvalidParameterException,
  LimitExceededException,
  ListUserImportJobsCommand,
  OperationNotEnabledException,
  PreconditionNotMetException,
  ResourceNotFoundException,
  StartUserImportJobCommand,
  StopUserImportJobCommand,
  TooManyRequestsException,
  UpdateUserPoolCommand,
  UserImportInProgressException,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { clientOptions } from '../drive-import.ts';
import { describeWithTool } from '../required-tool.ts';
import { startBrokenServer, startErrorBench } from './error-bench.ts';
import {
  BREAKDOWNS,
  type CalledOperation,
  DENIALS,
  type ErrorBench,
  type ErrorCase,
  REFUSALS,
  THROTTLED,
} from './error-cases.ts';

const CASES = [...REFUSALS, ...DENIALS, ...THROTTLED, ...BREAKDOWNS];
const CASES_OF_DEBIAN = CASES.filter(({ isNewToDebian }) => !isNewToDebian);
/** The command line starts anew for each call: one of each error is enough. */
const ONE_OF_EACH = CASES_OF_DEBIAN.filter(
  (one, index, cases) => cases.findIndex(({ error }) => error === one.error) === index,
);

const CLASSES: Readonly<Record<string, new (...options: never[]) => Error>> = {
  AccessDeniedException: CognitoIdentityProviderServiceException,
  InternalErrorException,
  InvalidParameterException,
  LimitExceededException,
  OperationNotEnabledException,
  PreconditionNotMetException,
  ResourceNotFoundException,
  TooManyRequestsException,
  UserImportInProgressException,
};

const COMMANDS: Readonly<Record<CalledOperation, unknown>> = {
  AddCustomAttributes: AddCustomAttributesCommand,
  CreateUserImportJob: CreateUserImportJobCommand,
  DeleteUserPool: DeleteUserPoolCommand,
  DescribeUserImportJob: DescribeUserImportJobCommand,
  GetCSVHeader: GetCSVHeaderCommand,
  ListUserImportJobs: ListUserImportJobsCommand,
  StartUserImportJob: StartUserImportJobCommand,
  StopUserImportJob: StopUserImportJobCommand,
  UpdateUserPool: UpdateUserPoolCommand,
};

let muster: Muster;
let broken: Muster;
/** Admits a call of an operation on a pool every 20 seconds of its clock, and so one in all: see {@link slowDownClock}. */
let throttled: Muster;
let bench: ErrorBench;
/** What the clients met, by title; asked of all at once, while the queue of jobs is long. */
let byJs: Record<string, unknown> = {};
let byBoto3: Record<string, unknown> = {};
let byCli: Record<string, string> = {};

beforeAll(async () => {
  slowDownClock();
  broken = await startBrokenServer();
  throttled = await startMuster({ requestRatePercent: 1 });
  ({ muster, bench } = await startErrorBench());
  [byJs, byBoto3, byCli] = await Promise.all([callWithJs(), callWithBoto3(), callWithCli()]);
});

afterAll(async () => {
  vi.restoreAllMocks();
  await muster?.stop();
  await broken?.stop();
  await throttled?.stop();
});

/**
 * Time of requests passes a thousand times as slowly, so that the second of two calls comes too early however long a client takes to
 * start.
 */
function slowDownClock(): void {
  const startedAtMs = performance.now();
  vi.spyOn(systemClock, 'monotonicMs').mockImplementation(
    () => startedAtMs + (performance.now() - startedAtMs) / 1_000,
  );
}

function urlFor(one: ErrorCase): string {
  if (THROTTLED.includes(one)) return throttled.url;
  return (BREAKDOWNS.includes(one) ? broken : muster).url;
}

function keysFor(one: ErrorCase): ErrorBench['nobody'] {
  return one.isByNobody ? bench.nobody : { accessKeyId: 'test', secretAccessKey: 'test' };
}

describe('the AWS SDK for JavaScript throws the class of the error', () => {
  it.each(CASES.map((one) => [one.title, one.error] as const))('%s: %s', (title, error) => {
    expect(byJs[title]).toBeInstanceOf(CLASSES[error]);
    expect(byJs[title]).toMatchObject({ name: error, message: expect.stringMatching(/\S/) });
  });
});

describeWithTool('python3-boto3', 'boto3 raises the class of the error', () => {
  it.each(CASES_OF_DEBIAN.map((one) => [one.title, one.error] as const))('%s: %s', (title, error) => {
    expect(byBoto3[title]).toEqual({ code: error, modelled: error !== 'AccessDeniedException' });
  });
});

describeWithTool('awscli', 'the AWS CLI prints the name of the error', () => {
  it.each(ONE_OF_EACH.map((one) => [one.title, one.error, one.operation] as const))(
    '%s: %s',
    (title, error, operation) => {
      expect(byCli[title]).toContain(`An error occurred (${error}) when calling the ${operation} operation`);
    },
  );
});

async function callWithJs(): Promise<Record<string, unknown>> {
  const thrown: Record<string, unknown> = {};
  for (const one of CASES) {
    const client = new CognitoIdentityProviderClient({
      ...clientOptions(urlFor(one)),
      credentials: keysFor(one),
      maxAttempts: 1,
    });
    const Command = COMMANDS[one.operation] as new (input: object) => GetCSVHeaderCommand;
    for (let times = one.times ?? 1; times > 0; times--) {
      thrown[one.title] = await client.send(new Command(one.input(bench))).catch((reason: unknown) => reason);
    }
    client.destroy();
  }
  return thrown;
}

async function callWithBoto3(): Promise<Record<string, unknown>> {
  const calls = CASES_OF_DEBIAN.map((one) => ({
    endpoint: urlFor(one),
    operation: one.operation,
    input: one.input(bench),
    ...keysFor(one),
    times: one.times ?? 1,
  }));
  const script = join(import.meta.dirname, 'call_with_boto3.py');
  const { stdout } = await run('/usr/bin/python3', [script], JSON.stringify(calls));
  const raised = stdout === '' ? [] : JSON.parse(stdout);
  return Object.fromEntries(CASES_OF_DEBIAN.map(({ title }, index) => [title, raised[index]]));
}

async function callWithCli(): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  // Those that need the queue first.
  for (const one of ONE_OF_EACH.toSorted((a, b) => b.error.localeCompare(a.error))) {
    const name = one.operation.replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=CSV)(?=H)/g, '-').toLowerCase();
    const input = JSON.stringify(one.input(bench));
    const words = ['cognito-idp', name, '--cli-input-json', input, '--endpoint-url', urlFor(one)];
    for (let times = one.times ?? 1; times > 0; times--) {
      seen[one.title] = (await run('/usr/bin/aws', words, '', keysFor(one))).stderr;
    }
  }
  return seen;
}

/** Does not reject: a program that fails, or that is not there, has printed nothing that a test would accept. */
function run(
  program: string,
  words: readonly string[],
  input: string,
  keys = { accessKeyId: '', secretAccessKey: '' },
): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = {
      ...{ PATH: '/usr/bin:/bin', AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey },
      ...{ AWS_DEFAULT_REGION: 'us-east-1', AWS_PAGER: '', AWS_MAX_ATTEMPTS: '1' },
    };
    const ended = (_error: ExecFileException | null, stdout: string, stderr: string) => resolve({ stdout, stderr });
    execFile(program, words, { env, timeout: 100_000 }, ended).stdin?.end(input);
  });
}
