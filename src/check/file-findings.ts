import { tooLargeText } from '../domain/texts/file-texts.ts';
import { fillText } from '../domain/texts/fill-text.ts';
import type { CheckOptions } from './check-options.ts';
import { type FileFinding, fileFinding } from './file-faults.ts';
import { encodingRemedy, listHeaderFormatFindings, listRecordFormatFindings, markRemedy } from './format-findings.ts';
import type { FormatTally } from './format-tally.ts';
import type { RecordPass } from './record-pass.ts';
import type { FileKind } from './remedies/file-kind-texts.ts';
import { decide, type Remedy } from './remedies/remedy.ts';
import type { ExaminedFile } from './source/examine-file.ts';

/** What was read of a file. */
export interface FileReading {
  /** As a job would read it. */
  readonly asIs: RecordPass;
  /** As if it were in Cognito's format; the same if it is. */
  readonly fixed: RecordPass;
  /** Of the first bytes that are not UTF-8. */
  readonly badPlace: { readonly lineNumber: number; readonly character: number } | undefined;
  readonly tally: FormatTally;
  /** What it is, if it is no CSV file. */
  readonly kind: FileKind | undefined;
}

/** The findings about the file as a whole: those that fail a job in the order in which it looks (R291), then the others. */
export function listFileFindings(
  examined: ExaminedFile,
  reading: FileReading,
  { file, limits }: CheckOptions,
): FileFinding[] {
  const { format } = examined;
  const { asIs, fixed, badPlace, tally, kind } = reading;
  const fatal: FileFinding[] = [];
  if (file.byteLength > limits.bytesMax) fatal.push(fileFinding('file-too-large', tooLargeText(limits.bytesMax)));
  if (format.markBytes > 0) fatal.push(markFinding(examined));
  if (asIs.pool === undefined && fixed.pool === undefined)
    fatal.push(fileFinding('file-empty', fillText('file-empty')));
  const ofHeader = listHeaderFormatFindings(examined);
  const [first, ...others] = ofHeader;
  const refused = asIs.headerFinding;
  const isRefusedForFormat = first !== undefined && refused !== undefined;
  // What is left to say of the header, as it will be.
  const header = fixed.headerFinding;
  if (isRefusedForFormat) fatal.push({ ...refused, detail: undefined, remedy: first.remedy });
  else if (header !== undefined && first === undefined) fatal.push(header);
  if (examined.encoding !== undefined) fatal.push(encodingFinding(encodingRemedy(examined), badPlace));
  if (Math.max(asIs.recordCount, fixed.recordCount) > limits.recordsMax) {
    fatal.push(fileFinding('file-has-too-many-users', fillText('file-has-too-many-users', limits.recordsMax)));
  }
  if (kind !== undefined) return fatal.slice(0, 1).map((finding) => ({ ...finding, ...onlyKind(kind) }));
  return [
    ...fatal,
    ...(isRefusedForFormat ? others : ofHeader),
    ...listRecordFormatFindings(examined, tally),
    ...(first !== undefined && header !== undefined ? [header] : []),
    ...fixed.columnFindings,
  ];
}

function markFinding(examined: ExaminedFile): FileFinding {
  const remedy = markRemedy(examined);
  return examined.headFormat.encoding === 'one-byte'
    ? fileFinding('file-begins-with-bom', fillText('file-begins-with-bom'), { lineNumber: 1, character: 1, remedy })
    : fileFinding('file-not-utf-8', fillText('file-not-utf-8'), { remedy });
}

function encodingFinding(remedy: Remedy | undefined, place: FileReading['badPlace']): FileFinding {
  return fileFinding('file-not-utf-8', fillText('file-not-utf-8'), {
    ...place,
    ...(remedy === undefined ? {} : { remedy }),
  });
}

function onlyKind(kind: FileKind): Partial<FileFinding> {
  return { remedy: decide(kind), detail: undefined, lineNumber: undefined, character: undefined };
}
