import { basename, resolve } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { formatCount } from '../../base/text/format-quantity.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import { type PartLimits, type SurveyedSource, surveySource } from '../../driver/migration/survey-source.ts';
import type { PlannedPart, PlannedSource } from '../../driver/run/run-plan.ts';
import { resolveFileLimits } from '../target/resolve-target-config.ts';
import { CommandError } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';
import { startProgress } from '../terminal/progress.ts';
import { noteText } from '../terminal/wrap-text.ts';
import type { ImportOptions } from './import-request.ts';

/** What AWS's own client takes for 100 MB (M76). */
const PART_BYTES_MAX = 100_000_000;

export interface PlannedFiles {
  readonly sources: readonly PlannedSource[];
  readonly parts: readonly PlannedPart[];
}

/** Reads each file once, and cuts all into parts. @throws {DriverError} for a file that no job could take */
export async function surveyFiles(
  paths: readonly string[],
  options: ImportOptions,
  output: Output,
  clock: Clock,
): Promise<PlannedFiles> {
  const limits = partLimitsOf(options);
  const sources: PlannedSource[] = [];
  const parts: PlannedPart[] = [];
  const digests = new Map<string, string>();
  for (const path of paths) {
    const progress = startProgress({ verb: 'Reading', unit: 'bytes', total: undefined }, output, clock);
    let surveyed: SurveyedSource;
    try {
      surveyed = await surveySource(path, limits, (done) => progress.update(done));
    } finally {
      progress.stop();
    }
    const before = digests.get(surveyed.sha256);
    if (before !== undefined) {
      throw new CommandError(`${toPrintable(before)} and ${toPrintable(path)} have the same content; give one of them`);
    }
    digests.set(surveyed.sha256, path);
    const algorithm = options.passwordHashingAlgorithm ?? surveyed.algorithm;
    if (algorithm === undefined && surveyed.hasHashes) {
      noteText(
        `The hashes in ${toPrintable(basename(path))} are of no algorithm that an import takes: they are ignored, and its users reset their passwords.`,
        output,
      );
    }
    const { byteLength, sha256, header, headerBytes, recordCount } = surveyed;
    const source = sources.push({
      path: resolve(path),
      name: path,
      byteLength,
      header,
      headerBytes,
      recordCount,
      sha256,
      ...(algorithm === undefined ? {} : { passwordHashingAlgorithm: algorithm }),
    });
    for (const part of surveyed.parts) parts.push({ number: parts.length + 1, source: source - 1, ...part });
  }
  return { sources, parts };
}

function partLimitsOf({ partRecords }: ImportOptions): PartLimits {
  const { csvBytesMax, csvRecordsMax } = resolveFileLimits();
  if (partRecords !== undefined && partRecords > csvRecordsMax) {
    throw new CommandError(`--part-records is ${formatCount(csvRecordsMax)} at most: a job takes no more`);
  }
  return { recordsMax: partRecords ?? csvRecordsMax, bytesMax: Math.min(PART_BYTES_MAX, csvBytesMax) };
}
