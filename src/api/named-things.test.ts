import { describe, expect, it } from 'vitest';
import type { ServiceName } from '../model/operation-types.ts';
import { findResource, nameThings } from './named-things.ts';

const PLACE = { account: '123456789012', region: 'eu-central-1' };
const IAM = 'arn:aws:iam::123456789012:';
const LOGS = 'arn:aws:logs:eu-central-1:123456789012:log-group:';
const CLIENT = '0123456789abcdefghijklmnop';
const POOL = 'arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_a';

describe('findResource', () => {
  it.each<[ServiceName, object, unknown, string | undefined]>([
    ['cognito-idp', { UserPoolId: 'eu-central-1_a', Username: 'ann' }, undefined, POOL],
    ['cognito-idp', { PoolName: 'a' }, { UserPool: { Id: 'eu-central-1_a' } }, POOL],
    ['cognito-idp', { PoolName: 'a' }, undefined, undefined],
    ['cognito-idp', { ResourceArn: POOL, Tags: { a: 'b' } }, {}, POOL],
    ['cognito-idp', { MaxResults: 1 }, { UserPools: [{ Id: 'eu-central-1_a' }] }, undefined],
    ['logs', { logGroupName: 'g' }, undefined, `${LOGS}g`],
    ['logs', { logGroupName: 'g', logStreamName: 's' }, undefined, `${LOGS}g:log-stream:s`],
    ['logs', { logGroupIdentifier: 'g' }, undefined, `${LOGS}g`],
    ['logs', { logGroupIdentifier: `${LOGS}other:*` }, undefined, `${LOGS}other:*`],
    ['logs', { logGroupNamePrefix: 'g' }, undefined, undefined],
    ['iam', { RoleName: 'r' }, undefined, `${IAM}role/r`],
    ['iam', { RoleName: 'r' }, { Role: { Arn: `${IAM}role/path/r` } }, `${IAM}role/path/r`],
    ['iam', { RoleName: 'r', PolicyArn: `${IAM}policy/p` }, undefined, `${IAM}role/r`],
    ['iam', { UserName: 'u', PolicyName: 'p' }, undefined, `${IAM}user/u`],
    ['iam', { PolicyName: 'p' }, undefined, `${IAM}policy/p`],
    ['iam', { PolicyArn: `${IAM}policy/p` }, undefined, `${IAM}policy/p`],
    ['iam', {}, { Roles: [] }, undefined],
    ['sts', { RoleArn: `${IAM}role/r` }, undefined, `${IAM}role/r`],
    ['sts', {}, { Arn: `${IAM}user/u` }, undefined],
  ])('of a request to %s with %j and the answer %j is %s', (service, input, output, expected) => {
    expect(findResource(service, PLACE, input, output)).toBe(expected);
  });
});

describe('nameThings', () => {
  it.each<[object, unknown, object]>([
    [{ JobId: 'import-1' }, undefined, { job: 'import-1' }],
    [{ JobName: 'monday' }, { UserImportJob: { JobId: 'import-1', PreSignedUrl: 'secret' } }, { job: 'import-1' }],
    [{ PolicyName: 'p', PolicyDocument: '{}' }, undefined, { policy: 'p' }],
    [{ UserName: 'u' }, { AccessKey: { AccessKeyId: 'AKIA', SecretAccessKey: 's' } }, { subjectAccessKeyId: 'AKIA' }],
    [
      { RoleSessionName: 'monday' },
      { Credentials: { AccessKeyId: 'ASIA', SecretAccessKey: 's', SessionToken: 't' } },
      { session: 'monday', subjectAccessKeyId: 'ASIA' },
    ],
    [
      { ClientName: 'app', GenerateSecret: true },
      { UserPoolClient: { ClientId: CLIENT, ClientSecret: 's' } },
      { client: CLIENT },
    ],
    [{ ClientId: CLIENT, ClientSecret: 's' }, undefined, { client: CLIENT }],
    [{ GroupName: 'admins', Username: 'ann' }, { Group: { Description: 'd' } }, { group: 'admins' }],
    [{ JobId: 1, PolicyArn: { a: 'b' }, AccessKeyId: null }, undefined, {}],
    [{ Username: 'ann@example.com', AccessToken: 't' }, { User: { Username: 'ann' } }, {}],
  ])('of %j and the answer %j names %j', (input, output, expected) => {
    expect(nameThings(input, output)).toEqual(expected);
  });

  it.each([
    ['the secret of a client', 'z'.repeat(52)],
    ['a user name', 'ann@example.com'],
    ['an id that is too long', `${CLIENT}a`],
  ])('does not name a client by %s in place of its id (R822)', (_, ClientId) => {
    expect(nameThings({ ClientId }, undefined)).toEqual({});
  });
});
