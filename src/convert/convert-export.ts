import { encodeUtf8 } from '../base/text/utf8.ts';
import { reportLine } from '../csv/report-line.ts';
import type { PasswordHashingAlgorithm } from '../domain/password-hashes/password-hashing-algorithm.ts';
import type { UserKeys } from '../domain/users/user.ts';
import { compileLeftOutKeys } from './compile-left-out-keys.ts';
import { type ConvertReport, type LeftOutSummary, type RefusedHashes, toReportJson } from './convert-report.ts';
import { findBirthdateForm } from './find-birthdate-form.ts';
import type { OpenLargeJoinTable } from './joins/growing-join-table.ts';
import type { Joined } from './joins/joined.ts';
import { withBirthdateForm } from './mapping/birthdate-form.ts';
import { compileMapping, findMappingProblems, type MappingTally } from './mapping/compile-mapping.ts';
import type { Mapping } from './mapping/mapping.ts';
import { MissingColumns } from './mapping/missing-columns.ts';
import { UnusedFields } from './mapping/unused-fields.ts';
import type { ConvertPool } from './pools/convert-pool.ts';
import { proposePool } from './pools/propose-pool.ts';
import { writePool } from './pools/write-pool.ts';
import { type JoinFile, Joins, readJoins } from './read-joins.ts';
import type { OpenExport } from './reading/open-export.ts';
import { columnsOfCsv, readRecords } from './reading/read-records.ts';
import { ConvertError } from './records/convert-error.ts';
import type { LeftOutId, LeftOutReason, LeftOutRecord, LeftOutRemedies } from './records/left-out.ts';
import { LeftOutTexts } from './records/left-out-texts.ts';
import { isUnread, type ReadRecord } from './records/raw-record.ts';
import type { Source, SourceContext, SourceReading, SourceUser } from './sources/source.ts';
import { type CarriedHash, UserWriter } from './user-writer.ts';
import type { ConvertOutput } from './writing/convert-output.ts';
import { followUpLine } from './writing/follow-up.ts';
import { GroupNames } from './writing/group-names.ts';
import { TextFile } from './writing/text-file.ts';

