import { type FileFinding, formatFinding } from './file-faults.ts';
import type { FormatTally } from './format-tally.ts';
import { BOM_REMOVAL } from './remedies/byte-order-mark-removal.ts';
import type { FileForm, Remedy } from './remedies/remedy.ts';
import type { ExaminedFile } from './source/examine-file.ts';
import type { Delimiter } from './source/source-format.ts';

const SEPARATORS: Readonly<Record<Delimiter, FileForm>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

/** What no header of a job may be like: a job refuses the header, and says no more. */
export function listHeaderFormatFindings({ format, headFormat }: ExaminedFile): FileFinding[] {
  const { encoding, delimiter } = format;
  const findings: FileFinding[] = [];
  if (encoding.startsWith('utf-16') && format.markBytes === 0) {
    const named = { encoding: encoding === 'utf-16le' ? 'UTF-16LE' : 'UTF-16BE' };
    findings.push(formatFinding('format-utf-16', convert('file-utf-16', 'utf-16', 'utf-8', named)));
  }
  if (format.hasSeparatorLine) {
    const remedy = convert('file-separator-line', 'separator-line', 'header-first');
    findings.push(formatFinding('format-separator-line', remedy, { lineNumber: 1, character: 1 }));
  }
  if (format.lineEnd === 'cr') findings.push(formatFinding('format-cr', convert('file-cr-alone', 'cr', 'lf')));
  if (delimiter !== ',') {
    const separator = SEPARATORS[delimiter];
    const remedy = convert('file-separated', separator, 'commas', { separator });
    findings.push(formatFinding('format-separator', remedy));
  } else if (headFormat.quotes) {
    findings.push(formatFinding('format-quotes', convert('file-quoted', 'quoted', 'unquoted')));
  }
  return findings;
}

/** What fails some records, or none. */
export function listRecordFormatFindings({ format, headFormat }: ExaminedFile, tally: FormatTally): FileFinding[] {
  const { needingQuotes, loneCrs, lineBreaks } = tally;
  const findings: FileFinding[] = [];
  if (format.quotes && !headFormat.quotes) {
    const remedy = convert('file-quoted-records', 'quoted', 'unquoted', { records: needingQuotes.count });
    findings.push(formatFinding('format-quotes', remedy, placeOf(needingQuotes)));
  }
  if (loneCrs.count > 0) {
    const remedy = convert('file-cr-mixed', 'cr', 'lf', { places: loneCrs.count });
    findings.push(formatFinding('format-cr-mixed', remedy, placeOf(loneCrs)));
  }
  if (lineBreaks.count > 0) {
    const named = { values: lineBreaks.count };
    const remedy = convert('file-line-breaks', 'line-breaks-in-values', 'spaces-in-values', named);
    findings.push(formatFinding('format-line-breaks', remedy, placeOf(lineBreaks)));
  }
  return findings;
}

/** All that is done to a file when it is written again in Cognito's format. */
export function listFormatRemedies(examined: ExaminedFile, tally: FormatTally): readonly Remedy[] {
  const ofEncoding = encodingRemedy(examined);
  return [
    ...(examined.format.markBytes > 0 ? [markRemedy(examined)] : []),
    ...(ofEncoding === undefined ? [] : [ofEncoding]),
    ...[...listHeaderFormatFindings(examined), ...listRecordFormatFindings(examined, tally)].map(
      ({ remedy }) => remedy,
    ),
  ];
}

/** What to do about a byte order mark. */
export function markRemedy({ headFormat }: ExaminedFile): Remedy {
  return headFormat.encoding === 'one-byte' ? BOM_REMOVAL : convert('file-utf-16-marked', 'utf-16', 'utf-8');
}

/** What to do about bytes that are not UTF-8. */
export function encodingRemedy({ encoding }: ExaminedFile): Remedy | undefined {
  if (encoding === undefined) return undefined;
  if (encoding.encoding === 'mixed') {
    const named = { lines: encoding.otherLines };
    return { ...convert('file-mixed-encoding', 'mixed-encoding', 'utf-8', named), safe: false };
  }
  if (!encoding.isWestern) return { kind: 'decide', advice: 'file-other-encoding', safe: false };
  return { ...convert('file-windows-1252', 'windows-1252', 'utf-8'), safe: encoding.isUnambiguous };
}

function convert(
  advice: Remedy['advice'],
  from: FileForm,
  to: FileForm,
  named?: Remedy['named'],
): Remedy & { readonly kind: 'convert-file' } {
  return { kind: 'convert-file', advice, from, to, safe: true, ...(named === undefined ? {} : { named }) };
}

function placeOf({ lineNumber, character }: FormatTally['loneCrs']): Pick<FileFinding, 'lineNumber' | 'character'> {
  return { lineNumber, character };
}
