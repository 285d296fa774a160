import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CSV_START } from '../../csv/csv-record.ts';
import { RecordSplitter } from '../../csv/record-splitter.ts';
import { judgeHeader } from '../../domain/imports/csv-header.ts';
import { RECORD_CHARACTERS_MAX } from '../../domain/imports/user-import-limits.ts';
import { fixtureSchema, fixtureSettings } from '../../domain/pools/user-pool.fixture.ts';
import { compileJudge } from '../../domain/records/judge-record.ts';
import { digestKey } from '../../domain/users/user-keys.ts';

it('accepts every user of examples/users.csv in a default pool, no name twice', () => {
  const pool = { settings: fixtureSettings(), schema: fixtureSchema() };
  const splitter = new RecordSplitter(CSV_START, RECORD_CHARACTERS_MAX);
  const file = readFileSync(new URL('../../../examples/users.csv', import.meta.url));
  const [header, ...records] = [...splitter.push(file), ...splitter.end()];
  const judged = judgeHeader(header?.fields, pool, {});
  expect(judged.kind).toBe('accepted');
  const columns = judged.kind === 'accepted' ? judged.columns : [];
  const judge = compileJudge({ pool, columns, digestKey, newSub: () => '0190b7a6-0000-7000-8000-000000000000' });
  const verdicts = records.map(({ fields }) => judge(fields));
  expect(verdicts.filter(({ kind }) => kind === 'failed')).toEqual([]);
  const names = verdicts.map((verdict) => verdict.kind === 'accepted' && verdict.user.usernameKey);
  expect(new Set(names).size).toBe(12);
});
