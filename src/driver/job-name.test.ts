import { describe, expect, it } from 'vitest';
import { isJobOf, jobNameOf } from './job-name.ts';

const SHA256 = 'ab12cd34ef56ab78'.repeat(4);

describe('jobNameOf', () => {
  it.each([
    ['users.csv', 'muster-import users.csv sha256=ab12cd34ef56ab78'],
    ['Ünü$ers.csv', 'muster-import _n__ers.csv sha256=ab12cd34ef56ab78'],
    ['4\u202f00\u00a0PM a\tb.csv', 'muster-import 4_00_PM a_b.csv sha256=ab12cd34ef56ab78'],
  ])('names file and content of %s in the characters that a job name may have (R47)', (name, jobName) => {
    expect(jobNameOf({ name, sha256: SHA256 })).toBe(jobName);
  });

  it('shortens a long file name, never the content (R47)', () => {
    const jobName = jobNameOf({ name: `${'x'.repeat(300)}.csv`, sha256: SHA256 });
    expect(jobName).toHaveLength(128);
    expect(isJobOf({ sha256: SHA256 }, jobName)).toBe(true);
  });

  it('knows the job of a file by its content, under whatever name', () => {
    expect(isJobOf({ sha256: SHA256 }, 'muster-import other.csv sha256=ab12cd34ef56ab78')).toBe(true);
    expect(isJobOf({ sha256: SHA256 }, 'muster-import users.csv sha256=0012cd34ef56ab78')).toBe(false);
    expect(isJobOf({ sha256: SHA256 }, 'users.csv sha256=ab12cd34ef56ab78')).toBe(false);
  });
});
