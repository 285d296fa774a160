import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { RandomSource } from '../../../src/cli/generate/random-source.ts';
import { listFiles, readLines } from './user-lines.ts';

const BUFFER_CHARACTERS = 1024 * 1024;
/** Records before, one of which a record repeats or takes the address of. */
const EARLIER_MAX = 200;
const COST_TOO_HIGH = `$2b$13$${'a'.repeat(53)}`;

/** Gives columns new values; each of them must be in the header. */
type Change = Readonly<Record<string, string>>;

const CHANGES: readonly [Change, ...Change[]] = [
  { email: 'no-at.example.com' },
  { email: '', email_verified: 'true' },
  { email_verified: 'yes' },
  { email_verified: 'false', phone_number_verified: '' },
  { phone_number: '0301234567' },
  { 'cognito:username': '' },
  { 'cognito:username': 'two words' },
  { name: 'nul\0character' },
  { password_hash: 'Correct-Horse-7' },
  { password_hash: COST_TOO_HIGH },
];
const FURTHER_KINDS = 4;

/**
 * Spoils the records of converted files in place, about so many percent of them: values that no pool takes, values too many or too few,
 * users who are there already, addresses of others. The same for the same seed.
 */
export async function spoilFiles(directory: string, percent: number, seed: number): Promise<void> {
  const random = new RandomSource(seed);
  const earlier: string[] = [];
  for (const name of listFiles(directory)) {
    const path = join(directory, name);
    const output = openSync(`${path}.spoiled`, 'wx', 0o600);
    let header: readonly string[] | undefined;
    let text = '';
    for await (const line of readLines(path)) {
      const isHeader = header === undefined;
      header ??= line.split(',');
      const written = isHeader || !random.chance(percent) ? line : spoil(line, header, earlier, random);
      text += `${written}\n`;
      if (!isHeader) earlier[random.below(EARLIER_MAX)] = written;
      if (text.length < BUFFER_CHARACTERS) continue;
      writeSync(output, text);
      text = '';
    }
    writeSync(output, text);
    closeSync(output);
    renameSync(`${path}.spoiled`, path);
  }
}

function spoil(line: string, header: readonly string[], earlier: readonly string[], random: RandomSource): string {
  // Such values are rare, and not needed to be wrong.
  if (line.includes('\\')) return line;
  const values = line.split(',');
  const kind = random.below(CHANGES.length + FURTHER_KINDS);
  const change = CHANGES[kind];
  const other = earlier[random.below(EARLIER_MAX)];
  if (change !== undefined) return withValues(values, header, change);
  if (kind === CHANGES.length) return [...values, 'more'].join();
  if (kind === CHANGES.length + 1) return values.slice(0, -1).join();
  if (other === undefined || other.includes('\\')) return line;
  const others = other.split(',');
  if (kind === CHANGES.length + 2) return header.map((_column, index) => others[index] ?? '').join();
  const email = others[header.indexOf('email')] ?? '';
  return withValues(values, header, { email: email.toUpperCase(), email_verified: 'true' });
}

function withValues(values: readonly string[], header: readonly string[], change: Change): string {
  if (Object.keys(change).some((column) => !header.includes(column))) return values.join();
  return header.map((column, index) => change[column] ?? values[index] ?? '').join();
}
