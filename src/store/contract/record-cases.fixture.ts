import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assert, assertPresent } from '../../base/assert.ts';
import { randomIds } from '../../base/ids.ts';
import { CSV_START } from '../../csv/csv-record.ts';
import { RecordSplitter } from '../../csv/record-splitter.ts';
import { judgeHeader } from '../../domain/imports/csv-header.ts';
import { RECORD_CHARACTERS_MAX } from '../../domain/imports/user-import-limits.ts';
import type { Verdict } from '../../domain/imports/verdict.ts';
import type { UserPool } from '../../domain/pools/user-pool.ts';
import { expectedLines, fileOf, type RecordCase } from '../../domain/records/cases/record-case.fixture.ts';
import { RECORD_CASES } from '../../domain/records/cases/record-cases.fixture.ts';
import { compileJudge } from '../../domain/records/judge-record.ts';
import { comparisonKey } from '../../domain/users/comparison-key.ts';
import { digestKey } from '../../domain/users/user-keys.ts';
import {
  commit,
  countUsers,
  makeRunningJob,
  NOW,
  newPool,
  type OpenStore,
  readMessages,
  type StoreUnderTest,
} from './stored-things.fixture.ts';

/** The rules of records as the engine, judge and splitter keep them together. */
export function describeRecordCases(openStore: OpenStore): void {
  describe('the records of a batch', () => {
    let engine: StoreUnderTest;
    beforeEach(async () => {
      engine = await openStore();
    });
    afterEach(() => engine.close());

    it.each(RECORD_CASES.map((recordCase) => [recordCase.name, recordCase] as const))(
      '%s',
      async (_name, recordCase) => {
        const { store } = engine;
        const pool = await store.createUserPool(newPool('Pool00001', recordCase.pool));
        const { token } = await makeRunningJob(store, pool, 'a');
        await commit(store, token, 1, judgeFile(recordCase, pool), NOW);
        expect(await readMessages(store, 'a')).toEqual(expectedLines(recordCase));
        const expectedUsers = recordCase.expected.flatMap((expected) =>
          typeof expected === 'object' && 'imported' in expected ? [expected.imported] : [],
        );
        for (const { name, ...expected } of expectedUsers) {
          const key = comparisonKey(name, pool.settings.caseSensitiveUsernames);
          const user = assertPresent(await store.findUser(pool.key, key), `${name} is there`);
          const isSub = pool.settings.usernameAttributes.length > 0;
          expect(user).toEqual({
            ...user,
            ...expected,
            username: isSub ? user.sub : name,
            enabled: true,
            createdAt: NOW,
            modifiedAt: NOW,
          });
        }
        expect(await countUsers(store, pool)).toBe(expectedUsers.length);
      },
    );
  });
}

function judgeFile(recordCase: RecordCase, pool: UserPool): Verdict[] {
  const splitter = new RecordSplitter(CSV_START, RECORD_CHARACTERS_MAX);
  const [header, ...records] = [...splitter.push(Buffer.from(fileOf(recordCase))), ...splitter.end()];
  const passwordHashingAlgorithm = recordCase.algorithm;
  const headerVerdict = judgeHeader(header?.fields, pool, passwordHashingAlgorithm ? { passwordHashingAlgorithm } : {});
  assert(headerVerdict.kind === 'accepted', `the header is taken: ${JSON.stringify(headerVerdict)}`);
  const judge = compileJudge({
    pool,
    columns: headerVerdict.columns,
    passwordHashingAlgorithm,
    digestKey,
    newSub: () => randomIds.uuidOfTime(NOW),
  });
  return records.map(({ fields }) => judge(fields));
}
