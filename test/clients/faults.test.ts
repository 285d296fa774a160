import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Muster, startMuster } from '../../src/index.ts';
import type { InputOf } from '../../src/model/operation-types.ts';
import { describeWithTool } from '../required-tool.ts';

type Fault = NonNullable<InputOf<'muster', 'SetFaults'>['Faults']>[number];
interface Row {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  readonly fault: Fault;
  readonly attempts: number;
  readonly outcome: string;
  readonly applied: number;
}

const pools = { service: 'cognito-idp', operation: 'list_user_pools', input: { MaxResults: 1 } };
const groups = { service: 'logs', operation: 'describe_log_groups', input: {} };
const users = { service: 'iam', operation: 'list_users', input: {} };
const identity = { service: 'sts', operation: 'get_caller_identity', input: {} };
const of = (Operation: string, Kind: Fault['Kind'], more: Partial<Fault> = {}): Fault => ({ Operation, Kind, ...more });

const ROWS: readonly Row[] = [
  { ...pools, fault: of('ListUserPools', 'Error'), attempts: 1, outcome: '500 InternalErrorException', applied: 1 },
  {
    ...pools,
    fault: of('ListUserPools', 'Throttle'),
    attempts: 1,
    outcome: '400 TooManyRequestsException',
    applied: 1,
  },
  { ...groups, fault: of('*', 'Error'), attempts: 1, outcome: '500 ServiceUnavailableException', applied: 1 },
  { ...groups, fault: of('*', 'Throttle'), attempts: 1, outcome: '400 ThrottlingException', applied: 1 },
  { ...users, fault: of('ListUsers', 'Error'), attempts: 1, outcome: '500 ServiceFailure', applied: 1 },
  { ...users, fault: of('ListUsers', 'Throttle'), attempts: 1, outcome: '400 Throttling', applied: 1 },
  { ...identity, fault: of('*', 'Error'), attempts: 1, outcome: '500 InternalFailure', applied: 1 },
  { ...pools, fault: of('*', 'Cut'), attempts: 1, outcome: 'ConnectionClosedError', applied: 1 },
  { ...pools, fault: of('*', 'Cut', { When: 'After' }), attempts: 1, outcome: 'ConnectionClosedError', applied: 1 },
  // What boto3 tries again by itself, as at AWS.
  { ...pools, fault: of('*', 'Throttle', { Count: 1 }), attempts: 3, outcome: 'answered', applied: 1 },
  { ...groups, fault: of('*', 'Throttle', { Count: 2 }), attempts: 3, outcome: 'answered', applied: 2 },
  { ...users, fault: of('*', 'Throttle', { Count: 1 }), attempts: 3, outcome: 'answered', applied: 1 },
  { ...pools, fault: of('*', 'Cut', { Count: 1 }), attempts: 3, outcome: 'answered', applied: 1 },
  { ...pools, fault: of('*', 'Error'), attempts: 3, outcome: '500 InternalErrorException', applied: 3 },
];

describeWithTool('python3-boto3', 'test faults with boto3', () => {
  let muster: Muster;
  let met: readonly { readonly outcome: string; readonly applied: number }[];

  beforeAll(async () => {
    muster = await startMuster({ testControls: true });
    const child = promisify(execFile)('/usr/bin/python3', [
      join(import.meta.dirname, 'faults_with_boto3.py'),
      muster.url,
    ]);
    child.child.stdin?.end(JSON.stringify(ROWS));
    met = JSON.parse((await child).stdout);
  });
  afterAll(() => muster?.stop());

  it.each(ROWS.map((row, index) => ({ ...row, index })))(
    'come as $fault.Kind of $service in $attempts attempts: $outcome (R574, R575)',
    ({ index, outcome, applied }) => {
      expect(met[index]).toEqual({ outcome, applied });
    },
  );
});
