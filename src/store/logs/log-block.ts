import { assert } from '../../base/assert.ts';
import type { FailureReason, RecordOutcome } from '../../domain/texts/record-outcome.ts';
import { getTextId, type StoredTextId, storedTextIdOf } from '../../domain/texts/stored-text-ids.ts';
import { deflateBytes, inflateBytes } from './deflated-bytes.ts';

/** Codes of a run; a code from 2 on is 2 plus the index of a reason in the block's list of reasons. */
const IMPORTED = 0;
const SKIPPED = 1;
const FIRST_REASON = 2;

/** A {@link FailureReason} with the stored id of its text. */
type StoredReason = readonly [StoredTextId, ...(string | number)[]];

/**
 * The outcomes of a batch as bytes: a list of the distinct reasons (JSON), then runs of equal outcomes as pairs of variable-length
 * integers (count, code). A batch in which all went well takes five bytes, whatever its length.
 */
export function encodeOutcomes(outcomes: readonly RecordOutcome[]): Uint8Array {
  const reasons: StoredReason[] = [];
  const codes = new Map<string, number>();

  function codeOf(outcome: RecordOutcome): number {
    if (outcome === 'imported') return IMPORTED;
    if (outcome === 'skipped') return SKIPPED;
    const json = JSON.stringify(outcome);
    const known = codes.get(json);
    if (known !== undefined) return known;
    const code = FIRST_REASON + reasons.push(storedReasonOf(outcome)) - 1;
    codes.set(json, code);
    return code;
  }

  const runs: number[] = [];
  let runLength = 0;
  let runCode = -1;
  for (const outcome of outcomes) {
    const code = codeOf(outcome);
    if (code === runCode) {
      runLength++;
      continue;
    }
    if (runLength > 0) pushRun(runs, runLength, runCode);
    runLength = 1;
    runCode = code;
  }
  if (runLength > 0) pushRun(runs, runLength, runCode);

  const reasonsJson = Buffer.from(reasons.length === 0 ? '' : JSON.stringify(reasons));
  const head: number[] = [];
  pushInteger(head, reasonsJson.length);
  return deflateBytes(Buffer.concat([Buffer.from(head), reasonsJson, Buffer.from(runs)]));
}

/** The outcomes that {@link encodeOutcomes} was given, in their order. */
export function decodeOutcomes(bytes: Uint8Array): RecordOutcome[] {
  const body = inflateBytes(bytes);
  const reader = { body, offset: 0 };
  const reasonsLength = takeInteger(reader);
  const reasonsEnd = reader.offset + reasonsLength;
  assert(reasonsEnd <= body.length, 'a log block holds its reasons');
  const reasons = reasonsLength === 0 ? [] : parseReasons(body.toString('utf8', reader.offset, reasonsEnd));
  reader.offset = reasonsEnd;

  const outcomes: RecordOutcome[] = [];
  while (reader.offset < body.length) {
    const count = takeInteger(reader);
    const code = takeInteger(reader);
    const outcome = code === IMPORTED ? 'imported' : code === SKIPPED ? 'skipped' : reasons[code - FIRST_REASON];
    assert(outcome !== undefined, 'a run of a log block names a reason of its list');
    for (let index = 0; index < count; index++) outcomes.push(outcome);
  }
  return outcomes;
}

function parseReasons(json: string): readonly FailureReason[] {
  const reasons: readonly (readonly [string, ...(string | number)[]])[] = JSON.parse(json);
  assert(Array.isArray(reasons), 'the reasons of a log block are a list');
  return reasons.map(([storedTextId, ...placeholders]) => [getTextId(storedTextId), ...placeholders]);
}

function storedReasonOf([textId, ...placeholders]: FailureReason): StoredReason {
  return [storedTextIdOf(textId), ...placeholders];
}

function pushRun(bytes: number[], length: number, code: number): void {
  pushInteger(bytes, length);
  pushInteger(bytes, code);
}

/** Seven bits a byte, lowest first; the high bit says that more follow. */
function pushInteger(bytes: number[], value: number): void {
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  bytes.push(rest);
}

function takeInteger(reader: { readonly body: Buffer; offset: number }): number {
  let value = 0;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = reader.body[reader.offset++];
    assert(byte !== undefined, 'a log block ends behind a whole run');
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  assert(false, 'an integer of a log block has at most four bytes');
}
