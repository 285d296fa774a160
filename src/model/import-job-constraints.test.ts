import { describe, expect, it } from 'vitest';
import { serviceModels } from './service-models.ts';
import { validateInput } from './validate-input.ts';

const model = serviceModels['cognito-idp'];
const VALID = {
  UserPoolId: 'us-east-1_AbCdEfGhI',
  JobName: 'My job',
  CloudWatchLogsRoleArn: 'arn:aws:iam::123456789012:role/CognitoLogs',
};

function kindOf(operation: string, input: object): string {
  return validateInput(model, model.operations[operation]?.input ?? '', input).kind;
}

/** A role's ARN of that many characters. */
function arnOf(length: number): string {
  const start = 'arn:aws:iam::123456789012:role/';
  return start + 'r'.repeat(length - start.length);
}

describe('the members of an import job', () => {
  it.each([
    ['JobName (R47)', 'JobName', ['j', 'a b_c+=,.@-9', 'x'.repeat(128)], ['', 'x'.repeat(129), 'a!', 'a/b', 'ä']],
    [
      'UserPoolId (R49)',
      'UserPoolId',
      ['us-east-1_AbCdEfGhI', 'a_1', `${'x'.repeat(53)}_1`],
      ['', 'us-east-1', '_1', 'us-east-1_', 'us-east-1_a-b', `${'x'.repeat(54)}_1`],
    ],
    [
      'CloudWatchLogsRoleArn (R55)',
      'CloudWatchLogsRoleArn',
      ['arn:aws:iam::1:role/a', 'arn:aws-cn:iam::123456789012:role/service-role/R', arnOf(2_048)],
      ['', 'arn:aws:iam::1:role', 'arn:aws:iam:role/of-an-account', 'no ARN, but long enough', arnOf(2_049)],
    ],
  ])('%s is held to length and pattern', (_name, member, good, bad) => {
    for (const value of good)
      expect([value, kindOf('CreateUserImportJob', { ...VALID, [member]: value })]).toEqual([value, 'valid']);
    for (const value of bad)
      expect([value, kindOf('CreateUserImportJob', { ...VALID, [member]: value })]).toEqual([value, 'invalid']);
  });

  it.each([
    ['import-qQ0DCt2fRh', 'valid'],
    [`import-${'a'.repeat(48)}`, 'valid'],
    [`import-${'a'.repeat(49)}`, 'invalid'],
    ['import-', 'invalid'],
    ['job-qQ0DCt2fRh', 'invalid'],
    ['import-a_b', 'invalid'],
  ])('JobId %s is %s (R48)', (JobId, kind) => {
    expect(kindOf('DescribeUserImportJob', { UserPoolId: VALID.UserPoolId, JobId })).toBe(kind);
  });

  it.each([
    [0, 'invalid'],
    [1, 'valid'],
    [60, 'valid'],
    [61, 'invalid'],
    [undefined, 'invalid'],
  ])('MaxResults %s is %s (R109)', (MaxResults, kind) => {
    expect(kindOf('ListUserImportJobs', { UserPoolId: VALID.UserPoolId, MaxResults })).toBe(kind);
  });
});
