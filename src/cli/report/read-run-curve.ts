import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { JournalEntry, UserCounters } from '../../driver/run/journal-event.ts';

const JOURNAL_FILE = 'journal.jsonl';
const POINTS_MAX = 240;

/** What all jobs together had done at a moment. */
export interface CurvePoint extends UserCounters {
  /** Since the start, pauses between two commands left out. */
  readonly workedMs: number;
}

/** How a run went. */
export interface RunCurve {
  /** In the order of time, from nothing to the end of the last job; none if no job ran. */
  readonly points: readonly CurvePoint[];
  /** When another command took the run up, in the same time. */
  readonly pausesMs: readonly number[];
}

/** From the journal of a run folder. Memory: a few hundred points, whatever its length. */
export async function readRunCurve(folder: string): Promise<RunCurve> {
  const path = join(folder, JOURNAL_FILE);
  if (!existsSync(path)) return { points: [], pausesMs: [] };
  const curve = new GrowingCurve();
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    const entry = parseEntry(line);
    if (entry !== undefined) curve.take(entry);
  }
  return curve.end();
}

/** Undefined for a last line that a killed command did not finish. */
function parseEntry(line: string): JournalEntry | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

class GrowingCurve {
  readonly #parts = new Map<number, UserCounters>();
  readonly #pausesMs: number[] = [];
  #points: CurvePoint[] = [{ workedMs: 0, importedUsers: 0, skippedUsers: 0, failedUsers: 0 }];
  /** Points that lie closer are merged; it doubles when there are too many. */
  #stepMs = 0;
  #workedMs = 0;
  #lastMs: number | undefined;

  take(entry: JournalEntry): void {
    const atMs = Date.parse(entry.at);
    if (entry.type === 'run-began' && this.#lastMs !== undefined) this.#pausesMs.push(this.#workedMs);
    // A clock that was set back takes nothing away.
    else if (this.#lastMs !== undefined) this.#workedMs += Math.max(0, atMs - this.#lastMs);
    this.#lastMs = atMs;
    if (entry.type !== 'progress' && entry.type !== 'job-ended' && entry.type !== 'part-done') return;
    const { part, importedUsers, skippedUsers, failedUsers } = entry;
    this.#parts.set(part, { importedUsers, skippedUsers, failedUsers });
    this.#add();
  }

  end(): RunCurve {
    const isEmpty = this.#points.length < 2;
    const lastMs = this.#points.at(-1)?.workedMs ?? 0;
    return { points: isEmpty ? [] : this.#points, pausesMs: this.#pausesMs.filter((ms) => ms > 0 && ms < lastMs) };
  }

  #add(): void {
    let [importedUsers, skippedUsers, failedUsers] = [0, 0, 0];
    for (const counters of this.#parts.values()) {
      importedUsers += counters.importedUsers;
      skippedUsers += counters.skippedUsers;
      failedUsers += counters.failedUsers;
    }
    const point = { workedMs: this.#workedMs, importedUsers, skippedUsers, failedUsers };
    const before = this.#points.at(-2);
    // The last point stands for the moment; it is replaced while it lies close to the one before.
    if (before !== undefined && point.workedMs - before.workedMs < this.#stepMs) this.#points.pop();
    this.#points.push(point);
    if (this.#points.length > 2 * POINTS_MAX) this.#thin();
  }

  #thin(): void {
    const last = this.#points.length - 1;
    this.#points = this.#points.filter((_point, index) => index % 2 === 0 || index === last);
    this.#stepMs = (2 * this.#workedMs) / this.#points.length;
  }
}
