import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { assert } from '../base/assert.ts';
import type { RecordOutcome } from './record-outcome.ts';

const PLAIN = 0;
const DEFLATED = 1;
/** Runs shorter than this are stored as they are: deflate would cost more than it saves. */
const DEFLATE_FROM_BYTES = 200;

/** Outcomes of a batch in few bytes: runs of equal outcomes, `[count, outcome]`, deflated if they are many. */
export function encodeOutcomes(outcomes: readonly RecordOutcome[]): Uint8Array {
  const runs: [count: number, outcome: RecordOutcome][] = [];
  let last: [number, RecordOutcome] | undefined;
  for (const outcome of outcomes) {
    if (last !== undefined && sameOutcome(last[1], outcome)) last[0] += 1;
    else {
      last = [1, outcome];
      runs.push(last);
    }
  }
  const text = Buffer.from(JSON.stringify(runs));
  const deflate = text.length >= DEFLATE_FROM_BYTES;
  return Buffer.concat([Buffer.of(deflate ? DEFLATED : PLAIN), deflate ? deflateRawSync(text, { level: 1 }) : text]);
}

/** The outcomes that {@link encodeOutcomes} was given, in their order. */
export function decodeOutcomes(block: Uint8Array): RecordOutcome[] {
  assert(block[0] === PLAIN || block[0] === DEFLATED, 'a block of outcomes begins with its form');
  const text = block[0] === DEFLATED ? inflateRawSync(block.subarray(1)) : Buffer.from(block.subarray(1));
  const runs: [number, RecordOutcome][] = JSON.parse(text.toString());
  const outcomes: RecordOutcome[] = [];
  for (const [count, outcome] of runs) for (let index = 0; index < count; index += 1) outcomes.push(outcome);
  return outcomes;
}

function sameOutcome(a: RecordOutcome, b: RecordOutcome): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return a.length === b.length && a.every((part, index) => part === b[index]);
}
