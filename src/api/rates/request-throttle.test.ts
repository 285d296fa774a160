import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/manual-clock.fixture.ts';
import { sealAccessKeySecret } from '../../domain/iam/access-key-secret.ts';
import type { IamUser } from '../../domain/iam/iam-user.ts';
import { serviceModels } from '../../model/service-models.ts';
import { defineOperation } from '../../operations/define-operation.ts';
import { ApiTestDriver, CREDENTIAL_KEYS, NOW_MS } from '../api-driver.fixture.ts';
import { ratedPlaceOf } from '../caller.ts';
import { findRequestCategory, REQUEST_CATEGORIES } from './request-rates.ts';
import { RequestThrottle } from './request-throttle.ts';

const POOL = 'eu-central-1_AbCdEfGhI';
const ROLE_ARN = 'arn:aws:iam::123456789012:role/import';

const placeOf = (account = '123456789012', region = 'eu-central-1') => `${account} ${region}`;

/** How many of `count` requests at one moment pass; each names the pool of its turn. */
function countAdmitted(throttle: RequestThrottle, operation: string, count: number, pools = [POOL], place = placeOf()) {
  const admitted = Array.from({ length: count }, (_, index) =>
    throttle.admit({
      service: 'cognito-idp',
      operation,
      place,
      input: { UserPoolId: pools[index % pools.length] },
    }),
  );
  return admitted.filter(Boolean).length;
}

const manyPools = Array.from({ length: 40 }, (_, index) => `eu-central-1_${index}`);

