import { CSV_START } from '../csv/csv-record.ts';
import { type CsvLine, LineCutter } from '../csv/line-cutter.ts';
import { Utf8Validator } from '../csv/utf8-validator.ts';
import { PASSWORD_HASH_COLUMN } from '../domain/imports/csv-header.ts';
import type { ImportCounters } from '../domain/imports/import-job.ts';
import { RECORD_CHARACTERS_MAX } from '../domain/imports/user-import-limits.ts';
import { fillText } from '../domain/texts/fill-text.ts';
import type { CheckOptions } from './check-options.ts';
import { type FileFinding, fileFinding } from './file-faults.ts';
import { type FileReading, listFileFindings } from './file-findings.ts';
import type { FindingKind, RecordFinding } from './finding.ts';
import { FormatTally } from './format-tally.ts';
import type { PoolToCheckAgainst } from './pool-to-check-against.ts';
import { RecordPass } from './record-pass.ts';
import type { ExaminedFile } from './source/examine-file.ts';
import { type FileToCheck, readBytes, readChunks } from './source/file-to-check.ts';
import { findFormat, HEAD_BYTES, type HeadFormat } from './source/find-format.ts';
import { recognizeKind } from './source/recognize-kind.ts';
import { COGNITO_FORMAT, isCognitoFormat, type SourceFormat } from './source/source-format.ts';

export interface CheckResult extends ImportCounters {
  readonly pool: PoolToCheckAgainst;
  /** Data records that were read. */
  readonly recordCount: number;
  readonly columnCount: number;
  /** The column of password hashes, if no algorithm is named (R252). */
  readonly ignoredColumns: readonly string[];
  /** Those that fail a whole job first, in the order of its own checks (R291). */
  readonly fileFindings: readonly FileFinding[];
  readonly kinds: readonly FindingKind[];
  /** How the file is written. If a job cannot read it so, the records were judged as if it were in Cognito's format. */
  readonly format: SourceFormat;
  /** What a job would count over the file as it is, unless a finding fails all of it. */
  readonly asIs: ImportCounters;
  /** Users of the pool that the records were compared with. */
  readonly poolUserCount: number;
  /** Of the skipped records: whose user the pool has. The others repeat a record before them. */
  readonly inPoolCount: number;
  /** Why the records were not judged, or not all. */
  readonly unjudged?: 'unreadable' | 'header' | 'pool' | 'interrupted';
}

/**
 * Judges a file as a job would, in a pool without users or with those of `earlier`. A file that is written in another format than Cognito's is judged twice: as it
 * is, for how a job would end, and as if it were written right, for all other faults. Memory: a chunk, a record, and the keys of users.
 */
export async function checkFile(options: CheckOptions): Promise<CheckResult> {
  const { file, isUtf8, signal } = options;
  const result = await checkAsCognitoFormat(options);
  if (result !== 'other-format') return result;
  // Loaded on demand, as what reads other formats is: most files are in Cognito's.
  const { examineFile } = await import('./source/examine-file.ts');
  const { sampleLines } = await import('./source/sample-lines.ts');
  const examined = await examineFile({ file, isUtf8, charactersMax: RECORD_CHARACTERS_MAX, signal });
  if (examined === 'interrupted') {
    return toResult(new RecordPass(options, NO_SAMPLE), {
      options,
      format: COGNITO_FORMAT,
      findings: [],
      unjudged: examined,
    });
  }
  const { format, head, headFormat } = examined;
  const kind = recognizeKind({ bytes: head, text: headFormat.text.trimStart() });
  const isReadable = isCognitoFormat(format) && kind === undefined;
  const sample = () => sampleLines(head, format, RECORD_CHARACTERS_MAX);
  const asIs = isReadable ? new RecordPass(options, sample) : new RecordPass({ ...options, ...SILENT }, NO_SAMPLE);
  const badPlace = await readAsIs(asIs, examined, options, { headerOnly: kind !== undefined, isReadable });
  const common = { options, format };
  if (badPlace === 'interrupted') return toResult(asIs, { ...common, findings: [], unjudged: badPlace });
  const reading: FileReading = { asIs, fixed: asIs, badPlace, tally: new FormatTally(), kind };
  if (isReadable || kind !== undefined) {
    const findings = listFileFindings(examined, reading, options);
    return toResult(asIs, { ...common, findings, unjudged: kind === undefined ? asIs.unjudged : 'unreadable' });
  }
  const fixed = new RecordPass(options, sample);
  const { readSource } = await import('./source/read-source.ts');
  for await (const { lines, done } of readSource(file, format, RECORD_CHARACTERS_MAX)) {
    if (signal?.aborted) return toResult(fixed, { ...common, asIs, findings: [], unjudged: 'interrupted' });
    fixed.take(lines);
    reading.tally.take(lines);
    options.onBytes?.(done);
  }
  const findings = listFileFindings(examined, { ...reading, fixed }, options);
  return toResult(fixed, { ...common, asIs, findings, unjudged: fixed.unjudged });
}

/** Findings that are held back until it is known that they hold. */
const HELD_FINDINGS_MAX = 1_000;

/**
 * Checks a file as if it were in Cognito's format, which most are, in one pass; as soon as something shows that it may be in another one,
 * or is no CSV file, nothing of it has been told.
 */
