import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Verdict } from '../../domain/imports/verdict.ts';
import type { UserPoolSettings } from '../../domain/pools/user-pool.ts';
import { logLine } from '../../domain/texts/log-line.ts';
import type { RecordOutcome } from '../../domain/texts/record-outcome.ts';
import type { NewUser } from '../../domain/users/user.ts';
import {
  accepted,
  commit,
  countUsers,
  failed,
  LOG_GROUP,
  listUsernames,
  makePool,
  makeRunningJob,
  NOW,
  newRole,
  newUser,
  type OpenStore,
  OTHER_ACCOUNT,
  readMessages,
  SCOPE,
  type StoreUnderTest,
} from './stored-things.fixture.ts';

export function describeBatches(openStore: OpenStore): void {
  describe('batches', () => {
    let engine: StoreUnderTest;
    beforeEach(async () => {
      engine = await openStore();
    });
    afterEach(() => engine.close());

    it('writes users, counters, log and checkpoint together (R66)', async () => {
      const { store } = engine;
      const pool = await makePool(store, 'Pool00001');
      await store.createUser(pool.key, newUser('bo'), NOW);
      const { id, token } = await makeRunningJob(store, pool, 'a');
      const ana = newUser('ana', { attributesJson: '{"name":"Ana"}', mfa: 'active', status: 'CONFIRMED' });
      const verdicts = [accepted(ana), accepted('bo'), failed('boolean-malformed', 'email_verified'), accepted('cy')];
      const committed = await commit(store, token, 1, verdicts, NOW + 5);
      const counters = { importedUsers: 2, skippedUsers: 1, failedUsers: 1 };
      expect(committed).toEqual({
        kind: 'committed',
        status: 'InProgress',
        counters,
        heldMs: expect.any(Number),
        isShared: expect.any(Boolean),
      });
      expect(await store.findImportJob(SCOPE, pool.id, id)).toMatchObject({
        ...counters,
        checkpoint: { byteOffset: 500, lineNumber: 6, recordNumber: 5 },
      });
      expect(await store.findUser(pool.key, 'ana')).toEqual({
        username: 'ana',
        sub: ana.sub,
        status: 'CONFIRMED',
        mfa: 'active',
        enabled: true,
        attributes: { name: 'Ana' },
        createdAt: NOW + 5,
        modifiedAt: NOW + 5,
      });
      expect(await listUsernames(store, pool)).toEqual(['bo', 'ana', 'cy']);
      expect(await countUsers(store, pool)).toBe(3);
      expect(await readMessages(store, 'a')).toEqual([
        '[SUCCEEDED] Line Number 1 - The import succeeded.',
        '[SKIPPED] Line Number 2 - The user already exists.',
        '[FAILED] Line Number 3 - The value of email_verified must be true or false.',
        '[SUCCEEDED] Line Number 4 - The import succeeded.',
      ]);
    });

    it('writes a batch only under the IAM version it was allowed under (R288)', async () => {
      const { store } = engine;
      const pool = await makePool(store, 'Pool00001');
      const { id, token } = await makeRunningJob(store, pool, 'a');
      const batch = {
        verdicts: [accepted('ana')],
        firstRecordNumber: 1,
        checkpoint: { byteOffset: 200, lineNumber: 3, recordNumber: 2 },
        nowMs: NOW,
      };
      await store.createRole(newRole('another', { account: OTHER_ACCOUNT.account }));
      const iamVersion = await store.iamVersion(SCOPE.account);
      await store.createRole(newRole('logs'));
      expect(await store.commitBatch(token, { ...batch, iamVersion })).toEqual({ kind: 'iam-changed' });
      expect(await countUsers(store, pool)).toBe(0);
      expect(await readMessages(store, 'a')).toEqual([]);
      expect(await store.findImportJob(SCOPE, pool.id, id)).toMatchObject({ checkpoint: { recordNumber: 1 } });
      const changed = await store.iamVersion(SCOPE.account);
      expect(await store.commitBatch(token, { ...batch, iamVersion: changed })).toMatchObject({ kind: 'committed' });
      expect(await countUsers(store, pool)).toBe(1);
    });

    it('makes a log that was deleted again only for a batch that may (R286)', async () => {
      const { store } = engine;
      const pool = await makePool(store, 'Pool00001');
      const { id, token } = await makeRunningJob(store, pool, 'a');
      const batch = {
        verdicts: [accepted('ana')],
        firstRecordNumber: 1,
        checkpoint: { byteOffset: 200, lineNumber: 3, recordNumber: 2 },
        nowMs: NOW,
        iamVersion: await store.iamVersion(SCOPE.account),
      };
      expect(await store.deleteLogGroup(SCOPE, LOG_GROUP)).toBe('deleted');
      expect(await store.commitBatch(token, batch)).toEqual({ kind: 'log-gone' });
      expect(await store.commitBatch(token, { ...batch, mayMakeLog: false })).toEqual({ kind: 'log-gone' });
      expect(await countUsers(store, pool)).toBe(0);
      expect(await store.findImportJob(SCOPE, pool.id, id)).toMatchObject({ checkpoint: { recordNumber: 1 } });
      expect(await store.commitBatch(token, { ...batch, mayMakeLog: true })).toMatchObject({ kind: 'committed' });
      expect(await readMessages(store, 'a')).toHaveLength(1);
    });

    it('writes a batch that names no IAM version whatever changed (R41)', async () => {
      const pool = await makePool(engine.store, 'Pool00001');
      const { token } = await makeRunningJob(engine.store, pool, 'a');
      await engine.store.createRole(newRole('logs'));
      expect((await commit(engine.store, token, 1, [accepted('ana')])).kind).toBe('committed');
    });

    it('skips a user that is there, disabled and of any status, and changes nothing of it (R232)', async () => {
      const { store } = engine;
      const pool = await makePool(store, 'Pool00001');
      const statuses = ['UNCONFIRMED', 'EXTERNAL_PROVIDER', 'FORCE_CHANGE_PASSWORD', 'CONFIRMED'] as const;
      for (const status of statuses) await store.createUser(pool.key, newUser(status, { status }), NOW);
      await store.setUserEnabled(pool.key, 'CONFIRMED', false, NOW);
      const before = await store.listUsers(pool.key, { limit: 9 });
      const { token } = await makeRunningJob(store, pool, 'a');
      const change = { attributesJson: '{"name":"new"}', sealedPasswordHash: Uint8Array.of(1), mfa: 'sms' } as const;
      await commit(
        store,
        token,
        1,
        statuses.map((status) => accepted(newUser(status, change))),
        NOW + 5,
      );
      expect(await store.listUsers(pool.key, { limit: 9 })).toEqual(before);
      for (const status of statuses) expect(await store.findPasswordHash(pool.key, status)).toBeUndefined();
      expect(await countUsers(store, pool)).toBe(4);
      expect(await readMessages(store, 'a')).toEqual(
        statuses.map((_status, index) => `[SKIPPED] Line Number ${index + 1} - The user already exists.`),
      );
    });

    it('keeps the password hash of a user to itself, as long as the user is there (R256)', async () => {
      const { store } = engine;
      const pool = await makePool(store, 'Pool00001');
      const { token } = await makeRunningJob(store, pool, 'a');
      const withHash = (username: string, ...bytes: number[]) =>
        accepted(newUser(username, { sealedPasswordHash: Uint8Array.from(bytes) }));
      const hashOf = async (username: string) => {
        const sealed = await store.findPasswordHash(pool.key, username);
        return sealed && [...sealed];
      };
      const verdicts = [
        withHash('ana', 1, 2, 3),
        accepted('bo'),
        failed('username-missing'),
        withHash('cy', 4),
        withHash('bo', 9),
      ];
      await commit(store, token, 1, verdicts);
      await commit(store, token, 6, [accepted('dora'), withHash('emil', 5, 6)]);
      const names = ['ana', 'bo', 'cy', 'dora', 'emil', 'nobody'];
      expect(await Promise.all(names.map(hashOf))).toEqual([[1, 2, 3], undefined, [4], undefined, [5, 6], undefined]);
      const shown = [await store.findUser(pool.key, 'ana'), await store.listUsers(pool.key, { limit: 9 })];
      expect(JSON.stringify(shown)).not.toMatch(/hash/i);
      await store.deleteUser(pool.key, 'ana');
      await store.createUser(pool.key, newUser('ana'), NOW);
      expect(await hashOf('ana')).toBeUndefined();
    });

    it('keeps all of it through a reopening', async () => {
      const pool = await makePool(engine.store, 'Pool00001');
      const { id, token } = await makeRunningJob(engine.store, pool, 'a');
      await commit(engine.store, token, 1, [accepted('ana'), failed('username-missing')]);
      const before = await engine.store.findImportJob(SCOPE, pool.id, id);
      const store = await engine.reopen();
      expect(await store.findImportJob(SCOPE, pool.id, id)).toEqual(before);
      expect(await listUsernames(store, pool)).toEqual(['ana']);
      expect(await readMessages(store, 'a')).toHaveLength(2);
    });

    it('writes a batch however long it is, in which users differ and some are there already (R272)', async () => {
      const { store } = engine;
      const pool = await makePool(store, 'Pool00001');
      const { token } = await makeRunningJob(store, pool, 'a');
      const users = Array.from({ length: 5_000 }, (_, index) =>
        newUser(`u${index % 7 === 6 ? index - 1 : index}`, {
          status: index % 3 === 0 ? 'CONFIRMED' : 'RESET_REQUIRED',
          mfa: index % 5 === 0 ? 'sms' : 'off',
        }),
      );
      const skipped = users.filter((_, index) => index % 7 === 6).length;
      expect(await commit(store, token, 1, users.map(accepted))).toMatchObject({
        counters: { importedUsers: users.length - skipped, skippedUsers: skipped, failedUsers: 0 },
      });
      for (const index of [0, 5, 4_095, 4_096, 4_999]) {
        const { status, mfa, sub } = users[index] ?? newUser('none');
        expect(await store.findUser(pool.key, `u${index}`)).toMatchObject({ status, mfa, sub });
      }
      expect(await countUsers(store, pool)).toBe(users.length - skipped);
      await commit(store, token, 5_001, [accepted('next')]);
      expect(await store.findUser(pool.key, 'next')).toBeDefined();
    });

    it('moves the checkpoint over no record, and writes no log block for it', async () => {
      const pool = await makePool(engine.store, 'Pool00001');
      const { token } = await makeRunningJob(engine.store, pool, 'a');
      expect((await commit(engine.store, token, 1, [])).kind).toBe('committed');
      expect(await readMessages(engine.store, 'a')).toEqual([]);
    });

    it('writes a batch although a stop was asked, and says so (R85)', async () => {
      const pool = await makePool(engine.store, 'Pool00001');
      const { id, token } = await makeRunningJob(engine.store, pool, 'a');
      await engine.store.stopImportJob(SCOPE, pool.id, id, { completionMessage: 'x', nowMs: NOW });
      const committed = await commit(engine.store, token, 1, [accepted('ana')]);
      expect(committed).toMatchObject({ kind: 'committed', status: 'Stopping' });
      expect(await listUsernames(engine.store, pool)).toEqual(['ana']);
    });

    it('undoes a batch that cannot be written whole, and takes it again in parts (R273)', async () => {
      const { store } = engine;
      const pool = await makePool(store, 'Pool00001');
      const { id, token } = await makeRunningJob(store, pool, 'a');
      const before = await store.findImportJob(SCOPE, pool.id, id);
      const broken = accepted(newUser('bo', { attributesJson: JSON.parse('null') }));
      await expect(commit(store, token, 1, [accepted('ana'), broken])).rejects.toThrow(/not.null/i);
      expect(await store.findImportJob(SCOPE, pool.id, id)).toEqual(before);
      expect(await listUsernames(store, pool)).toEqual([]);
      expect(await countUsers(store, pool)).toBe(0);
      expect(await readMessages(store, 'a')).toEqual([]);
      await commit(store, token, 1, [accepted('ana')]);
      await commit(store, token, 2, [failed('record-failed-internally')]);
      expect(await readMessages(store, 'a')).toHaveLength(2);
    });

    it('takes a batch only where the checkpoint is, so that none is written twice or left out', async () => {
      const pool = await makePool(engine.store, 'Pool00001');
      const { token } = await makeRunningJob(engine.store, pool, 'a');
      await commit(engine.store, token, 1, [accepted('ana')]);
      await expect(commit(engine.store, token, 1, [accepted('bo')])).rejects.toThrow(/checkpoint/);
      await expect(commit(engine.store, token, 3, [accepted('bo')])).rejects.toThrow(/checkpoint/);
      expect(await listUsernames(engine.store, pool)).toEqual(['ana']);
    });

    it.each<[string, Partial<UserPoolSettings>]>([
      ['a default pool', {}],
      ['a pool with aliases', { aliasAttributes: ['email', 'phone_number', 'preferred_username'] }],
      ['a pool with username attributes', { usernameAttributes: ['email', 'phone_number'] }],
    ])(
      'decides random chains of batches in %s as a naive oracle does (R195, R222, R224, R227, R272)',
      async (_, settings) => {
        let round = 0;
        const batches = fc.array(fc.array(arbitraryVerdict(settings), { maxLength: 12 }), {
          minLength: 1,
          maxLength: 4,
        });
        await fc.assert(
          fc.asyncProperty(batches, fc.array(fc.nat(9), { maxLength: 3 }), async (chain, deleted) => {
            const { store } = engine;
            round += 1;
            const pool = await makePool(store, `Round${round}`, settings);
            const { id, token } = await makeRunningJob(store, pool, `round-${round}`);
            const oracle = new NaiveDirectory(settings);
            const lines: string[] = [];
            let next = 1;
            for (const verdicts of chain) {
              const outcomes = verdicts.map((verdict) => oracle.decide(verdict));
              lines.push(...outcomes.map((outcome, index) => logLine(outcome, next + index)));
              const committed = await commit(store, token, next, verdicts);
              next += verdicts.length;
              expect(committed).toMatchObject({ kind: 'committed', counters: oracle.counters });
              // Between two batches the API works on the same users.
              for (const number of deleted) {
                expect(await store.deleteUser(pool.key, `u${number}`)).toBe(oracle.delete(`u${number}`));
              }
            }
            expect(await listUsernames(store, pool)).toEqual(oracle.users.map((user) => user.username));
            expect(await countUsers(store, pool)).toBe(oracle.users.length);
            expect(await readMessages(store, `round-${round}`)).toEqual(lines);
            await store.endImportJob(token, { event: 'succeed', completionMessage: 'done', nowMs: NOW });
            expect((await store.findImportJob(SCOPE, pool.id, id))?.status).toBe('Succeeded');
          }),
          { numRuns: 40 },
        );
      },
    );
  });
}