export interface ConvertOptions {
  readonly files: readonly OpenExport[];
  readonly source: Source;
  /** Second files, and where their rows go that are too many for memory. */
  readonly joins?:
    | {
        readonly files: readonly JoinFile[];
        readonly openLargeJoin: OpenLargeJoinTable;
        readonly pause?: (() => Promise<void>) | undefined;
      }
    | undefined;
  /** Instead of the mapping of the source. */
  readonly mapping?: Mapping | undefined;
  /** Paths of JSON that people wrote into the mapping: it is told which of them no record has. */
  readonly watchedColumns?: readonly string[] | undefined;
  /** Without one a pool is proposed. */
  readonly pool?: ConvertPool | undefined;
  readonly pepper: SourceContext['pepper'];
  readonly nowMs: number;
  readonly output: ConvertOutput;
  /** Instead of those of the command line. */
  readonly remedies?: LeftOutRemedies | undefined;
  readonly onLeftOut?: ((record: LeftOutRecord) => void) | undefined;
  /** Bytes of all files that were read so far. */
  readonly onBytes?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The mapping of the source: for the columns of the first file, or for the users themselves, with the form of dates that they show. */
export async function mappingOf(source: Source, files: readonly OpenExport[]): Promise<Mapping> {
  const mapping = await plainMappingOf(source, files);
  return withBirthdateForm(mapping, await findBirthdateForm(mapping, source, files));
}

async function plainMappingOf(source: Source, files: readonly OpenExport[]): Promise<Mapping> {
  const survey = source.survey?.();
  if (survey === undefined) return source.mappingOf(columnsOf(source, files[0]));
  for (const file of files) {
    const take = (record: ReadRecord) => {
      if (!isUnread(record)) survey.take(record.value);
    };
    await drain(readRecords(file, source, take));
  }
  return survey.mapping();
}

/** Converts the files of an export. @throws {ConvertError} before anything is written */
export async function convertExport(options: ConvertOptions): Promise<ConvertReport | 'interrupted'> {
  const { files: joinFiles, openLargeJoin, pause } = options.joins ?? { files: [], openLargeJoin: noLargeJoin };
  const joins = new Joins(openLargeJoin);
  try {
    const { source, signal, onBytes } = options;
    const read = await readJoins(joins, { source, files: joinFiles, openLargeJoin, pause, signal, onBytes });
    if (read === 'interrupted') return 'interrupted';
    return await convertJoined(options, joins, bytesOf(joinFiles.map(({ file }) => file)));
  } finally {
    joins.close();
  }
}

async function convertJoined(
  options: ConvertOptions,
  joins: Joins,
  bytesBefore: number,
): Promise<ConvertReport | 'interrupted'> {
  const { files, source, output, signal, onBytes } = options;
  const mapping = options.mapping ?? (await mappingOf(source, files));
  const pool = options.pool ?? proposePool(mapping);
  const run = new ConvertRun(options, mapping, pool, joins);
  const bytes = bytesOf(files);
  let doneBefore = 0;
  for (const file of files) {
    run.startFile(file);
    for await (const done of readRecords(file, source, (record) => run.take(record))) {
      if (signal?.aborted) return 'interrupted';
      run.shareDone = (doneBefore + done) / bytes;
      onBytes?.(bytesBefore + doneBefore + done);
    }
    doneBefore += file.file.byteLength;
  }
  const report = { ...run.end(), joins: joins.reports() };
  const users = report.records - (report.byReason.get('not-a-user') ?? 0);
  if (users === 0) {
    const names = files.map(({ name }) => name).join(', ');
    throw new ConvertError(`there are no users in ${names}. ${source.emptyAdvice ?? ''}`.trim());
  }
  if (report.proposesPool) {
    output.append('pool.json', encodeUtf8(writePool(pool, `${source.name}-users`, run.filledAttributes)));
  }
  output.append('convert.json', encodeUtf8(toReportJson(report)));
  return report;
}

async function drain(steps: AsyncIterable<number>): Promise<void> {
  for await (const _done of steps);
}

function noLargeJoin(): never {
  throw new ConvertError('the second file has too many records for this place');
}

function bytesOf(files: readonly OpenExport[]): number {
  return files.reduce((sum, { file }) => sum + file.byteLength, 0);
}

/** Attributes that a proposed pool requires if every user has them. */
const REQUIRED_IF_FILLED = ['email'];

class ConvertRun {
  readonly #options: ConvertOptions;
  readonly #joined: Joined;
  readonly #proposesPool: boolean;
  readonly #writer: UserWriter;
  readonly #apply: ReturnType<typeof compileMapping>;
  readonly #tally: MappingTally = {
    lineBreaks: 0,
    blanked: new Map(),
    verifiedIsUnclear: false,
    dates: { dayFirst: 0, monthFirst: 0, either: 0 },
  };
  readonly #leftOutTexts: LeftOutTexts;
  readonly #leftOut: TextFile;
  readonly #followUp: TextFile;
  readonly #groupNames = new GroupNames();
  readonly #missing: MissingColumns;
  readonly #unused: UnusedFields;
  readonly #leftOutKeysOf: (user: SourceUser) => UserKeys;
  readonly #blankValues: readonly string[];
  readonly #usernameAt: number;
  readonly #explainUnverified: ExplainUnverified;
  #read: (record: Extract<ReadRecord, { value: unknown }>['value']) => SourceReading = () => assertStarted();
  #fileName = '';
  #shareDone = 1;
  #records = 0;
  #out = 0;
  #followUps = 0;
  #disabled = 0;
  #hashesOfDisabled = 0;
  #appFactors = 0;
  #linkedUsers = 0;
  #links = 0;
  readonly #byReason = new Map<LeftOutId, number>();
  readonly #summaries = new Map<string, LeftOutSummary>();
  readonly #byAlgorithm = new Map<PasswordHashingAlgorithm, number>();
  readonly #refused = new Map<string, RefusedHashes>();
  /** Users without a value, by place of the column. */
  readonly #blankCounts: { readonly name: string; readonly at: number; users: number }[];