describe('the throttle', () => {
  it.each([
    ['CreateUserImportJob', 15, 'R42'],
    ['StartUserImportJob', 15, 'R42'],
    ['StopUserImportJob', 15, 'R42'],
    ['DescribeUserImportJob', 20, 'R43'],
    ['ListUserImportJobs', 20, 'R43'],
    ['GetCSVHeader', 20, 'R43'],
  ])('lets %s pass %i times a second over all pools (%s), and 5 times on one (R44)', (operation, rate) => {
    const clock = new ManualClock(NOW_MS);
    expect(countAdmitted(new RequestThrottle(clock, 100), operation, 40, manyPools)).toBe(rate);
    const throttle = new RequestThrottle(clock, 100);
    expect(countAdmitted(throttle, operation, 10)).toBe(5);
    clock.advance(200);
    expect(countAdmitted(throttle, operation, 10)).toBe(1);
    clock.advance(10_000);
    expect(countAdmitted(throttle, operation, 10)).toBe(5);
  });

  it('counts the operations of a category together (R42, R43) and those of a pool apart (R44)', () => {
    const throttle = new RequestThrottle(new ManualClock(NOW_MS), 100);
    expect(countAdmitted(throttle, 'CreateUserImportJob', 6)).toBe(5);
    expect(countAdmitted(throttle, 'StartUserImportJob', 6)).toBe(5);
    expect(countAdmitted(throttle, 'StopUserImportJob', 6)).toBe(5);
    expect(countAdmitted(throttle, 'CreateUserImportJob', 1, ['eu-central-1_other'])).toBe(0);
    expect(countAdmitted(throttle, 'GetCSVHeader', 6)).toBe(5);
  });

  it.each([
    ['CreateUserPoolClient', 15],
    ['ListUserPoolClients', 15],
    ['CreateGroup', 15],
    ['SetUserPoolMfaConfig', 15],
    ['GetGroup', 20],
    ['GetUserPoolMfaConfig', 20],
  ])('lets %s of the sign-in pass %i times per second over all pools, and 5 times on one (R44)', (operation, rate) => {
    const clock = new ManualClock(NOW_MS);
    expect(countAdmitted(new RequestThrottle(clock, 100), operation, 40, manyPools)).toBe(rate);
    expect(countAdmitted(new RequestThrottle(clock, 100), operation, 10)).toBe(5);
  });

  it.each([
    ['AdminAddUserToGroup', 25],
    ['AdminRemoveUserFromGroup', 25],
    ['AdminListGroupsForUser', 50],
    ['ListUsersInGroup', 30],
  ])('lets %s pass %i times per second, whatever the pool', (operation, rate) => {
    expect(countAdmitted(new RequestThrottle(new ManualClock(NOW_MS), 100), operation, 60)).toBe(rate);
  });

  it('knows a pool by its ARN where a request names it so (R44)', () => {
    const throttle = new RequestThrottle(new ManualClock(NOW_MS), 100);
    const tag = (id: string) =>
      throttle.admit({
        service: 'cognito-idp',
        operation: 'TagResource',
        place: placeOf(),
        input: { ResourceArn: `arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${id}` },
      });
    expect(Array.from({ length: 10 }, () => tag('eu-central-1_a')).filter(Boolean)).toHaveLength(5);
    expect(tag('eu-central-1_b')).toBe(true);
  });

  it("lets Muster's own operations pass 20 times per second together (R453)", () => {
    const throttle = new RequestThrottle(new ManualClock(NOW_MS), 100);
    const admit = (operation: string) => throttle.admit({ service: 'muster', operation, place: placeOf(), input: {} });
    const admitted = Array.from({ length: 40 }, (_, index) => admit(index % 2 ? 'DescribeServer' : 'ListImportJobs'));
    expect(admitted.filter(Boolean)).toHaveLength(20);
  });

  it.each([
    ['GetLogEvents', 'us-east-1', 25],
    ['GetLogEvents', 'eu-central-1', 10],
    ['GetLogEvents', 'eu-west-3', 30],
    ['FilterLogEvents', 'us-east-1', 25],
    ['FilterLogEvents', 'eu-central-1', 5],
    ['FilterLogEvents', 'eu-west-1', 10],
    ['FilterLogEvents', 'constructor', 10],
    ['DescribeLogGroups', 'us-east-1', 10],
    ['DescribeLogStreams', 'us-east-1', 25],
    ['CreateLogGroup', 'us-east-1', 10],
    ['CreateLogStream', 'us-east-1', 50],
    ['DeleteLogGroup', 'us-east-1', 10],
    ['DeleteLogStream', 'us-east-1', 15],
    ['PutRetentionPolicy', 'us-east-1', 5],
    ['DeleteRetentionPolicy', 'us-east-1', 5],
    ['PutLogEvents', 'us-east-1', 5_000],
  ])('lets %s in %s pass %i times per second, whatever else is called (R553)', (operation, region, rate) => {
    const throttle = new RequestThrottle(new ManualClock(NOW_MS), 100);
    const admit = (each: string) =>
      throttle.admit({ service: 'logs', operation: each, place: placeOf(undefined, region), region, input: {} });
    for (const other of ['GetLogEvents', 'CreateLogStream', 'PutLogEvents']) if (other !== operation) admit(other);
    expect(Array.from({ length: 5_100 }, () => admit(operation)).filter(Boolean)).toHaveLength(rate);
  });

  it('has a rate for each operation that is served (R42, R43, R453, R553, N56)', () => {
    for (const [service, { operations }] of Object.entries(serviceModels)) {
      for (const operation of Object.keys(operations)) {
        expect(findRequestCategory(service, operation), `${service} ${operation}`).toBeDefined();
      }
    }
  });

  it('takes nothing from the account for what a pool refuses (R44)', () => {
    const throttle = new RequestThrottle(new ManualClock(NOW_MS), 100);
    countAdmitted(throttle, 'CreateUserImportJob', 1_000);
    expect(countAdmitted(throttle, 'CreateUserImportJob', 40, manyPools)).toBe(10);
  });

  it('counts each account and each region for itself (R42)', () => {
    const throttle = new RequestThrottle(new ManualClock(NOW_MS), 100);
    expect(countAdmitted(throttle, 'CreateUserImportJob', 40, manyPools)).toBe(15);
    expect(countAdmitted(throttle, 'CreateUserImportJob', 40, manyPools, placeOf('999999999999'))).toBe(15);
    expect(countAdmitted(throttle, 'CreateUserImportJob', 40, manyPools, placeOf(undefined, 'us-east-1'))).toBe(15);
  });

  it('counts requests that nobody signed by their address (R442)', () => {
    const throttle = new RequestThrottle(new ManualClock(NOW_MS), 100);
    const placeOfAddress = (address: string) => ratedPlaceOf({ kind: 'nobody', requestHost: 'localhost', address });
    expect(countAdmitted(throttle, 'CreateUserImportJob', 40, manyPools, placeOfAddress('192.0.2.7'))).toBe(15);
    expect(countAdmitted(throttle, 'CreateUserImportJob', 40, manyPools, placeOfAddress('192.0.2.7'))).toBe(0);
    expect(countAdmitted(throttle, 'CreateUserImportJob', 40, manyPools, placeOfAddress('192.0.2.8'))).toBe(15);
  });

  it.each([
    [0, 500],
    [10, 1],
    [100, 5],
    [1_000, 50],
  ])('at %i percent lets %i requests to a pool pass (R46)', (percent, passed) => {
    expect(countAdmitted(new RequestThrottle(new ManualClock(NOW_MS), percent), 'GetCSVHeader', 500)).toBe(passed);
  });

  it.each([
    ['forth', 240_000],
    ['back', -240_000],
  ])('keeps its pace when the clock is set %s (R44)', (_, jumpMs) => {
    const clock = new ManualClock(NOW_MS);
    const throttle = new RequestThrottle(clock, 100);
    expect(countAdmitted(throttle, 'CreateUserImportJob', 10)).toBe(5);
    clock.jump(jumpMs);
    expect(countAdmitted(throttle, 'CreateUserImportJob', 10)).toBe(0);
    clock.advance(200);
    expect(countAdmitted(throttle, 'CreateUserImportJob', 10)).toBe(1);
  });

  it('forgets pools that idle, however many were asked for', () => {
    const clock = new ManualClock(NOW_MS);
    const throttle = new RequestThrottle(clock, 100);
    let sizeMax = 0;
    for (let second = 0; second < 50; second++) {
      for (let index = 0; index < 100; index++) {
        const region = `region-${second}-${index}`;
        throttle.admit({
          service: 'cognito-idp',
          operation: 'GetCSVHeader',
          place: placeOf(undefined, region),
          input: { UserPoolId: `p_${index}` },
        });
        clock.advance(10);
      }
      sizeMax = Math.max(sizeMax, throttle.size);
    }
    expect(sizeMax).toBeLessThan(1_000);
    clock.advance(2_000);
    countAdmitted(throttle, 'GetCSVHeader', 1);
    expect(throttle.size).toBe(2);
  });

  it('knows only operations that are served', () => {
    for (const { service, operations = [] } of REQUEST_CATEGORIES) {
      expect(Object.keys(serviceModels[service].operations)).toEqual(expect.arrayContaining([...operations]));
    }
  });
});

