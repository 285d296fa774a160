import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countFailure, type FailedAttempts, isLockedOut } from '../../../src/domain/sign-in/lock-out.ts';
import { type Attempt, judgeAttempts } from './judge-attempts.ts';

const at = (ms: number, isCounted: boolean): Attempt => ({ sentAt: ms, receivedAt: ms, isCounted });
const FIVE = [1, 2, 3, 4, 5].map((ms) => at(ms, true));

it('accepts failures that keep to the rule, and finds one that counts a millisecond too early', () => {
  expect(judgeAttempts([...FIVE, at(1_004, false), at(1_005, true), at(3_004, false), at(3_005, true)])).toEqual([]);
  expect(judgeAttempts([...FIVE, at(1_004, true)])).toEqual([
    'failure 6 counted 999 ms or less after the one that locks out for 1000 ms',
  ]);
});

it.each([
  ['after the lock-out', [...FIVE, at(1_005, false)]],
  ['before there is one', [at(0, true), at(0, false)]],
])('finds an attempt that is refused %s', (_, attempts) => {
  expect(judgeAttempts(attempts)).toEqual(['an attempt was refused unseen when nothing locked out']);
});

/** Attempts as a server takes them that keeps to the rule; `change` is what it does wrong. */
function serve(gapsMs: readonly number[], latenciesMs: readonly number[], lockOutChangeMs = 0): Attempt[] {
  let nowMs = 1_800_000_000_000;
  let failed: FailedAttempts | undefined;
  return gapsMs.map((gapMs, index) => {
    nowMs += gapMs;
    const locked = isLockedOut(failed, nowMs - (failed && failed.count >= 5 ? lockOutChangeMs : 0));
    if (!locked) failed = countFailure(failed, nowMs);
    const latencyMs = latenciesMs[index % latenciesMs.length] ?? 0;
    return { sentAt: nowMs - latencyMs, receivedAt: nowMs + latencyMs, isCounted: !locked };
  });
}

const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 50, maxLength: 200 });
const latencies = fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 20 });

it('finds nothing in what a server does that keeps to the rule, however slow it is', () => {
  fc.assert(
    fc.property(gaps, latencies, (gapsMs, latenciesMs) => judgeAttempts(serve(gapsMs, latenciesMs)).length === 0),
  );
});

it('finds a lock-out that is half a second too short or too long', () => {
  const everyTenth = Array.from({ length: 1_000 }, () => 10);
  expect(judgeAttempts(serve(everyTenth, [0], -500))).not.toEqual([]);
  expect(judgeAttempts(serve(everyTenth, [0], 500))).not.toEqual([]);
});
