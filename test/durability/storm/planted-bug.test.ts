import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PLANTED_BUGS, plantBug } from './planted-bug.ts';

const ROOT = join(import.meta.dirname, '../../..');
const BUG = { file: 'some.ts', before: /^commit\(\);$/, lines: ['forget();'] };

describe('a bug that the storm must find', () => {
  it.each(Object.entries(PLANTED_BUGS))('%s has its place in the source as it is', (_name, bug) => {
    const source = readFileSync(join(ROOT, bug.file), 'utf8');
    expect(plantBug(source, bug).length).toBeGreaterThan(source.length);
  });

  it('is put before its line, as deep as that', () => {
    expect(plantBug('begin();\n  commit();\nend();\n', BUG)).toBe('begin();\n  forget();\n  commit();\nend();\n');
  });

  it.each(['begin();\n', 'commit();\ncommit();\n'])('is not planted in %j', (source) => {
    expect(() => plantBug(source, BUG)).toThrow('the bug must be planted anew');
  });
});
