import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { ManualScheduler } from '../base/manual-scheduler.fixture.ts';
import { ControlsMemory } from './controls-memory.ts';
import { createStoredTimeClock } from './stored-time-clock.ts';
import { TestControls } from './test-controls.ts';

const NOW_MS = 1_000_000;

function setUp(runDueWork: () => Promise<void> = async () => {}) {
  const clock = new ManualClock(NOW_MS);
  const scheduler = new ManualScheduler();
  const memory = new ControlsMemory();
  const stored = { offsetMs: 0 };
  const controls = new TestControls({
    clock,
    scheduler,
    logger: silentLogger,
    memory,
    faultyOperations: new Set(['CreateUserImportJob', 'PutUpload']),
    moveStoredClock: async (byMs) => (stored.offsetMs += byMs),
    runDueWork,
  });
  return { clock, scheduler, memory, stored, controls, storedClock: createStoredTimeClock(clock, memory) };
}

describe('moveClock', () => {
  it('moves the clock of stored times, keeps the offset, and leaves the machine and durations alone (R571, R572)', async () => {
    const { controls, clock, storedClock, stored } = setUp();
    expect(await controls.moveClock(60)).toMatchObject({
      kind: 'changed',
      report: { nowMs: NOW_MS + 60_000, clockOffsetSeconds: 60 },
    });
    clock.advance(5);
    expect(storedClock.nowMs()).toBe(NOW_MS + 60_005);
    expect(storedClock.monotonicMs()).toBe(5);
    expect(clock.nowMs()).toBe(NOW_MS + 5);
    expect(stored.offsetMs).toBe(60_000);
  });

  it('moves the clock of every thread at the same time (R571)', async () => {
    const { controls, memory } = setUp();
    const worker = new Worker(
      `const { parentPort, workerData } = require('node:worker_threads');
      parentPort.on('message', () => parentPort.postMessage(Number(Atomics.load(new BigInt64Array(workerData), 0))));`,
      { eval: true, workerData: memory.buffer },
    );
    const ask = () =>
      new Promise((resolve) => {
        worker.once('message', resolve);
        worker.postMessage('');
      });
    expect(await ask()).toBe(0);
    await controls.moveClock(60);
    expect(await ask()).toBe(60_000);
    await worker.terminate();
  });

  it('answers when what fell due is done, and moves once at a time (R571)', async () => {
    const steps: string[] = [];
    const ends: (() => void)[] = [];
    const { controls, memory } = setUp(() => {
      steps.push(`due at ${memory.clockOffsetMs}`);
      return new Promise((resolve) => ends.push(resolve));
    });
    const moves = [1, 2].map((seconds) => controls.moveClock(seconds).then(() => steps.push(`moved by ${seconds}`)));
    for (const move of moves) {
      await new Promise((resolve) => setImmediate(resolve));
      ends.shift()?.();
      await move;
    }
    expect(steps).toEqual(['due at 1000', 'moved by 1', 'due at 3000', 'moved by 2']);
  });

  it('tells of due work that failed, and moves again after it (R571)', async () => {
    let failures = 1;
    const { controls } = setUp(async () => {
      if (failures-- > 0) throw new Error('disk full');
    });
    await expect(controls.moveClock(1)).rejects.toThrow('disk full');
    expect(await controls.moveClock(1)).toMatchObject({ report: { clockOffsetSeconds: 2 } });
  });

  it('refuses to go back, and keeps nothing then (R571)', async () => {
    const { controls, stored } = setUp();
    expect(await controls.moveClock(-1)).toMatchObject({ kind: 'refused' });
    expect(stored.offsetMs).toBe(0);
  });
});

describe('setFaults', () => {
  it('replaces all faults, and what is absent is off (R578)', () => {
    const { controls, memory } = setUp();
    controls.setFaults({ faults: [{ operation: '*', kind: 'Cut' }], newRolesUnknownSeconds: 10 });
    expect(memory.newRolesUnknownMs).toBe(10_000);
    const change = controls.setFaults({ logLinesLateSeconds: 2 });
    expect(change).toMatchObject({
      report: { faults: [], newRolesUnknownSeconds: 0, logLinesLateSeconds: 2 },
    });
    expect([memory.newRolesUnknownMs, memory.logLinesLateMs]).toEqual([0, 2_000]);
  });

  it('keeps those in force when it refuses a list (R578)', () => {
    const { controls } = setUp();
    controls.setFaults({ faults: [{ operation: '*', kind: 'Cut' }] });
    expect(controls.setFaults({ faults: [{ operation: 'X', kind: 'Cut' }] })).toMatchObject({ kind: 'refused' });
    expect(controls.report().faults).toHaveLength(1);
  });
});

describe('pass', () => {
  it.each(['CreateUserImportJob', 'PutUpload'])('applies `*` to %s (R574)', async (operation) => {
    const { controls } = setUp();
    controls.setFaults({ faults: [{ operation: '*', kind: 'Cut' }] });
    expect(await controls.pass(operation, 'Before')).toBe('Cut');
    expect(await controls.pass(operation, 'After')).toBeUndefined();
  });

  it('spares the controls, so that faults can always be taken back (R578)', async () => {
    const { controls } = setUp();
    controls.setFaults({ faults: [{ operation: '*', kind: 'Cut' }] });
    expect(await controls.pass('SetFaults', 'Before')).toBeUndefined();
  });

  it('lets a delayed request go on after its time, or when the server ends (R574)', async () => {
    const { controls, scheduler } = setUp();
    controls.setFaults({ faults: [{ operation: '*', kind: 'Delay', delayMs: 500 }] });
    let passed = 0;
    const pass = async () => {
      await controls.pass('PutUpload', 'Before');
      passed++;
    };
    const first = pass();
    scheduler.advance(499);
    await new Promise((resolve) => setImmediate(resolve));
    expect(passed).toBe(0);
    scheduler.advance(1);
    await first;
    const second = pass();
    await new Promise((resolve) => setImmediate(resolve));
    controls.end();
    await second;
    await pass();
    expect([passed, scheduler.size]).toEqual([3, 0]);
  });
});
