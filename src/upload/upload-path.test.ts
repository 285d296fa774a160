import { describe, expect, it } from 'vitest';
import { formatUploadPath, parseUploadPath } from './upload-path.ts';

const TARGET = { account: '000000000000', userPoolId: 'us-east-1_AbCdEfGhI', jobId: 'import-qQ0DCt2fRh' };

describe('the path of an upload', () => {
  it('is that of account, pool and job (R124)', () => {
    expect(formatUploadPath(TARGET)).toBe('/000000000000/us-east-1_AbCdEfGhI/import-qQ0DCt2fRh');
    expect(parseUploadPath(formatUploadPath(TARGET))).toEqual(TARGET);
  });

  it.each([
    ['a pool id of 55 characters', { userPoolId: `us-east-1_${'A'.repeat(45)}` }],
    ['a job id of 55 characters', { jobId: `import-${'A'.repeat(48)}` }],
  ])('may have %s (R48, R49)', (_name, change) => {
    expect(parseUploadPath(formatUploadPath({ ...TARGET, ...change }))).toEqual({ ...TARGET, ...change });
  });

  it.each([
    ['an account of 11 digits', { account: '00000000000' }],
    ['an account of 13 digits', { account: '0000000000000' }],
    ['an account with a letter', { account: '00000000000a' }],
    ['a pool id without a region', { userPoolId: 'AbCdEfGhI' }],
    ['a pool id with a dot', { userPoolId: 'us-east-1_Ab.d' }],
    ['a job id of another form', { jobId: 'job-qQ0DCt2fRh' }],
    ['an empty job id', { jobId: 'import-' }],
    ['a pool id of 56 characters', { userPoolId: `us-east-1_${'A'.repeat(46)}` }],
    ['a pool id of 56 characters, most of its region', { userPoolId: `${'a'.repeat(54)}_A` }],
    ['a job id of 56 characters', { jobId: `import-${'A'.repeat(49)}` }],
  ])('is not one with %s (R124)', (_name, change) => {
    expect(parseUploadPath(formatUploadPath({ ...TARGET, ...change }))).toBeUndefined();
  });

  it.each(['/', `${formatUploadPath(TARGET)}/`, `/x${formatUploadPath(TARGET)}`, formatUploadPath(TARGET).slice(1)])(
    'is not %s (R124)',
    (path) => {
      expect(parseUploadPath(path)).toBeUndefined();
    },
  );
});