  constructor(options: ConvertOptions, mapping: Mapping, pool: ConvertPool, joined: Joined) {
    this.#options = options;
    this.#joined = joined;
    this.#proposesPool = options.pool === undefined;
    this.#writer = new UserWriter(pool, options.output, () => this.#shareDone);
    const { columns } = this.#writer;
    const target = { columns, schema: pool.schema, settings: pool.settings };
    const [problem] = findMappingProblems(mapping, target);
    if (problem !== undefined) throw new ConvertError(`mapping, ${problem.place.join('.')}: ${problem.text}`);
    this.#apply = compileMapping(mapping, target, this.#tally);
    this.#leftOutKeysOf = compileLeftOutKeys(mapping, target);
    const { names = [], read = [], members } = options.source.ownData ?? {};
    this.#unused = new UnusedFields(names, read, mapping, members);
    this.#missing = new MissingColumns(options.watchedColumns ?? []);
    this.#leftOutTexts = new LeftOutTexts(options.remedies);
    this.#leftOut = new TextFile('left-out.csv', options.output);
    this.#followUp = new TextFile('follow-up.jsonl', options.output);
    this.#blankValues = columns.map(() => '');
    this.#usernameAt = columns.indexOf('cognito:username');
    this.#explainUnverified = compileExplainUnverified(mapping, columns);
    this.#blankCounts = REQUIRED_IF_FILLED.map((name) => ({ name, at: columns.indexOf(name), users: 0 }));
    this.#leftOut.write(reportLine(['source', 'line', 'id', 'reason', 'remedy']));
  }

  /** Attributes that every user has. */
  get filledAttributes(): readonly string[] {
    return this.#out === 0 ? [] : this.#blankCounts.filter(({ users }) => users === 0).map(({ name }) => name);
  }

  startFile(file: OpenExport): void {
    const { source, nowMs, pepper } = this.#options;
    this.#fileName = file.name;
    this.#writer.startFile(file.name);
    this.#read = source.open({ nowMs, pepper, joined: this.#joined, columns: columnsOf(source, file) });
  }

  /** How much of the bytes of all files was read. */
  set shareDone(share: number) {
    this.#shareDone = share;
  }

  take(record: ReadRecord): void {
    this.#records += 1;
    if (isUnread(record)) {
      this.#leaveOut(record.line, '', record.reason);
      return;
    }
    const reading = this.#read(record.value);
    if (reading.kind === 'left-out') {
      this.#leaveOut(record.line, reading.id, reading.reason);
      return;
    }
    // A source may give other fields than those of the record, such as values of a second file.
    const isWithoutControls = record.isWithoutControls === true && reading.user.fields === record.value;
    const reason = this.#write(reading.user, isWithoutControls, record.line);
    if (reason === undefined) {
      this.#out += 1;
      return;
    }
    this.#leaveOut(record.line, reading.user.id, reason);
    // Whom the mapping leaves out never comes.
    if (reason.id !== 'user-unwanted') this.#writer.markLeftOut(this.#leftOutKeysOf(reading.user));
  }

