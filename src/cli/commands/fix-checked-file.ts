import { basename } from 'node:path';
import { toPrintable } from '../../base/text/printable-text.ts';
import { fixFile } from '../../check/fix-file.ts';
import { RECORD_CHARACTERS_MAX } from '../../domain/imports/user-import-limits.ts';
import { openCsvFile } from '../../driver/open-csv-file.ts';
import { fileToCheck } from '../target/file-to-check.ts';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import { startProgress } from '../terminal/progress.ts';
import { type CheckRun, checkOpenFile, FINDINGS_SHOWN, type OpenFile } from './check-open-file.ts';
import { exitCodeOfCheck } from './check-report.ts';
import type { FixedFile } from './fixed-file.ts';
import { ListedChanges, printFix, toChangeJson, toFixJson } from './print-fix.ts';

interface FileToFix extends OpenFile {
  readonly fixedFile: FixedFile;
}

/** Writes the fixed file and checks it. Resolves with the exit code of that check; closes the file unless it was interrupted. */
export async function fixCheckedFile(
  { fileDescriptor, byteLength, fileName, fixedFile }: FileToFix,
  run: CheckRun,
): Promise<number> {
  const { options, poolOf, output, clock, interruption } = run;
  const changes = new ListedChanges(options.maxFindings ?? FINDINGS_SHOWN);
  const progress = startProgress({ verb: 'Fixing', unit: 'bytes', total: byteLength }, output, clock);
  const result = await fixFile({
    ...fileToCheck(fileDescriptor, byteLength),
    fileName,
    poolOf,
    passwordHashingAlgorithm: options.passwordHashingAlgorithm,
    showValues: options.showValues === true,
    write: (bytes) => fixedFile.write(bytes),
    onChange: (change) => (options.json ? output.print(toChangeJson(change)) : changes.add(change)),
    onBytes: (done) => progress.update(done),
    signal: interruption.signal,
  }).finally(() => progress.stop());
  if (result.end === 'interrupted') return EXIT.interrupted;
  if (result.end === 'unreadable')
    throw new CommandError(
      `${fileName} cannot be fixed as it is, so no file was written; first do what the check says of the file as a whole`,
    );
  if (result.end === 'too-long')
    throw new CommandError(
      `${fileName} is not in Cognito's CSV format, and line ${result.tooLongLineNumber} is longer than ${RECORD_CHARACTERS_MAX} characters, so no file was written; shorten or remove that line first`,
    );
  await fixedFile.close();
  const { file, found } = await openCsvFile(fixedFile.path);
  try {
    const fixed = await checkOpenFile(
      { fileDescriptor: file.fd, byteLength: found.size, fileName: toPrintable(basename(fixedFile.path)) },
      run,
      false,
    );
    if (options.json) output.print(toFixJson(result, fixed, fixedFile.path));
    else printFix(result, changes, fixed, fixedFile.path, output);
    return exitCodeOfCheck(fixed);
  } finally {
    await file.close();
  }
}
