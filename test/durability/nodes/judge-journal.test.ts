import { describe, expect, it } from 'vitest';
import type { JobChange } from './job-journal.ts';
import { findGivenAway, judgeJournal, type NodeEvent } from './judge-journal.ts';

const AT = 1_000_000;
const BEFORE: JobChange = {
  atMs: AT,
  writer: 'a',
  jobKey: 1,
  jobId: 'import-1',
  statusBefore: 'InProgress',
  status: 'InProgress',
  recordBefore: 1,
  record: 1,
  leaseBefore: 0,
  lease: 0,
  isHeld: true,
  wasLive: false,
};
const claim = (writer: string, lease: number, change: Partial<JobChange> = {}): JobChange => ({
  ...BEFORE,
  writer,
  leaseBefore: lease - 1,
  lease,
  ...change,
});
const batch = (writer: string, recordBefore: number, record: number, change: Partial<JobChange> = {}): JobChange => ({
  ...BEFORE,
  writer,
  recordBefore,
  record,
  ...change,
});
const KILL: NodeEvent = { kind: 'kill', node: 'a', atMs: AT + 10, heldJobs: [1] };

describe('the journal of jobs', () => {
  it.each<[string, readonly JobChange[], RegExp | undefined]>([
    ['a job that one node does', [claim('a', 1), batch('a', 1, 9), batch('a', 9, 20)], undefined],
    ['a job that goes on elsewhere', [claim('a', 1), batch('a', 1, 9), claim('b', 2), batch('b', 9, 20)], undefined],
    [
      'a batch of a node whose job was given away',
      [claim('a', 1), claim('b', 2), batch('a', 1, 9)],
      /records 1 to 8 were written by a while b held it/,
    ],
    ['a checkpoint that goes back', [claim('a', 1), batch('a', 9, 5)], /from record 9 back to 5/],
    [
      'a claim of a job that is held',
      [claim('a', 1), claim('b', 2, { wasLive: true })],
      /b claimed it while the lease of a was live/,
    ],
    [
      'an end by somebody else',
      [claim('a', 1), { ...BEFORE, writer: 'b', status: 'Succeeded' }],
      /b ended it while a held it/,
    ],
    [
      'a job that was given back and then written',
      [claim('a', 1), claim('a', 2, { isHeld: false }), batch('a', 1, 9)],
      /while undefined held it/,
    ],
  ])('judges %s', (_name, changes, fault) => {
    const { differences } = judgeJournal(changes, []);
    if (fault) expect(differences.join('\n')).toMatch(fault);
    else expect(differences).toEqual([]);
  });

  it.each<[string, readonly JobChange[], number, boolean]>([
    ['another node claims it', [claim('a', 1), claim('b', 2, { atMs: AT + 9_010 })], 9_000, true],
    ['another node claims it too late', [claim('a', 1), claim('b', 2, { atMs: AT + 20_011 })], 20_001, false],
    ['its last write ends it', [claim('a', 1), { ...BEFORE, status: 'Failed', atMs: AT + 15 }], 5, true],
    ['nobody ever does', [claim('a', 1), batch('a', 1, 9, { atMs: AT + 15 })], Number.POSITIVE_INFINITY, false],
  ])('measures how long a job of a killed node waits until %s', (_name, changes, waitMs, isGood) => {
    const { takeoverMs, differences } = judgeJournal(changes, [KILL]);
    expect(takeoverMs).toEqual([waitMs]);
    expect(differences.length).toBe(isGood ? 0 : 1);
  });

  it('lets a job wait as long as it is told to', () => {
    const changes = [claim('a', 1), claim('b', 2, { atMs: AT + 30_010 })];
    expect(judgeJournal(changes, [KILL], 30_000).differences).toEqual([]);
    expect(judgeJournal(changes, [KILL], 29_999).differences.length).toBe(1);
  });

  it('knows what was given away while a node was paused', () => {
    const pause: NodeEvent = { ...KILL, kind: 'pause', wokenAtMs: AT + 50 };
    const changes = [claim('a', 1), claim('b', 2, { atMs: AT + 40 }), claim('c', 3, { atMs: AT + 60, jobId: 'later' })];
    expect(findGivenAway(changes, pause)).toEqual(['import-1']);
  });
});
