import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plantBug } from '../storm/planted-bug.ts';
import { PLANTED_SIGN_IN_BUGS } from './planted-bugs.ts';

const ROOT = join(import.meta.dirname, '../../..');

it.each(Object.entries(PLANTED_SIGN_IN_BUGS))(
  'the bug %s that the storm must find has its place in the source as it is',
  (_name, bug) => {
    const source = readFileSync(join(ROOT, bug.file), 'utf8');
    expect(plantBug(source, bug).length).toBeGreaterThan(source.length);
  },
);
