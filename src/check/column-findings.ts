import { toPrintable } from '../base/text/printable-text.ts';
import { findAlgorithm } from '../convert/hashes/hash-verdict.ts';
import type { RecordLine } from '../csv/line-cutter.ts';
import { fieldsOf } from '../csv/record-splitter.ts';
import { PASSWORD_HASH_COLUMN } from '../domain/imports/csv-header.ts';
import { type FileFinding, noteFinding } from './file-faults.ts';
import { findHashRemedy, nameForeignAlgorithm } from './remedies/find-hash-remedy.ts';
import { decide, type Remedy } from './remedies/remedy.ts';
import { findSecretKind, type SecretKind } from './remedies/secret-columns.ts';
import { findKnownExport } from './source/known-exports.ts';

/** Records whose values are looked at. */
const SAMPLES_MAX = 50;

/**
 * What the names of columns say, and some values: the system that wrote the file, and secrets, which no attribute may hold.
 * `sample`: the header and the first records.
 */
export function listColumnFindings(
  header: readonly string[],
  sample: () => readonly RecordLine[],
  isAccepted: boolean,
): FileFinding[] {
  const known = isAccepted ? undefined : findKnownExport(header);
  const findings: FileFinding[] = [];
  if (known !== undefined) {
    findings.push(
      noteFinding('export-known', `The columns are those of an export of ${known.system}.`, decide(known.id)),
    );
  }
  const secrets = header.flatMap((column, index) => {
    const kind = column === PASSWORD_HASH_COLUMN ? undefined : findSecretKind(column);
    return kind === undefined ? [] : [{ column, index, kind }];
  });
  if (secrets.length === 0) return findings;
  const [, ...records] = sample();
  const samples = records.slice(0, SAMPLES_MAX).map((line) => fieldsOf(line) ?? []);
  for (const { column, index, kind } of secrets) {
    const values = samples.map((fields) => fields[index] ?? '').filter((value) => value !== '');
    const { what, remedy } = describeSecret(kind, values, column);
    findings.push(noteFinding('column-of-secrets', `The column ${toPrintable(column)} holds ${what}.`, remedy));
  }
  return findings;
}

function describeSecret(
  kind: SecretKind,
  values: readonly string[],
  column: string,
): { readonly what: string; readonly remedy: Remedy } {
  const at = { column };
  if (kind === 'secret') return { what: 'secrets', remedy: { ...decide('column-secret'), ...at } };
  const algorithm = mostFrequent(values.map((value) => findAlgorithm(value, 'accepted')));
  if (algorithm !== undefined) {
    return { what: `password hashes of ${algorithm}`, remedy: { ...decide('column-hash', { algorithm }), ...at } };
  }
  const advice = mostFrequent(values.map((value) => findHashRemedy(value)?.advice));
  if (advice === 'hash-plain' || (kind === 'password' && advice === undefined)) {
    return { what: 'passwords', remedy: { ...decide('column-passwords'), ...at } };
  }
  const name = mostFrequent(values.map(nameForeignAlgorithm));
  return {
    what: `password hashes${name === undefined ? '' : ` (${name})`}`,
    remedy: { ...decide(advice ?? 'column-hash-unknown'), ...at },
  };
}

function mostFrequent<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  const counts = new Map<Value, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}
