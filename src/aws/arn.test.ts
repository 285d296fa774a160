import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatAssumedRoleArn,
  formatLogGroupArn,
  formatLogStreamArn,
  formatPolicyArn,
  formatRoleArn,
  formatUserArn,
  formatUserPoolArn,
  isPolicyArn,
  parseArn,
  parseLogGroupArn,
  parseRoleArn,
  parseUserPoolArn,
} from './arn.ts';

const account = fc.stringMatching(/^\d{12}$/);
const region = fc.constantFrom('us-east-1', 'eu-central-1', 'local');

describe('ARNs', () => {
  it('keep a role through format and parse', () => {
    const path = fc.array(fc.stringMatching(/^[a-z-]{1,8}$/)).map((parts) => ['', ...parts, ''].join('/'));
    const name = fc.stringMatching(/^[\w+=,.@-]{1,64}$/);
    fc.assert(
      fc.property(fc.record({ account, path, name }), (role) => {
        const normal = { ...role, path: role.path === '' ? '/' : role.path };
        expect(parseRoleArn(formatRoleArn(normal))).toEqual(normal);
      }),
    );
  });

  it('keep a user pool and a log group through format and parse', () => {
    const id = fc.stringMatching(/^[a-z]{2}-[a-z]{4}-\d_[0-9A-Za-z]{9}$/);
    fc.assert(
      fc.property(account, region, id, (account, region, userPoolId) => {
        const pool = { account, region, userPoolId };
        expect(parseUserPoolArn(formatUserPoolArn(pool))).toEqual(pool);
        const group = { account, region, logGroupName: `/aws/cognito/userpools/${userPoolId}/import` };
        expect(parseLogGroupArn(formatLogGroupArn(group))).toEqual(group);
        expect(parseLogGroupArn(`${formatLogGroupArn(group)}:*`)).toEqual(group);
      }),
    );
  });

  it('are made of account, path and name in IAM, and of role and session in STS (N42, N67)', () => {
    const team = { account: '000000000000', path: '/team/', name: 'ann' };
    expect(formatUserArn(team)).toBe('arn:aws:iam::000000000000:user/team/ann');
    expect(formatPolicyArn(team)).toBe('arn:aws:iam::000000000000:policy/team/ann');
    const session = { account: '000000000000', roleName: 'app', sessionName: 'monday' };
    expect(formatAssumedRoleArn(session)).toBe('arn:aws:sts::000000000000:assumed-role/app/monday');
  });

  it.each([
    ['arn:aws:iam::000000000000:policy/team/ann', true],
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', true],
    ['arn:aws:iam::aws:role/ReadOnlyAccess', false],
    ['arn:aws:iam::0000:policy/ann', false],
    ['arn:aws:iam::000000000000:policy/', false],
    ['arn:aws:iam::000000000000:policy/a b', false],
    ['policy/ann', false],
  ])('tell a policy: %s', (text, expected) => {
    expect(isPolicyArn(text)).toBe(expected);
  });

  it.each([
    ['arn:aws:iam::000000000000:role/Import', { account: '000000000000', path: '/', name: 'Import' }],
    [
      'arn:aws:iam::000000000000:role/service-role/Cognito-UserImport-Role',
      { account: '000000000000', path: '/service-role/', name: 'Cognito-UserImport-Role' },
    ],
    ['arn:aws:iam::000000000000:user/Import', undefined],
    ['arn:aws:iam::123:role/Import', undefined],
    ['arn:aws:iam:us-east-1:000000000000:role/Import', undefined],
    ['arn:aws:iam::000000000000:role/', undefined],
    ['arn:aws:iam::000000000000:role/Imp ort', undefined],
    ['', undefined],
  ])('reads the role ARN %s', (text, expected) => {
    expect(parseRoleArn(text)).toEqual(expected);
  });

  it('refuses an ARN of another service or resource', () => {
    expect(parseUserPoolArn('arn:aws:cognito-idp:us-east-1:000000000000:identitypool/us-east-1_a')).toBeUndefined();
    expect(parseLogGroupArn('arn:aws:logs:us-east-1:000000000000:log-group:a:log-stream:b')).toBeUndefined();
    expect(parseArn('not:an:arn')).toBeUndefined();
  });

  it('puts the stream behind the group (N3)', () => {
    expect(formatLogStreamArn({ region: 'r', account: '000000000000', logGroupName: '/g' }, 's/1')).toBe(
      'arn:aws:logs:r:000000000000:log-group:/g:log-stream:s/1',
    );
  });
});
