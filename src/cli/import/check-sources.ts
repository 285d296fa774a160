import { closeSync, openSync } from 'node:fs';
import type { Clock } from '../../base/clock.ts';
import { checkFile } from '../../check/check-file.ts';
import type { EarlierRecords } from '../../check/earlier-records.ts';
import type { FindingKind } from '../../check/finding.ts';
import type { PoolToCheckAgainst } from '../../check/pool-to-check-against.ts';
import type { ImportCounters } from '../../domain/imports/import-job.ts';
import type { PlannedSource } from '../../driver/run/run-plan.ts';
import { fileToCheck } from '../target/file-to-check.ts';
import type { Output } from '../terminal/output.ts';
import { startProgress } from '../terminal/progress.ts';

/** What a check foresees for a file. */
export interface ForeseenFile {
  readonly name: string;
  readonly recordCount: number;
  readonly foreseen: ImportCounters;
  /** Problems of the file as a whole, and the most frequent ones of its records, each with a count. */
  readonly problems: readonly { readonly text: string; readonly count: number }[];
}

const PROBLEMS_MAX = 5;

/** Judges the files as jobs would, one after the other: a user of an earlier file is a duplicate in a later one (R981). `earlier`: with the users of the pool. */
export async function checkSources(
  sources: readonly PlannedSource[],
  poolOf: (header: readonly string[]) => PoolToCheckAgainst,
  output: Output,
  clock: Clock,
  signal: AbortSignal,
  earlier: EarlierRecords,
): Promise<readonly ForeseenFile[]> {
  const files: ForeseenFile[] = [];
  for (const { path, name, byteLength, passwordHashingAlgorithm } of sources) {
    earlier.beginFile(name);
    const descriptor = openSync(path, 'r');
    const progress = startProgress({ verb: 'Checking', unit: 'bytes', total: byteLength }, output, clock);
    try {
      const { asIs, recordCount, fileFindings, kinds } = await checkFile({
        ...fileToCheck(descriptor, byteLength),
        fileName: name,
        // A file of any size is cut into parts.
        limits: { bytesMax: Number.POSITIVE_INFINITY, recordsMax: Number.POSITIVE_INFINITY },
        poolOf,
        earlier,
        passwordHashingAlgorithm,
        showValues: false,
        findingsPerKindMax: 1,
        onBytes: (done) => progress.update(done),
        signal,
      });
      signal.throwIfAborted();
      const ofRecords = countByText(kinds);
      const ofFile = fileFindings.map(({ text }) => ({ text, count: 1 }));
      files.push({ name, recordCount, foreseen: asIs, problems: [...ofFile, ...ofRecords] });
    } finally {
      progress.stop();
      closeSync(descriptor);
    }
  }
  return files;
}

/** The most frequent problems; kinds that read the same are one. */
function countByText(kinds: readonly FindingKind[]): readonly { readonly text: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { count, first } of kinds) {
    const [example] = first;
    if (example === undefined || example.severity === 'warning' || example.severity === 'further') continue;
    counts.set(example.summary, (counts.get(example.summary) ?? 0) + count);
  }
  return [...counts]
    .map(([text, count]) => ({ text, count }))
    .toSorted((one, other) => other.count - one.count)
    .slice(0, PROBLEMS_MAX);
}