describe('the API', () => {
  const create = defineOperation('cognito-idp', 'CreateUserImportJob', async () => ({}));
  const header = defineOperation('cognito-idp', 'GetCSVHeader', async ({ fail }) =>
    fail('ResourceNotFoundException', 'User pool does not exist.'),
  );
  const listRoles = defineOperation('iam', 'ListRoles', async () => ({ Roles: [], IsTruncated: false }));
  const draftOf = (operation: string, body: object) => ({
    target: `AWSCognitoIdentityProviderService.${operation}`,
    body: JSON.stringify(body),
  });

  it('says TooManyRequestsException and nothing of when to come again (R45)', async () => {
    const api = new ApiTestDriver([create], { requestRatePercent: 100 });
    const draft = draftOf('CreateUserImportJob', {
      UserPoolId: POOL,
      JobName: 'a',
      CloudWatchLogsRoleArn: ROLE_ARN,
    });
    for (let count = 0; count < 5; count++) expect((await api.send(draft)).statusCode).toBe(200);
    const refused = await api.send(draft);
    expect(refused).toMatchObject({
      statusCode: 400,
      body: '{"__type":"TooManyRequestsException","message":"Rate exceeded"}',
      headers: { 'x-amzn-errortype': 'TooManyRequestsException:', 'x-amzn-errormessage': 'Rate exceeded' },
    });
    expect(Object.keys(refused.headers).map((name) => name.toLowerCase())).not.toContain('retry-after');
    api.clock.advance(200);
    expect((await api.send(draft)).statusCode).toBe(200);
  });

  it('says ThrottlingException for logs (R554)', async () => {
    const groups = defineOperation('logs', 'DescribeLogGroups', async () => ({ logGroups: [] }));
    const api = new ApiTestDriver([groups], { requestRatePercent: 100 });
    const draft = { target: 'Logs_20140328.DescribeLogGroups', body: '{}', service: 'logs' };
    for (let count = 0; count < 10; count++) expect((await api.send(draft)).statusCode).toBe(200);
    expect(await api.send(draft)).toMatchObject({
      statusCode: 400,
      body: '{"__type":"ThrottlingException","message":"Rate exceeded"}',
      headers: { 'x-amzn-errortype': 'ThrottlingException:' },
    });
  });

  it('says Throttling for iam (N56)', async () => {
    const api = new ApiTestDriver([listRoles], { requestRatePercent: 100 });
    const form = { Action: 'ListRoles', Version: '2010-05-08' };
    for (let count = 0; count < 20; count++) expect((await api.sendForm(form)).statusCode).toBe(200);
    const refused = await api.sendForm(form);
    expect(refused).toMatchObject({ statusCode: 400, errorCode: 'Throttling' });
    expect(refused.body).toContain('<Code>Throttling</Code><Message>Rate exceeded</Message>');
  });

  it('throttles behind the constraints of the input and before it looks for the pool (R14, R97)', async () => {
    const api = new ApiTestDriver([header], { requestRatePercent: 100 });
    const errorsOf = async (body: object, count: number) => {
      const errors: (string | undefined)[] = [];
      for (let done = 0; done < count; done++) errors.push((await api.send(draftOf('GetCSVHeader', body))).errorCode);
      return errors;
    };
    expect(await errorsOf({}, 8)).toEqual(Array(8).fill('InvalidParameterException'));
    expect(await errorsOf({ UserPoolId: POOL }, 7)).toEqual([
      ...Array(5).fill('ResourceNotFoundException'),
      ...Array(2).fill('TooManyRequestsException'),
    ]);
  });

  it('takes nothing for a request that policies refuse (R14)', async () => {
    const secret = 'the-secret-of-ann';
    const ann = {
      account: '123456789012' as IamUser['account'],
      name: 'ann',
      id: 'AIDAANN',
      arn: 'arn:aws:iam::123456789012:user/ann',
    };
    const allow = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
    let policies: string[] = [];
    const store = {
      findAccessKeyOwner: async (id: string) => ({
        user: { ...ann, path: '/', tags: [], createdAt: NOW_MS },
        status: 'Active' as const,
        sealedSecret: sealAccessKeySecret(CREDENTIAL_KEYS.accessKey, id, secret),
      }),
      findUserPool: async () => undefined,
      findIdentityPolicies: async () => ({ id: ann.id, arn: ann.arn, policies, tags: [], version: 1 }),
    };
    const api = new ApiTestDriver([header], { requestRatePercent: 100, store });
    const draft = { ...draftOf('GetCSVHeader', { UserPoolId: POOL }), accessKeyId: 'AKIAANN', secretAccessKey: secret };
    for (let count = 0; count < 30; count++) expect((await api.send(draft)).errorCode).toBe('AccessDeniedException');
    policies = [allow];
    expect((await api.send(draft)).errorCode).toBe('ResourceNotFoundException');
  });

  it('does not throttle unless it is told to (R46)', async () => {
    const api = new ApiTestDriver([header]);
    for (let count = 0; count < 30; count++) {
      expect((await api.send(draftOf('GetCSVHeader', { UserPoolId: POOL }))).errorCode).toBe(
        'ResourceNotFoundException',
      );
    }
  });
});