/** Few values for each key, so that they collide. */
function arbitraryVerdict(settings: Partial<UserPoolSettings>): fc.Arbitrary<Verdict> {
  const hasKeys = (settings.aliasAttributes ?? settings.usernameAttributes ?? []).length > 0;
  const key = (prefix: string) => (hasKeys ? fc.option(fc.nat(5).map((n) => `${prefix}${n}`)) : fc.constant(null));
  const user = fc
    .record({ number: fc.nat(9), emailKey: key('e'), phoneKey: key('p'), preferredUsernameKey: key('n') })
    .map(({ number, ...keys }) => accepted(newUser(`u${number}`, keys)));
  return fc.oneof({ weight: 6, arbitrary: user }, { weight: 1, arbitrary: fc.constant(failed('username-missing')) });
}

/** One user after the other against a plain list, in the words of the reference; shares nothing with the rules it checks. */
class NaiveDirectory {
  readonly users: NewUser[] = [];
  readonly counters = { importedUsers: 0, skippedUsers: 0, failedUsers: 0 };
  readonly #emailIsUsername: boolean;

  constructor(settings: Partial<UserPoolSettings>) {
    this.#emailIsUsername = (settings.usernameAttributes ?? []).length > 0;
  }

  decide(verdict: Verdict): RecordOutcome {
    const outcome = this.#outcomeOf(verdict);
    if (outcome === 'imported') this.counters.importedUsers += 1;
    else if (outcome === 'skipped') this.counters.skippedUsers += 1;
    else this.counters.failedUsers += 1;
    if (outcome === 'imported' && verdict.kind === 'accepted') this.users.push(verdict.user);
    return outcome;
  }

  delete(usernameKey: string): 'deleted' | 'not-found' {
    const index = this.users.findIndex((user) => user.usernameKey === usernameKey);
    if (index < 0) return 'not-found';
    this.users.splice(index, 1);
    return 'deleted';
  }

  #outcomeOf(verdict: Verdict): RecordOutcome {
    if (verdict.kind === 'failed') return verdict.reason;
    const { user } = verdict;
    if (this.users.some((other) => other.usernameKey === user.usernameKey)) return 'skipped';
    for (const [name, attribute] of [
      ['emailKey', 'email'],
      ['phoneKey', 'phone_number'],
      ['preferredUsernameKey', 'preferred_username'],
    ] as const) {
      const value = user[name];
      if (value === null || !this.users.some((other) => other[name] === value)) continue;
      return this.#emailIsUsername ? 'skipped' : ['alias-taken', attribute];
    }
    return 'imported';
  }
}
