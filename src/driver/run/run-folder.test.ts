import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRunFolder, openRunFolder } from './run-folder.ts';
import type { RunPlan } from './run-plan.ts';
import { readRunState } from './run-state.ts';

const PLAN: RunPlan = {
  version: 1,
  run: 'run-1',
  createdAt: '2026-11-30T10:00:00.000Z',
  target: { kind: 'data-directory', data: '/data', description: 'data directory /data', region: 'us-east-1' },
  sources: [],
  parts: [],
  keepsParts: false,
};

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'muster-run-'));
  folder = join(parent, 'run');
});
afterEach(() => rmSync(parent, { recursive: true }));

const create = () => createRunFolder(folder, PLAN, () => 0);
const open = () => openRunFolder(folder, () => 0);

describe('the folder of a run', () => {
  it('is its owner’s alone, and comes back with its plan and its journal (R950)', () => {
    const made = create();
    made.journal.append({ type: 'run-began' });
    made.journal.append({ type: 'job-creating', part: 1, attempt: 1, jobName: 'run-1-0001' });
    made.close();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'journal.jsonl')).mode & 0o777).toBe(0o600);
    const opened = open();
    expect(opened.plan).toEqual(PLAN);
    expect([...opened.readEntries()].map(({ type }) => type)).toEqual(['run-began', 'job-creating']);
    expect(readRunState(opened.readEntries()).parts.get(1)).toMatchObject({ mayHaveUnknownJob: true });
    opened.close();
  });

  it('is used by one command at a time, and given back (R965)', () => {
    const made = create();
    expect(open).toThrow(expect.objectContaining({ fault: 'in-use' }));
    made.close();
    open().close();
  });

  it('loses no line to one that a kill cut off', () => {
    const made = create();
    made.journal.append({ type: 'run-began' });
    made.close();
    appendFileSync(join(folder, 'journal.jsonl'), '{"at":"2026-11-30T10:00:00.000Z","type":"job-cr');
    const opened = open();
    opened.journal.append({ type: 'run-finished', exitCode: 0 });
    expect([...opened.readEntries()].map(({ type }) => type)).toEqual(['run-began', 'run-finished']);
    opened.close();
    expect(readFileSync(join(folder, 'journal.jsonl'), 'utf8')).not.toContain('job-cr');
  });

  it.each([
    ['no plan', () => {}, 'no-run'],
    ['half a plan', () => writeFileSync(join(folder, 'plan.json'), '{"version":1'), 'damaged'],
    ['a plan of another version', () => writeFileSync(join(folder, 'plan.json'), '{"version":7}'), 'other-version'],
    ['a plan without parts', () => writeFileSync(join(folder, 'plan.json'), '{"version":1}'), 'damaged'],
  ])('is refused with %s', (_name, spoil, fault) => {
    create().close();
    rmSync(join(folder, 'plan.json'));
    spoil();
    expect(open).toThrow(expect.objectContaining({ fault }));
  });

  it('is not made over anything, and is made where a command was killed before its plan', () => {
    create().close();
    expect(create).toThrow(expect.objectContaining({ fault: 'not-empty' }));
    for (const name of ['plan.json', 'journal.jsonl']) rmSync(join(folder, name));
    create().close();
    expect(existsSync(join(folder, 'plan.json'))).toBe(true);
    writeFileSync(join(parent, 'file'), '');
    expect(() => createRunFolder(join(parent, 'file', 'run'), PLAN, () => 0)).toThrow(
      expect.objectContaining({ fault: 'unwritable' }),
    );
  });
});