async function checkAsCognitoFormat(options: CheckOptions): Promise<CheckResult | 'other-format'> {
  const { file, isUtf8, signal, onFinding, onBytes } = options;
  const head = await readBytes(file, 0, HEAD_BYTES);
  const headFormat = findFormat(head);
  if (!isCognitoHead(headFormat)) return 'other-format';
  if (recognizeKind({ bytes: head, text: headFormat.text.trimStart() }) !== undefined) return 'other-format';
  const held: RecordFinding[] = [];
  const hold = onFinding === undefined ? {} : { onFinding: (finding: RecordFinding) => void held.push(finding) };
  const sample = () => new LineCutter(CSV_START, RECORD_CHARACTERS_MAX).push(head);
  const pass = new RecordPass({ ...options, ...hold }, sample);
  const cutter = new LineCutter(CSV_START, RECORD_CHARACTERS_MAX);
  const utf8 = new Utf8Validator(isUtf8);
  const common = { options, format: COGNITO_FORMAT };
  let done = 0;
  for await (const chunk of readChunks(file)) {
    if (signal?.aborted) {
      tellAll(held, onFinding);
      return toResult(pass, { ...common, findings: [], unjudged: 'interrupted' });
    }
    if (!utf8.push(chunk)) return 'other-format';
    pass.take(cutter.push(chunk));
    if (pass.mayBeOtherFormat || held.length > HELD_FINDINGS_MAX) return 'other-format';
    done += chunk.length;
    onBytes?.(done);
  }
  pass.take(cutter.end());
  if (pass.mayBeOtherFormat || !utf8.end()) return 'other-format';
  tellAll(held, onFinding);
  const reading: FileReading = {
    asIs: pass,
    fixed: pass,
    badPlace: undefined,
    tally: new FormatTally(),
    kind: undefined,
  };
  const examined = { head, headFormat, validBytes: undefined, encoding: undefined, format: COGNITO_FORMAT };
  return toResult(pass, { ...common, findings: listFileFindings(examined, reading, options), unjudged: pass.unjudged });
}

function tellAll(findings: readonly RecordFinding[], onFinding: CheckOptions['onFinding']): void {
  for (const finding of findings) onFinding?.(finding);
}

function isCognitoHead({ encoding, ...rest }: HeadFormat): boolean {
  return encoding === 'one-byte' && isCognitoFormat({ ...rest, encoding: 'utf-8', escapes: true });
}

const NO_SAMPLE = () => [];

/** Only counts. */
const SILENT = { showValues: false, findingsPerKindMax: 0, onFinding: undefined } as const;

/** Where the first bytes are that are not UTF-8, from 1. */
interface BadPlace {
  readonly lineNumber: number;
  readonly character: number;
}

/** Reads the file as a job would, which does not look at what begins with a byte order mark of UTF-16 (R170). */
async function readAsIs(
  pass: RecordPass,
  { format, headFormat, validBytes }: ExaminedFile,
  { file, signal, onBytes }: CheckOptions,
  { headerOnly, isReadable }: { readonly headerOnly: boolean; readonly isReadable: boolean },
): Promise<BadPlace | 'interrupted' | undefined> {
  const { markBytes } = format;
  if (headFormat.encoding !== 'one-byte' && markBytes > 0) return undefined;
  const badOffset = headerOnly ? undefined : validBytes;
  let badLine: CsvLine | undefined;
  const take = (lines: readonly CsvLine[]): void => {
    if (badOffset !== undefined) badLine ??= lines.find(({ byteEnd }) => badOffset < byteEnd);
    pass.take(lines);
  };
  const cutter = new LineCutter({ ...CSV_START, byteOffset: markBytes }, RECORD_CHARACTERS_MAX);
  let done = markBytes;
  for await (const chunk of readChunks(file, markBytes)) {
    if (signal?.aborted) return 'interrupted';
    take(cutter.push(chunk));
    if (headerOnly && pass.pool !== undefined) return undefined;
    done += chunk.length;
    if (isReadable) onBytes?.(done);
  }
  take(cutter.end());
  if (badLine === undefined || badOffset === undefined) return undefined;
  const character = (await countCharacters(file, badLine.byteOffset, badOffset)) + 1;
  return { lineNumber: badLine.lineNumber, character };
}

interface ResultParts {
  readonly options: CheckOptions;
  readonly format: SourceFormat;
  readonly asIs?: RecordPass;
  readonly findings: readonly FileFinding[];
  readonly unjudged: CheckResult['unjudged'];
}

function toResult(pass: RecordPass, { options, format, asIs = pass, findings, unjudged }: ResultParts): CheckResult {
  const { poolOf, passwordHashingAlgorithm } = options;
  const { columns } = pass;
  const pool = pass.pool ?? poolOf([]);
  const ofPool =
    pool.settings.autoVerifiedAttributes.length === 0
      ? [
          fileFinding(
            'auto-verified-attributes-missing',
            fillText('auto-verified-attributes-missing', pool.description),
          ),
        ]
      : [];
  return {
    pool,
    recordCount: pass.recordCount,
    columnCount: columns.length,
    ignoredColumns:
      passwordHashingAlgorithm === undefined && columns.includes(PASSWORD_HASH_COLUMN) ? [PASSWORD_HASH_COLUMN] : [],
    fileFindings: [...ofPool, ...findings],
    kinds: pass.kinds,
    ...pass.counters,
    format,
    asIs: asIs.counters,
    poolUserCount: options.earlier?.poolUserCount ?? 0,
    inPoolCount: pass.inPoolCount,
    ...(unjudged === undefined ? {} : { unjudged }),
  };
}

/** Characters of UTF-8 that begin in this part of the file. */
async function countCharacters(file: FileToCheck, start: number, end: number): Promise<number> {
  let characters = 0;
  let offset = start;
  for await (const chunk of readChunks(file, start)) {
    // All bytes but those that go on with one.
    for (const byte of chunk.subarray(0, end - offset)) if ((byte & 0xc0) !== 0x80) characters += 1;
    offset += chunk.length;
    if (offset >= end) break;
  }
  return characters;
}
