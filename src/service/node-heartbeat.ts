import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import { type ListedNode, NODE_UNSEEN_MS_MAX, type NodeBeat } from '../base/node.ts';
import type { Scheduler } from '../base/scheduler.ts';
import type { NodeReport } from '../http/exchange.ts';
import type { Store } from '../store/store.ts';

/** Twelve beats in a row may be lost before a node is dropped from the list. */
export const BEAT_EVERY_MS = 5_000;

export interface NodeHeartbeatServices {
  /** Undefined with a data directory, which no other node shares. */
  readonly store: Pick<Store, 'recordNode' | 'removeNode' | 'listNodes'> | undefined;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
}

/**
 * Reports this node to the store at intervals, and keeps the list of the others. `/health` is answered from memory: it costs the store
 * nothing, and works while the store is away.
 */
export class NodeHeartbeat {
  readonly #services: NodeHeartbeatServices;
  readonly #self: Omit<NodeBeat, 'state'>;
  #state: NodeBeat['state'] = 'serving';
  #others: readonly ListedNode[] = [];
  #listedAtMs = 0;
  #cancel: () => void = () => {};
  #underWay: Promise<void> = Promise.resolve();
  #isOver = false;

  constructor(services: NodeHeartbeatServices, self: Omit<NodeBeat, 'state'>) {
    this.#services = services;
    this.#self = self;
  }

  /** Beats now, and then until {@link NodeHeartbeat.end}. Failures are logged; the next beat retries. */
  start(): Promise<void> {
    this.#underWay = this.#beat();
    return this.#underWay;
  }

  /** Reports the node as draining from now on. */
  async drain(): Promise<void> {
    this.#state = 'draining';
    this.#cancel();
    await this.#underWay;
    await this.start();
  }

  /** Removes the node from the list. */
  async end(): Promise<void> {
    this.#isOver = true;
    this.#cancel();
    await this.#underWay;
    try {
      await this.#services.store?.removeNode(this.#self.id);
    } catch (error) {
      this.#services.logger.warn(
        { err: error },
        'the node could not sign off; the other nodes remove it within a minute',
      );
    }
  }

  report(): NodeReport {
    const sinceMs = this.#services.clock.monotonicMs() - this.#listedAtMs;
    const self = { node: this.#self.id, role: this.#self.role, state: this.#state };
    const others = this.#others
      .map(({ id, role, state, unseenMs }) => ({ node: id, role, state, unseenMs: unseenMs + sinceMs }))
      .filter(({ unseenMs }) => unseenMs <= NODE_UNSEEN_MS_MAX)
      .map(({ unseenMs, ...node }) => ({ ...node, lastSeenSeconds: Math.round(unseenMs / 1_000) }));
    return { ...self, nodes: [{ ...self, lastSeenSeconds: 0 }, ...others] };
  }

  async #beat(): Promise<void> {
    const { store, clock, scheduler, logger } = this.#services;
    if (!store) return;
    try {
      await store.recordNode({ ...this.#self, state: this.#state });
      const nodes = await store.listNodes();
      this.#others = nodes.filter(({ id }) => id !== this.#self.id);
      this.#listedAtMs = clock.monotonicMs();
    } catch (error) {
      logger.warn({ err: error }, 'the node could not write its heartbeat');
    }
    if (this.#isOver) return;
    this.#cancel = scheduler.after(BEAT_EVERY_MS, () => {
      this.#underWay = this.#beat();
    });
  }
}
