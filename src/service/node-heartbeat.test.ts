import { describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { ManualScheduler } from '../base/manual-scheduler.fixture.ts';
import { type ListedNode, NODE_UNSEEN_MS_MAX, type NodeBeat, type NodeId } from '../base/node.ts';
import { BEAT_EVERY_MS, NodeHeartbeat } from './node-heartbeat.ts';

const SELF = 'host-one' as NodeId;
const OTHER: ListedNode = { id: 'host-two' as NodeId, role: 'worker', state: 'serving', unseenMs: 2_400 };

function setUp() {
  const log: string[] = [];
  const store = {
    isThere: true,
    others: [OTHER],
    async recordNode({ id, role, state }: NodeBeat) {
      log.push(`${id} ${role} ${state}`);
      if (!store.isThere) throw new Error('no connection');
    },
    async removeNode(id: NodeId) {
      log.push(`${id} gone`);
      if (!store.isThere) throw new Error('no connection');
    },
    listNodes: async () => [
      { id: SELF, role: 'all' as const, state: 'serving' as const, unseenMs: 0 },
      ...store.others,
    ],
  };
  const clock = new ManualClock(0);
  const scheduler = new ManualScheduler();
  const beats = new NodeHeartbeat({ store, clock, scheduler, logger: silentLogger }, { id: SELF, role: 'all' });
  const pass = async (ms: number) => {
    clock.advance(ms);
    scheduler.advance(ms);
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return { log, store, scheduler, beats, pass };
}

describe('NodeHeartbeat', () => {
  it('beats at once and then again and again, until it signs off', async () => {
    const { log, scheduler, beats, pass } = setUp();
    await beats.start();
    await pass(BEAT_EVERY_MS);
    await pass(BEAT_EVERY_MS);
    await beats.drain();
    await beats.end();
    expect(log).toEqual([...Array(3).fill('host-one all serving'), 'host-one all draining', 'host-one gone']);
    expect(scheduler.size).toBe(0);
  });

  it('tells of this node and of the others, with the seconds since they were seen', async () => {
    const { beats, pass } = setUp();
    await beats.start();
    await pass(3_000);
    expect(beats.report()).toEqual({
      node: 'host-one',
      role: 'all',
      state: 'serving',
      nodes: [
        { node: 'host-one', role: 'all', state: 'serving', lastSeenSeconds: 0 },
        { node: 'host-two', role: 'worker', state: 'serving', lastSeenSeconds: 5 },
      ],
    });
    await beats.drain();
    expect(beats.report().state).toBe('draining');
  });

  it('goes on while the store cannot be asked, and drops the others as their minute passes', async () => {
    const { log, store, beats, pass } = setUp();
    await beats.start();
    store.isThere = false;
    for (let ms = 0; ms < NODE_UNSEEN_MS_MAX; ms += BEAT_EVERY_MS) await pass(BEAT_EVERY_MS);
    expect(log.length).toBeGreaterThan(10);
    expect(beats.report().nodes.map(({ node }) => node)).toEqual(['host-one']);
    store.isThere = true;
    await pass(BEAT_EVERY_MS);
    expect(beats.report().nodes.map(({ node }) => node)).toEqual(['host-one', 'host-two']);
  });

  it('ends also when it cannot sign off', async () => {
    const { store, scheduler, beats } = setUp();
    await beats.start();
    store.isThere = false;
    await beats.end();
    expect(scheduler.size).toBe(0);
  });
});
