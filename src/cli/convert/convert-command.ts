import { isUtf8 } from 'node:buffer';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';
import { keepHeapSmall } from '../../base/keep-heap-small.ts';
import { formatCounted } from '../../base/text/format-quantity.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { PoolToCheckAgainst } from '../../check/pool-to-check-against.ts';
import { convertExport } from '../../convert/convert-export.ts';
import { findSource, getSource } from '../../convert/find-source.ts';
import type { Mapping } from '../../convert/mapping/mapping.ts';
import type { JoinFile } from '../../convert/read-joins.ts';
import { type OpenExport, openExport } from '../../convert/reading/open-export.ts';
import { ConvertError } from '../../convert/records/convert-error.ts';
import type { Source } from '../../convert/sources/source.ts';
import { SOURCES } from '../../convert/sources/sources.ts';
import { DriverError } from '../../driver/driver-error.ts';
import { openCsvFile } from '../../driver/open-csv-file.ts';
import { SqliteJoinTable } from '../../spill/sqlite-join-table.ts';
import { describeFault } from '../target/describe-fault.ts';
import { fileToCheck } from '../target/file-to-check.ts';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import { openInterruption } from '../terminal/interruption.ts';
import type { Output } from '../terminal/output.ts';
import { startProgress } from '../terminal/progress.ts';
import { noteText } from '../terminal/wrap-text.ts';
import { chooseMapping, saveMapping } from './choose-mapping.ts';
import type { ConvertCommandOptions } from './convert-options.ts';
import { findConvertPool } from './find-convert-pool.ts';
import { OutputDirectory } from './output-directory.ts';
import { printConversion, printNothingWritten } from './print-conversion.ts';
import { readJoinOption } from './read-join-option.ts';
import { refuseRepeatedFiles } from './refuse-repeated-files.ts';
import { refuseSecondFiles } from './refuse-second-files.ts';

/** `muster convert FILE...`. Resolves with the exit code. */
export async function runConvertCommand(
  paths: readonly string[],
  options: ConvertCommandOptions,
  output: Output,
  clock: Clock,
): Promise<number> {
  if (options.outDir === '' || (options.outDir === undefined && options.writeMap === undefined)) {
    throw new CommandError('name the directory to create for the files: -o DIR');
  }
  keepHeapSmall();
  const closers: (() => Promise<void>)[] = [];
  try {
    const open = async (path: string): Promise<OpenExport> => {
      const { file, found } = await openCsvFile(path);
      closers.push(() => file.close());
      return openExport({ name: toPrintable(basename(path)), file: fileToCheck(file.fd, found.size).file }, isUtf8);
    };
    const files: OpenExport[] = [];
    for (const path of paths) files.push(await open(path));
    await refuseRepeatedFiles(files);
    // Whoever names another system with --from knows better.
    const named = options.from === undefined ? undefined : getSource(options.from);
    await refuseSecondFiles(files, paths, named === undefined ? SOURCES : [named]);
    const joins: JoinFile[] = [];
    for (const { name, path } of (options.join ?? []).map(readJoinOption)) joins.push({ name, file: await open(path) });
    const source = chooseSource(files, options, output);
    const pool = await findConvertPool(options, output);
    const { mapping, ownColumns } = await chooseMapping(source, files, pool, options, output);
    if (options.writeMap !== undefined) await saveMapping(mapping, source, options.writeMap, output);
    if (options.outDir === undefined) return EXIT.done;
    return await convertFiles(
      { files, joins, source, pool, mapping, ownColumns },
      options.outDir,
      options,
      output,
      clock,
    );
  } catch (error) {
    if (error instanceof DriverError) throw new CommandError(describeFault(error));
    if (error instanceof ConvertError) throw new CommandError(error.message);
    throw error;
  } finally {
    for (const close of closers) await close();
  }
}

interface Conversion {
  readonly files: readonly OpenExport[];
  readonly joins: readonly JoinFile[];
  readonly source: Source;
  readonly pool: PoolToCheckAgainst | undefined;
  readonly mapping: Mapping;
  readonly ownColumns: readonly string[];
}

async function convertFiles(
  { files, joins, source, pool, mapping, ownColumns }: Conversion,
  outDir: string,
  options: ConvertCommandOptions,
  output: Output,
  clock: Clock,
): Promise<number> {
  // Heard before there is a directory that an interruption would leave.
  const interruption = openInterruption(output);
  let directory: OutputDirectory | undefined;
  const all = [...files, ...joins.map(({ file }) => file)];
  const total = all.reduce((sum, { file }) => sum + file.byteLength, 0);
  const progress = startProgress({ verb: 'Converting', unit: 'bytes', total }, output, clock);
  try {
    directory = OutputDirectory.create(outDir);
    const report = await convertExport({
      files,
      source,
      joins: { files: joins, openLargeJoin: () => new SqliteJoinTable(), pause: setImmediate },
      mapping,
      watchedColumns: ownColumns,
      pool,
      pepper: options.pepper ?? 'possible',
      nowMs: clock.nowMs(),
      output: directory,
      onBytes: (done) => progress.update(done),
      signal: interruption.signal,
    });
    progress.stop();
    if (report === 'interrupted') throw new CommandError('interrupted; nothing was written', EXIT.interrupted);
    const other = report.out === 0 ? findOtherSource(files[0], source) : undefined;
    if (other !== undefined) {
      printNothingWritten(report, output);
      noteText(
        `No record became a user, so ${toPrintable(outDir)} was not written: ${files[0]?.name} looks like ${other.title}; try --from ${other.name}.`,
        output,
      );
      return EXIT.someFailed;
    }
    directory.finish();
    const hashesAdvice = source.joins?.hashes?.missingAdvice;
    printConversion(report, { directory: outDir, target: options, hashesAdvice }, output);
    return report.leftOut === 0 ? EXIT.done : EXIT.someFailed;
  } finally {
    progress.stop();
    interruption.close();
    directory?.discard();
  }
}

function chooseSource(files: readonly OpenExport[], { from }: ConvertCommandOptions, output: Output): Source {
  const [first] = files;
  const named = from === undefined ? undefined : getSource(from);
  const found = named ?? (first === undefined ? undefined : findSource(first));
  if (first === undefined || found === undefined) {
    throw new CommandError(
      `it is not clear which system ${first?.name ?? 'the file'} comes from; name it with --from (${SOURCES.map(({ name }) => name).join(', ')})`,
    );
  }
  noteText(
    `${files.length === 1 ? first.name : formatCounted(files.length, 'file')}: ${found.title} (--from ${found.name}), ${describeLayout(first)}.`,
    output,
  );
  return found;
}

/** If nobody could be read as a user, the file may come from another system than `--from` says. */
function findOtherSource(first: OpenExport | undefined, source: Source): Source | undefined {
  const found = first === undefined ? undefined : findSource(first);
  return found === source ? undefined : found;
}

function describeLayout({ layout, encoding }: OpenExport): string {
  switch (layout.form) {
    case 'json-lines':
      return `JSON, one object per line, ${encoding}`;
    case 'json-document':
      return `JSON, ${encoding}`;
    case 'csv':
      return `CSV, values separated by ${DELIMITER_NAMES[layout.delimiter]}, ${encoding}`;
  }
}

const DELIMITER_NAMES = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' } as const;