  end(): Omit<ConvertReport, 'joins'> {
    this.#writer.end();
    this.#leftOut.flush();
    this.#followUp.flush();
    const { canaries } = this.#writer;
    if (canaries !== undefined) this.#options.output.append('canaries.csv', encodeUtf8(canaries));
    return {
      source: this.#options.source.name,
      records: this.#records,
      out: this.#out,
      leftOut: this.#records - this.#out,
      byReason: this.#byReason,
      summaries: [...this.#summaries.values()],
      byAlgorithm: this.#byAlgorithm,
      refusedHashes: [...this.#refused.values()],
      files: this.#writer.files,
      followUps: this.#followUps,
      disabled: this.#disabled,
      hashesOfDisabled: this.#hashesOfDisabled,
      uncarried: { appFactors: this.#appFactors, linkedUsers: this.#linkedUsers, links: this.#links },
      lineBreaks: this.#tally.lineBreaks,
      blanked: this.#tally.blanked,
      dates: this.#tally.dates,
      proposesPool: this.#proposesPool,
      unusedFields: this.#unused.list,
      missingColumns: this.#missing.list,
      renamedGroups: this.#groupNames.renamed,
      heldByLeftOut: this.#writer.held,
    };
  }

  #write(user: SourceUser, isWithoutControls: boolean, line: number): LeftOutReason | undefined {
    // New for each user: storing new texts in what has long been there costs more than making it.
    const values = this.#blankValues.slice();
    this.#missing.take(user.fields);
    const reason =
      this.#apply(user.fields, values, user.isVerifiedUnknown === true, isWithoutControls) ??
      this.#writer.write(values, carriedOf(user), isWithoutControls, line);
    if (reason?.id === 'nothing-verified' && this.#tally.verifiedIsUnclear) return { id: 'verified-unclear' };
    if (reason?.id === 'nothing-verified') return { id: this.#explainUnverified(user, values) };
    if (reason !== undefined) return reason;
    this.#countHash(user);
    this.#countUncarried(user);
    this.#unused.take(user.fields);
    for (const count of this.#blankCounts) if (values[count.at] === '') count.users += 1;
    const followUp = followUpLine(values[this.#usernameAt] ?? '', user, this.#groupNames);
    if (followUp !== undefined) {
      this.#followUp.write(followUp);
      this.#followUps += 1;
    }
    return undefined;
  }

  #countUncarried({ mfa, links }: SourceUser): void {
    if (mfa === 'TOTP') this.#appFactors += 1;
    if (links === undefined || links.length === 0) return;
    this.#linkedUsers += 1;
    this.#links += links.length;
  }

  #countHash({ hash, isDisabled }: SourceUser): void {
    if (isDisabled === true) {
      this.#disabled += 1;
      // Who has no row in a second file has nothing to lose.
      const isMissing = hash?.kind === 'refused' && hash.reason === 'missing';
      if (hash !== undefined && hash.kind !== 'absent' && !isMissing) this.#hashesOfDisabled += 1;
      return;
    }
    if (hash?.kind === 'carried')
      this.#byAlgorithm.set(hash.algorithm, (this.#byAlgorithm.get(hash.algorithm) ?? 0) + 1);
    if (hash?.kind !== 'refused') return;
    const { form, reason } = hash;
    const key = `${form} ${reason}`;
    this.#refused.set(key, { form, reason, users: (this.#refused.get(key)?.users ?? 0) + 1 });
  }

  #leaveOut(line: number, id: string, reason: LeftOutReason): void {
    this.#byReason.set(reason.id, (this.#byReason.get(reason.id) ?? 0) + 1);
    const { described, summarized } = this.#leftOutTexts.textsOf(reason);
    const records = (this.#summaries.get(summarized.reason)?.records ?? 0) + 1;
    this.#summaries.set(summarized.reason, { ...summarized, id: reason.id, unclear: reason.unclear?.remedy, records });
    this.#leftOut.write(reportLine([this.#fileName, `${line}`, id, described.reason, described.remedy]));
    this.#options.onLeftOut?.({ source: this.#fileName, line, id, ...described });
  }
}

type UnverifiedReason = 'nothing-verified' | 'verified-unknown' | 'phone-verified-unknown';

/** Of whoever has no verified address: whether the mapping, or else the source, says so of one that the user has, or nothing says anything. */
type ExplainUnverified = (user: SourceUser, values: readonly string[]) => UnverifiedReason;

function compileExplainUnverified({ attributes }: Mapping, columns: readonly string[]): ExplainUnverified {
  const contacts = (['email', 'phone_number'] as const).map((name) => ({
    at: columns.indexOf(name),
    flagAt: columns.indexOf(`${name}_verified`),
    rule: attributes[`${name}_verified`],
  }));
  const emailAt = columns.indexOf('email');
  return ({ isVerifiedUnknown }, values) => {
    const isSaid = contacts.some(
      ({ at, flagAt, rule }) =>
        (values[at] ?? '') !== '' &&
        rule !== undefined &&
        ('constant' in rule || (isVerifiedUnknown !== true && values[flagAt] !== '')),
    );
    if (isSaid) return 'nothing-verified';
    return (values[emailAt] ?? '') === '' ? 'phone-verified-unknown' : 'verified-unknown';
  };
}

/** Whoever is disabled comes without a hash, so that nobody can sign in before the follow-up. */
function carriedOf({ hash, isDisabled }: SourceUser): CarriedHash | undefined {
  return hash?.kind === 'carried' && isDisabled !== true ? hash : undefined;
}

function columnsOf(source: Source, file: OpenExport | undefined): readonly string[] {
  return file?.layout.form === 'csv' ? columnsOfCsv(file.name, file.layout, source) : [];
}

function assertStarted(): never {
  throw new ConvertError('no file was started');
}
