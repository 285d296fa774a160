import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  accepted,
  commit,
  LOG_GROUP,
  listUsernames,
  makePool,
  makeRunningJob,
  NOW,
  newIamUser,
  newUser,
  type OpenStore,
  SCOPE,
  type StoreUnderTest,
} from './stored-things.fixture.ts';

/** In the order of their UTF-8 bytes, which is that of code points; languages order them otherwise, and find some of them equal. */
const NAMES = ['A', 'Z', 'a', 'b', 'ss', 'strasse', 'straße', 'z', 'ß', 'é', 'ﬀ', '😀', '😁'];
/** The same letter, composed and not. */
const TWO_FORMS = ['é', 'e\u0301'];

/** Where engines could take texts for another thing than their bytes. */
export function describeTexts(openStore: OpenStore): void {
  describe('texts', () => {
    let engine: StoreUnderTest;
    beforeEach(async () => {
      engine = await openStore();
    });
    afterEach(() => engine.close());

    it('are ordered by code point, page by page and both ways', async () => {
      const { store } = engine;
      await store.createLogGroup(SCOPE, LOG_GROUP, NOW);
      for (const name of NAMES.toReversed()) await store.createLogStream(SCOPE, LOG_GROUP, name, NOW);
      for (const descending of [false, true]) {
        const names: string[] = [];
        for (let after: string | undefined; ; ) {
          const query = {
            order: 'name',
            descending,
            limit: 2,
            nowMs: NOW,
            ...(after !== undefined && { after }),
          } as const;
          const page = await store.listLogStreams(SCOPE, LOG_GROUP, query);
          names.push(...(page?.items ?? []).map((stream) => stream.name));
          after = page?.next;
          if (after === undefined) break;
        }
        expect(names).toEqual(descending ? NAMES.toReversed() : NAMES);
      }
    });

    it('are cut into prefixes by code points', async () => {
      const { store } = engine;
      await store.createLogGroup(SCOPE, LOG_GROUP, NOW);
      for (const name of ['😀a', '😁a', 'ßx', 'ssx']) await store.createLogStream(SCOPE, LOG_GROUP, name, NOW);
      for (const [prefix, names] of [
        ['😀', ['😀a']],
        ['ß', ['ßx']],
      ] as const) {
        const query = { order: 'name', descending: false, limit: 9, nowMs: NOW, prefix } as const;
        const page = await store.listLogStreams(SCOPE, LOG_GROUP, query);
        expect(page?.items.map((stream) => stream.name)).toEqual(names);
      }
    });

    it('are the same key only if their bytes are: the domain has made them so already (R231)', async () => {
      const { store } = engine;
      const pool = await makePool(store, 'Pool00001');
      const names = [...NAMES, ...TWO_FORMS.slice(1)];
      const { token } = await makeRunningJob(store, pool, 'a');
      expect(await commit(store, token, 1, names.map(accepted))).toMatchObject({
        counters: { importedUsers: names.length, skippedUsers: 0 },
      });
      for (const name of names) expect((await store.findUser(pool.key, name))?.username).toBe(name);
      expect(await store.findUser(pool.key, 'É')).toBeUndefined();
      const named = async (operator: '=' | '^=', value: string) =>
        (await store.listUsers(pool.key, { filter: { name: 'username', operator, value }, limit: 60 })).items.map(
          ({ username }) => username,
        );
      expect(await named('^=', 'stra')).toEqual(['strasse', 'straße']);
      expect(await named('^=', '😀')).toEqual(['😀']);
      expect(await named('=', 'e\u0301')).toEqual(['e\u0301']);
    });

    it('of IAM are listed by their name in ASCII, whatever its case (N43)', async () => {
      const { store } = engine;
      for (const name of ['b', 'A', 'a-', 'B_', 'a+']) await store.createIamUser(newIamUser(name));
      const page = await store.listIamUsers(SCOPE.account, '/', undefined, 9);
      expect(page.items.map(({ name }) => name)).toEqual(['A', 'a+', 'a-', 'b', 'B_']);
    });

    it('of attributes may hold what JSON can only escape, and the user is found by the others', async () => {
      const { store } = engine;
      const pool = await makePool(store, 'Pool00001');
      const attributes = { name: 'a\0b\ud800', nickname: 'back\\slash', 'custom:x': 'tab\t\u001f' };
      await store.createUser(pool.key, newUser('ana', { attributesJson: JSON.stringify(attributes) }), NOW);
      expect((await store.findUser(pool.key, 'ana'))?.attributes).toEqual(attributes);
      for (const [name, value] of [
        ['nickname', 'back\\slash'],
        ['custom:x', 'tab\t\u001f'],
      ] as const) {
        const page = await store.listUsers(pool.key, { filter: { name, operator: '=', value }, limit: 9 });
        expect(page.items.map(({ username }) => username)).toEqual(['ana']);
      }
    });

    it('may be as long as a name or key of the domain gets, and differ in their last character only', async () => {
      const { store } = engine;
      const pool = await makePool(store, 'Pool00001', { aliasAttributes: ['email'] });
      let state = 1;
      // Without a pattern that an engine could compress.
      const noise = Array.from({ length: 2_559 }, () => {
        state = (state * 48_271) % 2_147_483_647;
        return String.fromCharCode(33 + (state % 90));
      }).join('');
      const users = ['1', '2'].map((last) => newUser(`user${last}`, { emailKey: `${noise}${last}` }));
      const { token } = await makeRunningJob(store, pool, 'a');
      await commit(store, token, 1, [...users, newUser('user3', { emailKey: `${noise}1` })].map(accepted));
      expect(await listUsernames(store, pool)).toEqual(['user1', 'user2']);
    });
  });
}
