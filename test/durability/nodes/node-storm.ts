import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { LEASE_MS } from '../../../src/base/node.ts';
import type { RandomSource } from '../../../src/cli/generate/random-source.ts';
import type { NodeEvent } from './judge-journal.ts';
import type { NodeSlot } from './node-slot.ts';

/** Mostly two of four are away at most, now and then three. */
const AWAY_MAX = 2;
const AWAY_THREE_PERCENT = 25;
const GAP_MS_MAX = 6_000;
const RESTART_MS_MAX = 8_000;
/** A node that has a job in its hands is waited for so long before any other is met. */
const AIM_MS_MAX = 8_000;
const POLL_MS = 25;
/** A paused node is woken at once when a job of its was claimed elsewhere, in so many of 100; else within some seconds. */
const WOKEN_AT_ONCE_PERCENT = 50;
const WOKEN_LATER_MS_MAX = 3_000;
const PAUSE_MS_MAX = 150_000;

export interface StormNodesOptions {
  readonly nodes: readonly NodeSlot[];
  readonly database: Pool;
  readonly random: RandomSource;
  /** Kills and pauses in all. */
  readonly count: number;
  /** No more of them once it says so. */
  readonly isEnough: () => Promise<boolean>;
  readonly onProgress: (line: string) => void;
}

/** Kills and pauses nodes at random, so often in all; resolves when all of them are up again. */
export async function stormNodes(options: StormNodesOptions): Promise<NodeEvent[]> {
  const { nodes, database, random, count, isEnough, onProgress } = options;
  const done: NodeEvent[] = [];
  const recoveries = new Set<Promise<void>>();
  let failure: unknown;

  function note(event: NodeEvent): void {
    done.push(event);
    const { kind, node, heldJobs } = event;
    onProgress(`${done.length}: ${kind} of ${node}, which held ${heldJobs.length} jobs`);
  }

  async function killAndRestart(node: NodeSlot): Promise<void> {
    const { life: name, nodeId } = node;
    const atMs = Date.now();
    await node.kill();
    note({ kind: 'kill', node: name, atMs, heldJobs: await heldBy(database, nodeId) });
    await wait(random.below(RESTART_MS_MAX));
    await node.start();
  }

  /** Until a job of its was given away, at the latest long after that was due; or for more than a lease if it had none. */
  async function pauseAndWake(node: NodeSlot): Promise<void> {
    const { life: name, nodeId } = node;
    const atMs = Date.now();
    node.pause();
    const heldJobs = await heldBy(database, nodeId);
    const deadline = Date.now() + (heldJobs.length > 0 ? PAUSE_MS_MAX : LEASE_MS + random.below(WOKEN_LATER_MS_MAX));
    while (Date.now() < deadline && (heldJobs.length === 0 || (await holdsAll(database, nodeId, heldJobs)))) {
      await wait(POLL_MS);
    }
    if (!random.chance(WOKEN_AT_ONCE_PERCENT)) await wait(random.below(WOKEN_LATER_MS_MAX));
    const wokenAtMs = Date.now();
    node.wake();
    note({ kind: 'pause', node: name, atMs, heldJobs, wokenAtMs });
  }

  function strike(node: NodeSlot): void {
    const recovery = random.chance(50) ? killAndRestart(node) : pauseAndWake(node);
    const settled = recovery
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => recoveries.delete(settled));
    recoveries.add(settled);
  }

  for (let struck = 0; struck < count && failure === undefined && !(await isEnough()); struck += 1) {
    await wait(random.below(GAP_MS_MAX));
    const awayMax = random.chance(AWAY_THREE_PERCENT) ? AWAY_MAX + 1 : AWAY_MAX;
    while (nodes.filter(({ isUp }) => !isUp).length >= awayMax) await wait(POLL_MS);
    strike(await aim(nodes, database, random));
  }
  await Promise.all(recoveries);
  if (failure !== undefined) throw failure;
  return done;
}

/** Any that is up, one with a job in its hands if there is one soon: it is met at any moment of that job. */
async function aim(nodes: readonly NodeSlot[], database: Pool, random: RandomSource): Promise<NodeSlot> {
  const deadline = Date.now() + AIM_MS_MAX;
  for (;;) {
    const up = nodes.filter(({ isUp }) => isUp);
    const node = up[random.below(up.length)];
    if (node && Date.now() > deadline) return node;
    if (node && (await heldBy(database, node.nodeId)).length > 0) {
      await wait(random.below(200));
      if (node.isUp) return node;
    }
    await wait(POLL_MS);
  }
}

const IS_HELD = "lease_node = $1 AND lease_held = 1 AND status IN ('Pending', 'InProgress', 'Stopping')";

async function heldBy(database: Pool, nodeId: string): Promise<number[]> {
  const sql = `SELECT key::integer FROM import_jobs WHERE ${IS_HELD}`;
  return (await database.query<{ key: number }>(sql, [nodeId])).rows.map(({ key }) => key);
}

async function holdsAll(database: Pool, nodeId: string, jobs: readonly number[]): Promise<boolean> {
  const sql = `SELECT count(*)::integer AS count FROM import_jobs WHERE ${IS_HELD} AND key = ANY($2)`;
  return (await database.query<{ count: number }>(sql, [nodeId, jobs])).rows[0]?.count === jobs.length;
}
