import { describe, expect, it } from 'vitest';
import { type ConditionResult, judgeCondition, parseCondition } from './condition.ts';
import { type ContextValues, createRequestContext } from './request-context.ts';

const CONTEXT = {
  'aws:username': 'ann',
  'aws:userid': 'AIDA1',
  'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/team/ann',
  'aws:SourceArn': 'arn:aws:cognito-idp:eu-central-1:111122223333:userpool/eu-central-1_AbC',
  'aws:SourceAccount': '111122223333',
  'aws:SourceIp': '203.0.113.7',
  'aws:CurrentTime': '2026-11-22T10:04:00Z',
  'aws:EpochTime': '1795341840',
  'aws:SecureTransport': 'false',
  'aws:RequestedRegion': 'eu-central-1',
  'aws:PrincipalTag/Team': 'blue*',
  'aws:PrincipalTag/level': '7',
  'aws:TagKeys': ['team', 'cost'],
} satisfies ContextValues;

function judge(
  operator: string,
  key: string,
  values: string | readonly string[],
  change: ContextValues = {},
): ConditionResult {
  const texts = typeof values === 'string' ? [values] : values;
  return judgeCondition(parseCondition(operator, key, texts, true), createRequestContext({ ...CONTEXT, ...change }));
}

/** Two tags whose names differ in case only. */
const TWO_TEAMS = { 'aws:ResourceTag/Team': 'blue', 'aws:ResourceTag/team': 'red' } satisfies ContextValues;

type Case = [operator: string, key: string, values: string | string[], expected: ConditionResult];

