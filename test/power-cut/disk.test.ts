import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomSource } from '../../src/cli/generate/random-source.ts';
import { Disk } from './disk.ts';
import type { DiskEvent } from './disk-events.ts';
import { drawLeftState, LOSSES, type Loss } from './left-state.ts';

const ROOT = '/disk';
const FILE = '/disk/file';
const NEW = '/disk/file.new';

type Step = DiskEvent extends infer Event ? (Event extends DiskEvent ? Omit<Event, 'begin' | 'end'> : never) : never;

const create = (path: string): Step => ({ kind: 'create', path });
const sync = (path: string): Step => ({ kind: 'sync', path });
const write = (path: string, text: string, offset = 0): Step => ({
  kind: 'write',
  path,
  offset,
  bytes: Buffer.from(text),
});

/** A disk on which the steps were done one after the other. */
function diskAfter(steps: readonly Step[]): Disk {
  const disk = new Disk();
  for (const [index, step] of steps.entries()) disk.apply({ ...step, begin: index, end: index });
  return disk;
}

/** The files that a loss leaves. */
function leave(disk: Disk, loss: Loss, seed = 1): Record<string, string> {
  const state = drawLeftState(disk, loss, new RandomSource(seed), ROOT);
  return Object.fromEntries(
    [...state].map(([path, content]) => [path, content === 'directory' ? content : content.toString('latin1')]),
  );
}

const WRITTEN = [create(NEW), write(NEW, 'abc')];
const RENAMED = { kind: 'rename', path: NEW, to: FILE } as const;

describe('what a power cut leaves', () => {
  it.each<[string, readonly Step[], Record<string, string>]>([
    ['nothing of a file that was only written', WRITTEN, {}],
    ['nothing of a file whose name was not synced', [...WRITTEN, sync(NEW)], {}],
    ['an empty file if only its name was synced', [...WRITTEN, sync(ROOT)], { [NEW]: '' }],
    ['a file that was synced with its name', [...WRITTEN, sync(NEW), sync(ROOT)], { [NEW]: 'abc' }],
    ['the old name if the new one was not synced', [...WRITTEN, sync(NEW), sync(ROOT), RENAMED], { [NEW]: 'abc' }],
    ['the new name behind its sync', [...WRITTEN, sync(NEW), RENAMED, sync(ROOT)], { [FILE]: 'abc' }],
    [
      'a deleted file whose directory was not synced',
      [...WRITTEN, sync(NEW), sync(ROOT), { kind: 'unlink', path: NEW }],
      { [NEW]: 'abc' },
    ],
    [
      'what was synced of a file that was written on',
      [...WRITTEN, sync(NEW), sync(ROOT), write(NEW, 'def', 3)],
      { [NEW]: 'abc' },
    ],
    [
      'no file in a directory whose name was not synced',
      [{ kind: 'mkdir', path: '/disk/d' }, create('/disk/d/f'), sync('/disk/d')],
      {},
    ],
    [
      'the length before it was cut',
      [...WRITTEN, sync(NEW), sync(ROOT), { kind: 'truncate', path: NEW, length: 1 }],
      { [NEW]: 'abc' },
    ],
  ])('is, with all lost, %s', (_name, steps, left) => {
    expect(leave(diskAfter(steps), 'all')).toEqual(left);
  });

  it('may lose what was written beside a sync', () => {
    const disk = diskAfter([...WRITTEN, sync(ROOT)]);
    disk.apply({ kind: 'write', path: NEW, offset: 3, bytes: Buffer.from('def'), begin: 5, end: 7 });
    disk.apply({ kind: 'sync', path: NEW, begin: 6, end: 8 });
    expect(leave(disk, 'all')).toEqual({ [NEW]: 'abc' });
    expect(leave(disk, 'none')).toEqual({ [NEW]: 'abcdef' });
  });

  it.each<[Loss, Record<string, string>]>([
    ['none', { [NEW]: 'abcdef' }],
    ['bytes', { [NEW]: 'abc\0\0\0' }],
    ['names', { [NEW]: 'abcdef' }],
  ])('is, with %s lost, %j', (loss, left) => {
    expect(leave(diskAfter([...WRITTEN, sync(NEW), sync(ROOT), write(NEW, 'def', 3)]), loss)).toEqual(left);
  });

  it('tears a write at sectors', () => {
    const disk = diskAfter([create(FILE), sync(ROOT), write(FILE, 'x'.repeat(8_192))]);
    const lefts = Array.from({ length: 200 }, (_, seed) => leave(disk, 'late', seed)[FILE] ?? '');
    for (const left of lefts) {
      for (let at = 0; at < left.length; at += 512) {
        expect(['x'.repeat(512), '\0'.repeat(512)]).toContain(left.slice(at, at + 512));
      }
    }
    expect(new Set(lefts).size).toBeGreaterThan(20);
    expect(lefts.some((left) => left.startsWith('\0') && left.includes('x'))).toBe(true);
  });

  it('keeps what is durable, whatever is lost', () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('write' as const),
        path: fc.constant(FILE),
        offset: fc.nat(2_000),
        bytes: fc.uint8Array({ minLength: 1, maxLength: 900 }).map((bytes) => Buffer.from(bytes)),
      }),
      fc.constant(sync(FILE)),
      fc.constant(sync(ROOT)),
      fc.record({ kind: fc.constant('truncate' as const), path: fc.constant(FILE), length: fc.nat(3_000) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.constantFrom(...LOSSES), fc.nat(1_000), (steps, loss, seed) => {
        const synced = diskAfter([create(FILE), ...steps, sync(FILE), sync(ROOT)]);
        const whole = leave(synced, 'none');
        expect(leave(synced, loss, seed)).toEqual(whole);
        // Nothing beyond what was written can be there when nothing is lost.
        expect(leave(diskAfter([create(FILE), ...steps]), 'none')).toEqual(whole);
      }),
    );
  });

  it('of a fork leaves the disk as it was', () => {
    const disk = diskAfter([...WRITTEN, sync(NEW), sync(ROOT)]);
    const fork = disk.fork();
    fork.apply({ ...write(NEW, 'XYZ'), begin: 10, end: 10 } as DiskEvent);
    fork.apply({ ...sync(NEW), begin: 11, end: 11 } as DiskEvent);
    expect(leave(fork, 'all')).toEqual({ [NEW]: 'XYZ' });
    expect(leave(disk, 'all')).toEqual({ [NEW]: 'abc' });
  });
});
