import { describe, expect, it } from 'vitest';
import type { FaultMoment } from '../controls/fault.ts';
import type { FaultEnd } from '../controls/faults-in-force.ts';
import type { FaultGate } from '../controls/test-controls.ts';
import type { ServiceName } from '../model/operation-types.ts';
import { ServiceError } from '../model/service-error.ts';
import { ApiTestDriver, type Draft } from './api-driver.fixture.ts';
import type { AuditEntry } from './audit-log.ts';

const LIST_POOLS: Draft = { target: 'AWSCognitoIdentityProviderService.ListUserPools', body: '{"MaxResults":1}' };
const CREATE_GROUP: Draft = { service: 'logs', target: 'Logs_20140328.CreateLogGroup', body: '{"logGroupName":"g"}' };
const DESCRIBE_SERVER: Draft = { service: 'muster', target: 'Muster.DescribeServer', body: '{}' };
const CREATE_USER = 'Action=CreateUser&Version=2010-05-08&UserName=ann';
const CALLER_IDENTITY = 'Action=GetCallerIdentity&Version=2011-06-15';

function setUp(service: ServiceName, operation: string, end: FaultEnd, at: FaultMoment, fails = false) {
  const passed: string[] = [];
  const faults: FaultGate = {
    async pass(name, when) {
      passed.push(`${when} ${name}`);
      return when === at ? end : undefined;
    },
  };
  const audited: AuditEntry[] = [];
  const run = async () => {
    passed.push('run');
    if (fails) throw new ServiceError('LimitExceededException', 'full', 400);
    return {};
  };
  const options = { faults, auditLog: { write: (entry: AuditEntry) => void audited.push(entry) } };
  return { api: new ApiTestDriver([{ service, operation, run }], options), passed, audited };
}

describe('a fault', () => {
  it.each<[ServiceName, string, Draft | string, FaultEnd, number, string]>([
    ['cognito-idp', 'ListUserPools', LIST_POOLS, 'Error', 500, 'InternalErrorException'],
    ['cognito-idp', 'ListUserPools', LIST_POOLS, 'Throttle', 400, 'TooManyRequestsException'],
    ['logs', 'CreateLogGroup', CREATE_GROUP, 'Error', 500, 'ServiceUnavailableException'],
    ['logs', 'CreateLogGroup', CREATE_GROUP, 'Throttle', 400, 'ThrottlingException'],
    ['iam', 'CreateUser', CREATE_USER, 'Error', 500, 'ServiceFailure'],
    ['iam', 'CreateUser', CREATE_USER, 'Throttle', 400, 'Throttling'],
    ['sts', 'GetCallerIdentity', CALLER_IDENTITY, 'Error', 500, 'InternalFailure'],
    ['sts', 'GetCallerIdentity', CALLER_IDENTITY, 'Throttle', 400, 'Throttling'],
    ['muster', 'DescribeServer', DESCRIBE_SERVER, 'Error', 500, 'InternalErrorException'],
    ['muster', 'DescribeServer', DESCRIBE_SERVER, 'Throttle', 400, 'TooManyRequestsException'],
  ])("answers %s %s with the service's own code (R574)", async (service, operation, sent, end, statusCode, code) => {
    for (const at of ['Before', 'After'] as const) {
      const { api } = setUp(service, operation, end, at);
      const answer = await (typeof sent === 'string' ? api.sendForm(sent, { service }) : api.send(sent));
      expect(answer).toMatchObject({ statusCode, errorCode: code });
      expect(answer.cutsConnection).toBeUndefined();
      expect(answer.body).toContain(code);
    }
  });

  it.each<[FaultMoment, FaultEnd, string[]]>([
    ['Before', 'Error', ['Before CreateLogGroup']],
    ['Before', 'Cut', ['Before CreateLogGroup']],
    ['After', 'Throttle', ['Before CreateLogGroup', 'run', 'After CreateLogGroup']],
    ['After', 'Cut', ['Before CreateLogGroup', 'run', 'After CreateLogGroup']],
  ])('%s an operation is met at its moment: %s (R574)', async (at, end, expected) => {
    const { api, passed } = setUp('logs', 'CreateLogGroup', end, at);
    const answer = await api.send(CREATE_GROUP);
    expect(answer.cutsConnection).toBe(end === 'Cut' ? true : undefined);
    expect(passed).toEqual(expected);
  });

  it.each<[string, FaultMoment, boolean, object]>([
    ['that has not run', 'Before', false, { outcome: 'failed', errorCode: 'ServiceUnavailableException' }],
    ['that has succeeded', 'After', false, { outcome: 'succeeded' }],
    ['that has failed', 'After', true, { outcome: 'failed', errorCode: 'LimitExceededException' }],
  ])('leaves in the audit log what became of an operation %s (R574)', async (_name, at, fails, entry) => {
    const { api, audited } = setUp('logs', 'CreateLogGroup', 'Error', at, fails);
    expect((await api.send(CREATE_GROUP)).errorCode).toBe('ServiceUnavailableException');
    expect(audited).toMatchObject([entry]);
    expect(Object.hasOwn(audited[0] ?? {}, 'errorCode')).toBe(Object.hasOwn(entry, 'errorCode'));
  });

  it.each<[string, Draft]>([
    ['whose signature is wrong', { ...CREATE_GROUP, secretAccessKey: 'wrong' }],
    ['whose input is not valid', { ...CREATE_GROUP, body: '{}' }],
    ['that asks for no operation', { ...CREATE_GROUP, target: 'Logs_20140328.MakeCoffee' }],
  ])('is not spent on a request %s (R574)', async (_name, draft) => {
    const { api, passed } = setUp('logs', 'CreateLogGroup', 'Error', 'Before');
    expect((await api.send(draft)).statusCode).toBe(400);
    expect(passed).toEqual([]);
  });

  it('hides no fault of the server itself (R574)', async () => {
    const { api, passed } = setUp('cognito-idp', 'DescribeUserPool', 'Cut', 'After');
    const answer = await api.send(LIST_POOLS);
    expect(answer).toMatchObject({ statusCode: 500, errorCode: 'InternalErrorException' });
    expect([answer.cutsConnection, passed]).toEqual([undefined, ['Before ListUserPools']]);
    expect(api.logged).toHaveLength(1);
  });
});