describe('a condition', () => {
  it.each<[operator: string, key: string, value: string]>([
    ['StringEquals', 'aws:ResourceTag/team', 'red'],
    ['StringEquals', 'aws:ResourceTag/Team', 'red'],
    ['StringNotEquals', 'aws:ResourceTag/TEAM', 'green'],
    ['StringEqualsIfExists', 'aws:ResourceTag/team', 'red'],
    ['ForAllValues:StringLike', 'aws:ResourceTag/team', '*'],
    ['Null', 'aws:ResourceTag/team', 'true'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of policies
    ['StringEquals', 'aws:username', '${aws:ResourceTag/team}'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of policies
    ['StringLike', 'aws:username', "${aws:ResourceTag/team, 'ann'}"],
  ])('%s %s %j is unknown where two tags have that key in another case (R463)', (operator, key, value) => {
    expect(judge(operator, key, value, TWO_TEAMS)).toBe('unknown');
  });

  it.each<Case>([
    ['StringEquals', 'aws:username', 'ann', true],
    ['StringEquals', 'AWS:UserName', 'ann', true],
    ['StringEquals', 'aws:username', 'Ann', false],
    ['StringEquals', 'aws:username', 'a*', false],
    ['StringEquals', 'aws:username', ['bob', 'ann'], true],
    ['StringEquals', 'aws:username', [], false],
    ['StringEquals', 'aws:principaltag/TEAM', 'blue*', true],
    ['StringNotEquals', 'aws:username', 'bob', true],
    ['StringNotEquals', 'aws:username', 'ann', false],
    ['StringNotEquals', 'aws:username', ['bob', 'ann'], false],
    ['StringNotEquals', 'aws:username', [], true],
    ['StringEqualsIgnoreCase', 'aws:username', 'ANN', true],
    ['StringEqualsIgnoreCase', 'aws:username', 'ANNE', false],
    ['StringNotEqualsIgnoreCase', 'aws:username', 'ANN', false],
    ['StringNotEqualsIgnoreCase', 'aws:username', 'BOB', true],
    ['StringLike', 'aws:username', 'a*', true],
    ['StringLike', 'aws:username', 'a?n', true],
    ['StringLike', 'aws:username', 'A*', false],
    ['StringLike', 'aws:username', ['x*', '*nn'], true],
    ['StringNotLike', 'aws:username', 'a*', false],
    ['StringNotLike', 'aws:username', 'b*', true],
    ['StringNotLike', 'aws:username', ['b*', 'a*'], false],
  ])('%s %s %j is %s (N60, N61)', (...[operator, key, values, expected]) => {
    expect(judge(operator, key, values)).toBe(expected);
  });

  it.each<Case>([
    ['ArnEquals', 'aws:SourceArn', 'arn:aws:cognito-idp:*:111122223333:userpool/*', true],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:cognito-idp:eu-central-1:111122223333:userpool/eu-central-1_AbC', true],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:cognito-idp:*:userpool/*', false],
    ['ArnLike', 'aws:SourceArn', ['arn:aws:s3:::x', 'arn:aws:cognito-idp:eu-central-1:*:userpool/*'], true],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:user/*', true],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/*', false],
    ['ArnLike', 'aws:username', 'arn:aws:iam::*:user/*', false],
    ['ArnNotEquals', 'aws:SourceArn', 'arn:aws:cognito-idp:*:999988887777:userpool/*', true],
    ['ArnNotLike', 'aws:SourceArn', 'arn:aws:cognito-idp:*:111122223333:*', false],
  ])('%s %s %j compares part by part: %s (N61, N65)', (...[operator, key, values, expected]) => {
    expect(judge(operator, key, values)).toBe(expected);
  });

  it.each<Case>([
    ['Bool', 'aws:SecureTransport', 'false', true],
    ['Bool', 'aws:SecureTransport', 'FALSE', true],
    ['Bool', 'aws:SecureTransport', 'true', false],
    ['Bool', 'aws:SecureTransport', 'perhaps', 'unknown'],
    ['NumericEquals', 'aws:PrincipalTag/level', '7.0', true],
    ['NumericEquals', 'aws:PrincipalTag/level', 'seven', 'unknown'],
    ['NumericEquals', 'aws:username', '7', false],
    ['NumericNotEquals', 'aws:PrincipalTag/level', '7', false],
    ['NumericNotEquals', 'aws:PrincipalTag/level', '8', true],
    ['NumericLessThan', 'aws:PrincipalTag/level', '7', false],
    ['NumericLessThan', 'aws:PrincipalTag/level', '7.5', true],
    ['NumericLessThanEquals', 'aws:PrincipalTag/level', '7', true],
    ['NumericGreaterThan', 'aws:PrincipalTag/level', '-1e3', true],
    ['NumericGreaterThan', 'aws:PrincipalTag/level', '7', false],
    ['NumericGreaterThanEquals', 'aws:PrincipalTag/level', ['9', '7'], true],
    ['NumericGreaterThan', 'aws:username', '0', false],
    ['DateEquals', 'aws:CurrentTime', '2026-11-22T10:04:00Z', true],
    ['DateEquals', 'aws:CurrentTime', '2026-11-22T11:04:00+01:00', true],
    ['DateEquals', 'aws:CurrentTime', '1795341840', true],
    ['DateEquals', 'aws:EpochTime', '2026-11-22T10:04:00Z', true],
    ['DateNotEquals', 'aws:CurrentTime', '2026-11-22', true],
    ['DateLessThan', 'aws:CurrentTime', '2026-11-23', true],
    ['DateLessThan', 'aws:CurrentTime', '2026', false],
    ['DateLessThanEquals', 'aws:CurrentTime', '2026-11-22T10:04:00Z', true],
    ['DateGreaterThan', 'aws:CurrentTime', '2026-11-22T10:04:00Z', false],
    ['DateGreaterThanEquals', 'aws:CurrentTime', '2026-11-22T10:04:00Z', true],
    ['DateGreaterThan', 'aws:CurrentTime', 'yesterday', 'unknown'],
    ['DateLessThan', 'aws:username', '2027-01-01', false],
    ['IpAddress', 'aws:SourceIp', '203.0.113.7', true],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/24', true],
    ['IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '203.0.113.0/29'], true],
    ['IpAddress', 'aws:SourceIp', '203.0.112.0/24', false],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/33', 'unknown'],
    ['IpAddress', 'aws:SourceIp', ['203.0.113.0/33', '203.0.113.0/24'], true],
    ['IpAddress', 'aws:username', '0.0.0.0/0', false],
    ['NotIpAddress', 'aws:SourceIp', '10.0.0.0/8', true],
    ['NotIpAddress', 'aws:SourceIp', '203.0.113.0/24', false],
    ['NotIpAddress', 'aws:SourceIp', 'nowhere', 'unknown'],
  ])('%s %s %j is %s (N61)', (...[operator, key, values, expected]) => {
    expect(judge(operator, key, values)).toBe(expected);
  });

  it.each<Case>([
    ['IpAddress', 'aws:SourceIp', '2001:db8::/32', true],
    ['IpAddress', 'aws:SourceIp', '2001:db9::/32', false],
    ['IpAddress', 'aws:SourceIp', '2001:db8::17', true],
    ['NotIpAddress', 'aws:SourceIp', '203.0.113.0/24', true],
  ])('%s %s %j of an IPv6 address is %s (N61)', (...[operator, key, values, expected]) => {
    expect(judge(operator, key, values, { 'aws:SourceIp': '2001:db8::17' })).toBe(expected);
  });

  it.each<Case>([
    ['StringEquals', 'aws:PrincipalTag/none', 'x', false],
    ['StringLike', 'aws:PrincipalTag/none', '*', false],
    ['StringNotEquals', 'aws:PrincipalTag/none', 'x', true],
    ['StringNotLike', 'aws:PrincipalTag/none', '*', true],
    ['ArnNotLike', 'iam:PolicyARN', '*', true],
    ['NotIpAddress', 'aws:VpcSourceIp', '10.0.0.0/8', true],
    ['NumericLessThan', 'aws:MultiFactorAuthAge', '60', false],
    ['Bool', 'aws:MultiFactorAuthPresent', 'true', false],
    ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'true', true],
    ['StringEqualsIfExists', 'aws:PrincipalTag/none', 'x', true],
    ['StringEqualsIfExists', 'aws:username', 'x', false],
    ['StringEqualsIfExists', 'aws:username', 'ann', true],
    ['StringNotEqualsIfExists', 'aws:PrincipalTag/none', 'x', true],
    ['StringNotEqualsIfExists', 'aws:username', 'ann', false],
    ['Null', 'aws:PrincipalTag/none', 'true', true],
    ['Null', 'aws:PrincipalTag/none', 'false', false],
    ['Null', 'aws:username', 'true', false],
    ['Null', 'aws:username', 'False', true],
    ['Null', 'aws:username', ['true', 'false'], true],
    ['Null', 'aws:username', 'maybe', 'unknown'],
  ])('%s %s %j, of keys that may be missing, is %s (N60)', (...[operator, key, values, expected]) => {
    expect(judge(operator, key, values)).toBe(expected);
  });

  it.each<Case>([
    ['StringEquals', 'aws:TagKeys', 'cost', true],
    ['StringNotEquals', 'aws:TagKeys', 'cost', false],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', ['cost', 'x'], true],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', 'x', false],
    ['ForAnyValue:StringNotEquals', 'aws:TagKeys', 'cost', true],
    ['ForAnyValue:StringNotEquals', 'aws:TagKeys', ['cost', 'team'], false],
    ['ForAnyValue:StringLike', 'aws:TagKeys', 'c*', true],
    ['ForAllValues:StringEquals', 'aws:TagKeys', ['cost', 'team', 'x'], true],
    ['ForAllValues:StringEquals', 'aws:TagKeys', 'cost', false],
    ['ForAllValues:StringLike', 'aws:TagKeys', '*', true],
    ['ForAllValues:StringNotEquals', 'aws:TagKeys', 'x', true],
    ['ForAllValues:StringNotEquals', 'aws:TagKeys', 'cost', false],
    ['ForAnyValue:StringEquals', 'aws:RequestTag/none', 'x', false],
    ['ForAnyValue:StringNotEquals', 'aws:RequestTag/none', 'x', false],
    ['ForAllValues:StringEquals', 'aws:RequestTag/none', 'x', true],
    ['ForAnyValue:StringEqualsIfExists', 'aws:RequestTag/none', 'x', true],
    ['ForAllValues:StringEquals', 'aws:username', 'ann', true],
  ])('%s %s %j, of keys with several values, is %s (N61)', (...[operator, key, values, expected]) => {
    expect(judge(operator, key, values)).toBe(expected);
  });

  it.each<Case>([
    ['ForAllValues:StringEquals', 'aws:TagKeys', 'x', true],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', 'x', false],
    ['StringEquals', 'aws:TagKeys', 'x', false],
  ])('%s %s %j without one value is %s (N60)', (...[operator, key, values, expected]) => {
    expect(judge(operator, key, values, { 'aws:TagKeys': [] })).toBe(expected);
  });

  it.each<Case>([
    ['StringAlmost', 'aws:username', 'ann', 'unknown'],
    ['stringequals', 'aws:username', 'ann', 'unknown'],
    ['BinaryEquals', 'aws:username', 'YW5u', 'unknown'],
    ['NullIfExists', 'aws:username', 'true', 'unknown'],
    ['ForSomeValues:StringEquals', 'aws:username', 'ann', 'unknown'],
    ['StringEquals', 'ec2:Region', 'ann', 'unknown'],
    ['StringEqualsIfExists', 'ec2:Region', 'ann', 'unknown'],
    ['StringNotEquals', 'aws:PrincipalTag/', 'ann', 'unknown'],
    ['Null', 'aws:MadeUp', 'true', 'unknown'],
  ])('%s %s %j is %s, as nobody here knows it (N61)', (...[operator, key, values, expected]) => {
    expect(judge(operator, key, values)).toBe(expected);
  });

  it.each<Case>([
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: variables of policies
    ['StringEquals', 'aws:username', '${aws:username}', true],
    ['StringEquals', 'aws:PrincipalArn', 'arn:aws:iam::${aws:SourceAccount}:user/team/${AWS:USERNAME}', true],
    ['StringLike', 'aws:PrincipalArn', '*/${aws:username}', true],
    ['StringLike', 'aws:username', "${aws:PrincipalTag/none, 'a*'}", false],
    ['StringEquals', 'aws:username', "${aws:PrincipalTag/none, 'ann'}", true],
    ['StringEquals', 'aws:username', "${aws:username,'bob'}", true],
    ['StringEquals', 'aws:username', '${aws:PrincipalTag/none}', false],
    ['StringNotEquals', 'aws:username', '${aws:PrincipalTag/none}', 'unknown'],
    ['StringEquals', 'aws:username', ['${aws:PrincipalTag/none}', 'ann'], true],
    ['StringEquals', 'aws:username', '${aws:TagKeys}', false],
    ['StringEquals', 'aws:PrincipalTag/Team', 'blue${*}', true],
    ['StringLike', 'aws:PrincipalTag/Team', 'blue${*}', true],
    ['StringLike', 'aws:username', 'an${?}', false],
    ['StringLike', 'aws:username', 'an${*}', false],
    ['StringEquals', 'aws:username', '${$}{aws:username}', false],
    ['StringLike', 'aws:PrincipalTag/Team', '${aws:PrincipalTag/Team}', true],
    ['StringLike', 'aws:username', '${aws:username', false],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/*/${aws:username}', true],
    ['Bool', 'aws:SecureTransport', '${aws:SecureTransport}', true],
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: variables of policies
  ])('%s %s %s, with variables, is %s (N61)', (...[operator, key, values, expected]) => {
    expect(judge(operator, key, values)).toBe(expected);
  });

  it('takes a dollar sign for itself where the policy says so', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of policies
    expect(judge('StringEquals', 'aws:username', '${$}{x}', { 'aws:username': '${x}' })).toBe(true);
  });
});
