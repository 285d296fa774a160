import { convertExport, mappingOf } from '../../src/convert/convert-export.ts';
import { findSource } from '../../src/convert/find-source.ts';
import type { JoinName } from '../../src/convert/joins/joined.ts';
import { MemoryJoinTable } from '../../src/convert/joins/memory-join-table.ts';
import { adjustMapping } from '../../src/convert/mapping/adjust-mapping.ts';
import { type OpenExport, openExport } from '../../src/convert/reading/open-export.ts';
import { ConvertError } from '../../src/convert/records/convert-error.ts';

/** An export to convert. Bytes are characters up to U+00FF, so that they come unchanged through JSON. */
export interface ConvertCase {
  readonly name: string;
  readonly bytes: string;
  readonly joins: readonly { readonly name: JoinName; readonly bytes: string }[];
}

/** The bytes of the files that a conversion wrote, by name; or why it refused the export. */
export type ConvertedCase =
  | { readonly name: string; readonly files: Readonly<Record<string, string>> }
  | { readonly name: string; readonly refused: string };

type IsUtf8 = (bytes: Uint8Array) => boolean;

/** 30 November 2026. */
const NOW_MS = 1_795_996_800_000;

/** Converts each export with what browsers and Node have in common, with all addresses taken for verified. */
export async function convertCases(cases: readonly ConvertCase[], isUtf8: IsUtf8): Promise<ConvertedCase[]> {
  const converted: ConvertedCase[] = [];
  for (const one of cases) converted.push(await convertCase(one, isUtf8));
  return converted;
}

async function convertCase({ name, bytes, joins }: ConvertCase, isUtf8: IsUtf8): Promise<ConvertedCase> {
  try {
    return { name, files: await convertFiles(await openText(name, bytes, isUtf8), joins, isUtf8) };
  } catch (error) {
    if (error instanceof ConvertError) return { name, refused: error.message };
    throw error;
  }
}

async function convertFiles(
  opened: OpenExport,
  joins: ConvertCase['joins'],
  isUtf8: IsUtf8,
): Promise<Record<string, string>> {
  const source = findSource(opened);
  if (source === undefined) throw new ConvertError('the source is not recognised');
  const joinFiles: { readonly name: JoinName; readonly file: OpenExport }[] = [];
  for (const { name, bytes } of joins) joinFiles.push({ name, file: await openText(name, bytes, isUtf8) });
  const files: Record<string, string> = {};
  await convertExport({
    files: [opened],
    joins: { files: joinFiles, openLargeJoin: () => new MemoryJoinTable() },
    source,
    mapping: adjustMapping(await mappingOf(source, [opened]), { emailVerified: 'yes' }),
    pepper: 'none',
    nowMs: NOW_MS,
    output: {
      append: (name, piece) => {
        files[name] = (files[name] ?? '') + textOfBytes(piece);
      },
    },
  });
  return files;
}

function openText(name: string, text: string, isUtf8: IsUtf8): Promise<OpenExport> {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const read = async (offset: number, byteLength: number) => bytes.subarray(offset, offset + byteLength);
  return openExport({ name, file: { byteLength: bytes.length, read } }, isUtf8);
}

/** A character for each byte. */
export function textOfBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
