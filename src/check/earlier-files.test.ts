import { describe, expect, it } from 'vitest';
import { poolOfFlags } from '../cli/target/pool-flags.ts';
import { type CheckedBytes, checkBytes } from './check-bytes.fixture.ts';
import { EarlierRecords } from './earlier-records.ts';

const FLAGS = { aliasAttributes: ['email'] } as const;
const HEADER = 'cognito:username,email,email_verified';

interface File {
  readonly name: string;
  readonly lines: readonly string[];
  /** Written in another format than Cognito's: it is read more than once. */
  readonly separator?: string;
}

type PoolUser = readonly [username: string, email: string];

async function checkFiles(files: readonly File[], poolUsers: readonly PoolUser[] = []): Promise<CheckedBytes[]> {
  const poolOf = (header: readonly string[]) => poolOfFlags(FLAGS, header);
  const earlier = new EarlierRecords(poolOf([]).settings);
  for (const [username, email] of poolUsers) earlier.addPoolUser(username, { email, email_verified: 'true' });
  const results: CheckedBytes[] = [];
  for (const { name, lines, separator = ',' } of files) {
    earlier.beginFile(name);
    const text = `${[HEADER, ...lines].join('\n')}\n`.replaceAll(',', separator);
    results.push(await checkBytes(text, { poolOf, earlier, fileName: name }));
  }
  return results;
}

const countsOf = (results: readonly CheckedBytes[]) =>
  results.map(({ importedUsers, skippedUsers, failedUsers }) => [importedUsers, skippedUsers, failedUsers]);
const placesOf = (results: readonly CheckedBytes[]) =>
  results.flatMap(({ findings }) =>
    findings.map(({ lineNumber, severity, earlier }) => [lineNumber, severity, earlier]),
  );

const ann = 'ann,ann@example.com,true';
const bob = 'bob,bob@example.com,true';
const bobsAlias = 'bill,bob@example.com,true';
const wrong = 'ann,no address,true';

describe('several files that are checked as one import', () => {
  it('have one user once, and say in which file and line the other record is (R981)', async () => {
    const results = await checkFiles([
      { name: 'a.csv', lines: [ann, bob, ann] },
      { name: 'b.csv', lines: ['cy,cy@example.com,true', bob] },
      { name: 'c.csv', lines: [bobsAlias, 'cy,other@example.com,true'] },
    ]);
    expect(countsOf(results)).toEqual([
      [2, 1, 0],
      [1, 1, 0],
      [0, 1, 1],
    ]);
    expect(placesOf(results)).toEqual([
      [4, 'skipped', { in: 'file', fileName: undefined, lineNumber: 2 }],
      [3, 'skipped', { in: 'file', fileName: 'a.csv', lineNumber: 3 }],
      [2, 'failed', { in: 'file', fileName: 'a.csv', lineNumber: 3 }],
      [3, 'skipped', { in: 'file', fileName: 'b.csv', lineNumber: 2 }],
    ]);
  });

  it('let a later file have the user whose record failed before (R272, R981)', async () => {
    const results = await checkFiles([
      { name: 'a.csv', lines: [wrong] },
      { name: 'b.csv', lines: [ann] },
    ]);
    expect(countsOf(results)).toEqual([
      [0, 0, 1],
      [1, 0, 0],
    ]);
  });

  it('have no duplicates of their own because a file was read more than once (R981)', async () => {
    const results = await checkFiles([
      { name: 'a.csv', lines: [ann] },
      { name: 'b.csv', lines: [bob, ann], separator: ';' },
      { name: 'c.csv', lines: [bob] },
    ]);
    expect(countsOf(results)).toEqual([
      [1, 0, 0],
      [1, 1, 0],
      [0, 1, 0],
    ]);
    expect(placesOf(results)).toEqual([
      [3, 'skipped', { in: 'file', fileName: 'a.csv', lineNumber: 2 }],
      [2, 'skipped', { in: 'file', fileName: 'b.csv', lineNumber: 2 }],
    ]);
  });
});

describe('files that are checked against the users of a pool', () => {
  it('say who is there already, and whose alias is taken (R982)', async () => {
    const results = await checkFiles(
      [
        { name: 'a.csv', lines: [ann, bobsAlias] },
        { name: 'b.csv', lines: [ann, 'cy,cy@example.com,true'] },
      ],
      [
        ['ann', 'ann@example.org'],
        ['bob', 'bob@example.com'],
      ],
    );
    expect(countsOf(results)).toEqual([
      [0, 1, 1],
      [1, 1, 0],
    ]);
    expect(placesOf(results)).toEqual([
      [2, 'skipped', { in: 'pool' }],
      [3, 'failed', { in: 'pool' }],
      [2, 'skipped', { in: 'pool' }],
    ]);
    expect(results[0]?.findings.map(({ remedy }) => remedy.advice)).toEqual(['user-in-pool', 'alias-in-pool']);
    expect(results[0]?.poolUserCount).toBe(2);
  });
});
