import type { RandomSource } from '../../src/cli/generate/random-source.ts';
import { splitFields } from '../../src/csv/split-fields.ts';

const SEPARATORS = [',', ';', '\t', '|'] as const;
const ENCODINGS = ['utf-8', 'utf-8 with a BOM', 'latin1', 'utf-16le', 'utf-16le with a BOM', 'utf-16be'] as const;

/** A file as another program would write it, and how. */
export interface FormattedFile {
  readonly bytes: Buffer;
  readonly format: string;
}

/** Writes a file in Cognito's dialect in another CSV format. */
export function spoilFormat(text: string, random: RandomSource): FormattedFile {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const rows = lines.map(splitFields);
  // Where commas were added or lost, no program would have the values to write them in its own format.
  const isWhole = rows.every(({ length }) => length === rows[0]?.length);
  const separator = isWhole ? random.pick(SEPARATORS) : ',';
  const lineEnd = random.pick(['\n', '\r\n', '\r'] as const);
  const quotes =
    !isWhole || (separator === ',' && random.chance(20)) ? 'none' : random.pick(['all', 'needed'] as const);
  const hasSeparatorLine = random.chance(15);
  const encoding = random.pick(ENCODINGS);
  const write = (value: string): string => {
    const isNeeded = /["\r\n]/.test(value) || value.includes(separator);
    return quotes === 'all' || isNeeded ? `"${value.replaceAll('"', '""')}"` : value;
  };
  const formatted = quotes === 'none' ? lines : rows.map((values) => values.map(write).join(separator));
  const written = [...(hasSeparatorLine ? [`sep=${separator}`] : []), ...formatted]
    .map((row) => row + lineEnd)
    .join('');
  const format = [JSON.stringify(separator), JSON.stringify(lineEnd), `quotes: ${quotes}`, encoding].join(', ');
  return { bytes: encode(written, encoding), format: hasSeparatorLine ? `${format}, sep=` : format };
}

function encode(text: string, encoding: (typeof ENCODINGS)[number]): Buffer {
  const bare = text.replace(/^\ufeff/, '');
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(bare);
    case 'utf-8 with a BOM':
      return Buffer.from(`\ufeff${bare}`);
    case 'latin1':
      // Not every character has a byte there; such a file is left in UTF-8.
      return Buffer.from(bare, 'latin1').toString('latin1') === bare ? Buffer.from(bare, 'latin1') : Buffer.from(bare);
    case 'utf-16le':
      return Buffer.from(bare, 'utf16le');
    case 'utf-16le with a BOM':
      return Buffer.from(`\ufeff${bare}`, 'utf16le');
    case 'utf-16be':
      return Buffer.from(bare, 'utf16le').swap16();
  }
}
