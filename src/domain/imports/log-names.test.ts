import { describe, expect, it } from 'vitest';
import { logGroupNameOf, logStreamNameOf } from './log-names.ts';

describe('log names', () => {
  it.each([
    ['a plain name (R274)', 'staff', '/aws/cognito/userpools/us-east-1_Abc/staff'],
    [
      'characters that a group name may not have (R275)',
      'my pool+é\u{1f600}',
      '/aws/cognito/userpools/us-east-1_Abc/my_pool___',
    ],
    ['characters that it may have (R275)', 'a.b-c_d/e#1', '/aws/cognito/userpools/us-east-1_Abc/a.b-c_d/e#1'],
  ])('of a group: %s', (_name, poolName, group) => {
    expect(logGroupNameOf('us-east-1_Abc', poolName)).toBe(group);
  });

  it('cuts a group name to 512 characters (R275)', () => {
    expect(logGroupNameOf('us-east-1_Abc', 'x'.repeat(600))).toHaveLength(512);
  });

  it('of a stream is job id and job name, unchanged (R274, R275)', () => {
    expect(logStreamNameOf('import-qQ0DCt2fRh', 'My job, 1')).toBe('import-qQ0DCt2fRh/My job, 1');
  });
});
