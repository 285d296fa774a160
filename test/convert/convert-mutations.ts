import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { convertBytes, findConversionFaults, readCase } from '../../src/convert/convert-bytes.fixture.ts';
import { ConvertError } from '../../src/convert/records/convert-error.ts';

const CASES = fileURLToPath(new URL('../../src/convert/sources/cases/', import.meta.url));
/** Second files, which are no exports of users. */
const SECOND_FILE = /-(?:hashes|usermeta|identities|roles|joined)\b/;
/** What a mutation may put somewhere. */
const PIECES = [
  '\0',
  '\ufeff',
  '"',
  '\\',
  ',',
  ';',
  '\n',
  '\r',
  '{',
  '}',
  '[',
  ']',
  'null',
  '=cmd|',
  "'",
  '\u2028',
  '\ud800',
  '💥',
  '1e400',
  '__proto__',
];
const PLACES = 10_000;
/** In fixtures of JSON. In a table whose header or delimiters were changed, nothing tells a secret from a name. */
const SECRETS = /SECRET-TOKEN|TOTP-SECRET/;

/** What came of the runs: `converted`, or `refused` as a whole. */
export type MutationCounts = Record<'converted' | 'refused' | 'records' | 'out', number>;

/**
 * Converts fixtures of all sources that were changed in some places. Throws with the smallest change if a record is not counted, a file does not pass
 * the check, a secret is written, or something is thrown that is no error for people.
 */
export async function convertMutations(runs: number, seed: number): Promise<MutationCounts> {
  const names = readdirSync(CASES).filter((name) => !SECOND_FILE.test(name));
  const contents = new Map(names.map((name) => [name, readCase(name)]));
  const counts: MutationCounts = { converted: 0, refused: 0, records: 0, out: 0 };
  const mutation = fc.record({
    // Without a bias to the borders: most would be in the first bytes.
    at: fc.noBias(fc.nat(PLACES)),
    remove: fc.nat(40),
    add: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5 })),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.array(mutation, { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      async (name, mutations, areVerified) => {
        let bytes = contents.get(name) ?? Buffer.alloc(0);
        for (const { at, remove, add } of mutations) {
          const start = Math.floor((at * bytes.length) / PLACES);
          bytes = Buffer.concat([bytes.subarray(0, start), Buffer.from(add), bytes.subarray(start + remove)]);
        }
        const converted = await convertBytes(bytes, areVerified ? { emailVerified: 'yes' } : {}).catch(
          (error: unknown) => {
            // A file that nothing can be made of is refused as a whole.
            if (error instanceof ConvertError) return undefined;
            throw error;
          },
        );
        if (converted === undefined) {
          counts.refused += 1;
          return;
        }
        const faults = findConversionFaults(converted);
        if (SECRETS.test(Object.values(converted.files).join())) faults.push('a secret is written');
        if (faults.length > 0) throw new Error(faults.join('; '));
        counts.converted += 1;
        counts.records += converted.report.records;
        counts.out += converted.report.out;
      },
    ),
    { numRuns: runs, seed },
  );
  return counts;
}
