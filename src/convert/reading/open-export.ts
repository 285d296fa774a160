import type { ExportId } from '../../check/remedies/export-texts.ts';
import { FILE_KIND_TEXTS, type FileKind } from '../../check/remedies/file-kind-texts.ts';
import { countUtf8Bytes } from '../../check/source/count-utf8-bytes.ts';
import { type FileToCheck, readBytes } from '../../check/source/file-to-check.ts';
import { findFormat, HEAD_BYTES, type HeadFormat } from '../../check/source/find-format.ts';
import { findKnownExport } from '../../check/source/known-exports.ts';
import { recognizeKind } from '../../check/source/recognize-kind.ts';
import type { Delimiter, SourceEncoding } from '../../check/source/source-format.ts';
import { surveyEncoding } from '../../check/source/survey-encoding.ts';
import { ConvertError } from '../records/convert-error.ts';
import { splitCsvLine } from './split-csv-line.ts';

/** A file as it was given. */
export interface GivenFile {
  /** For people. */
  readonly name: string;
  readonly file: FileToCheck;
}

/** What a file is, found out from its start and, for the encoding, from all of it. */
export interface OpenExport extends GivenFile {
  readonly encoding: SourceEncoding;
  readonly markBytes: number;
  readonly kind: FileKind | undefined;
  readonly layout: JsonLayout | CsvLayout;
}

export interface JsonLayout {
  readonly form: 'json-lines' | 'json-document';
}

export interface CsvLayout {
  readonly form: 'csv';
  readonly delimiter: Delimiter;
  readonly quotes: boolean;
  readonly lineEnd: 'lf' | 'cr';
  readonly hasSeparatorLine: boolean;
  /** Of the first line. */
  readonly header: readonly string[];
  readonly exportId: ExportId | undefined;
}

/** Finds out what a file is. @throws {ConvertError} for one that holds no records: a workbook, an archive */
export async function openExport(given: GivenFile, isUtf8: (bytes: Uint8Array) => boolean): Promise<OpenExport> {
  const { name, file } = given;
  if (file.byteLength === 0) throw new ConvertError(`${name} is empty`);
  const head = await readBytes(file, 0, HEAD_BYTES);
  const format = findFormat(head);
  const text = format.text.trimStart();
  const kind = recognizeKind({ bytes: head, text });
  if (text === '' && file.byteLength <= HEAD_BYTES) throw new ConvertError(`${name} has nothing but blank lines`);
  if (/^\[\s*\]\s*$/.test(text) && file.byteLength <= HEAD_BYTES)
    throw new ConvertError(`${name} has no users: it is an empty list`);
  const isJson = /^[[{]/.test(text);
  if (kind !== undefined && !isJson && kind !== 'kind-firebase-csv')
    throw new ConvertError(`${name}: ${FILE_KIND_TEXTS[kind]}`);
  const encoding = await findEncoding(file, format, isUtf8);
  const layout = isJson ? { form: jsonFormOf(text) } : csvLayoutOf(findFormat(head, encoding));
  return { ...given, encoding, markBytes: format.markBytes, kind, layout };
}

async function findEncoding(
  file: FileToCheck,
  { encoding, markBytes }: HeadFormat,
  isUtf8: (bytes: Uint8Array) => boolean,
): Promise<SourceEncoding> {
  if (encoding !== 'one-byte') return encoding;
  const validBytes = await countUtf8Bytes(file, markBytes, isUtf8);
  if (validBytes === undefined) return 'utf-8';
  return (await surveyEncoding(file, markBytes, isUtf8)).encoding;
}

/** One object a line, if the first line ends like one. */
function jsonFormOf(text: string): JsonLayout['form'] {
  const end = text.indexOf('\n');
  const first = (end === -1 ? text : text.slice(0, end)).trim();
  return end !== -1 && first.startsWith('{') && first.endsWith('}') ? 'json-lines' : 'json-document';
}

function csvLayoutOf({ delimiter, headerText, hasSeparatorLine, lineEnd }: HeadFormat): CsvLayout {
  const values = splitCsvLine(headerText, delimiter);
  const header = values === 'open' ? headerText.split(delimiter) : values;
  // Exports write a blank name behind a trailing delimiter.
  const count = header.findLastIndex((column) => column !== '') + 1;
  const columns = header.slice(0, count);
  const plain = columns.map((column) => (column.startsWith("'") ? column.slice(1) : column));
  const exportId = findKnownExport(plain)?.id;
  return { form: 'csv', delimiter, quotes: true, lineEnd, hasSeparatorLine, header: columns, exportId };
}
