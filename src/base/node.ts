import type { Brand } from './brand.ts';

/** Identifies one run of one process that serves a store: host name and a random part, so that an operator finds the machine. */
export type NodeId = Brand<string, 'NodeId'>;

/** `chance` distinguishes the runs on one machine. */
export function makeNodeId(hostName: string, chance: string): NodeId {
  return `${hostName}-${chance}` as NodeId;
}

/** `api` answers requests, `worker` runs import jobs, `all` does both. */
export type NodeRole = 'api' | 'worker' | 'all';

/** What a node reports of itself with every heartbeat. */
export interface NodeBeat {
  readonly id: NodeId;
  readonly role: NodeRole;
  /** `draining`: it finishes running work and accepts no more. */
  readonly state: 'serving' | 'draining';
}

/** A node in the list that all nodes share. */
export interface ListedNode extends NodeBeat {
  /** Milliseconds since its last heartbeat, by the clock of the store. */
  readonly unseenMs: number;
}

/** A node whose last heartbeat is older than this is not listed. */
export const NODE_UNSEEN_MS_MAX = 60_000;

/** How long a claim lasts without being renewed, where several nodes share a store. */
export const LEASE_MS = 12_000;
