import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plantBug } from '../storm/planted-bug.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';

const ROOT = join(import.meta.dirname, '../../..');

describe('a bug that the storm of nodes must find', () => {
  it.each(Object.entries(PLANTED_BUGS))('%s has its place in the source as it is', (_name, bug) => {
    const source = readFileSync(join(ROOT, bug.file), 'utf8');
    expect(plantBug(source, bug).length).toBeGreaterThan(source.length);
  });
});
