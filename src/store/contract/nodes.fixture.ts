import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NODE_UNSEEN_MS_MAX } from '../../base/node.ts';
import { NODE, type OpenStore, OTHER_NODE, type StoreUnderTest } from './stored-things.fixture.ts';

export function describeNodes(openStore: OpenStore): void {
  describe('nodes', () => {
    let engine: StoreUnderTest;
    beforeEach(async () => {
      engine = await openStore();
    });
    afterEach(() => engine.close());

    it('lists who was seen, by id, with the last that each said of itself', async () => {
      const { store } = engine;
      expect(await store.listNodes()).toEqual([]);
      await store.recordNode({ id: OTHER_NODE, role: 'worker', state: 'serving' });
      await store.recordNode({ id: NODE, role: 'all', state: 'serving' });
      await store.recordNode({ id: OTHER_NODE, role: 'worker', state: 'draining' });
      expect(await store.listNodes()).toMatchObject([
        { id: NODE, role: 'all', state: 'serving' },
        { id: OTHER_NODE, role: 'worker', state: 'draining' },
      ]);
    });

    it('says how long ago a node was seen', async () => {
      const { store } = engine;
      await store.recordNode({ id: NODE, role: 'all', state: 'serving' });
      await engine.letTimePass(40_000);
      const unseenMs = (await store.listNodes())[0]?.unseenMs;
      expect(unseenMs).toBeGreaterThanOrEqual(40_000);
      expect(unseenMs).toBeLessThan(NODE_UNSEEN_MS_MAX);
      await store.recordNode({ id: NODE, role: 'all', state: 'serving' });
      expect((await store.listNodes())[0]?.unseenMs).toBeLessThan(40_000);
    });

    it('drops a node that was not seen for a minute, until it is seen again', async () => {
      const { store } = engine;
      await store.recordNode({ id: NODE, role: 'all', state: 'serving' });
      await engine.letTimePass(NODE_UNSEEN_MS_MAX);
      await store.recordNode({ id: OTHER_NODE, role: 'api', state: 'serving' });
      expect((await store.listNodes()).map(({ id }) => id)).toEqual([OTHER_NODE]);
      await store.recordNode({ id: NODE, role: 'all', state: 'serving' });
      expect((await store.listNodes()).map(({ id }) => id)).toEqual([NODE, OTHER_NODE]);
    });

    it('forgets a node that has ended, and takes no notice of one that was never there', async () => {
      const { store } = engine;
      await store.recordNode({ id: NODE, role: 'all', state: 'serving' });
      await store.removeNode(OTHER_NODE);
      expect(await store.listNodes()).toHaveLength(1);
      await store.removeNode(NODE);
      expect(await store.listNodes()).toEqual([]);
    });
  });
}
