import type { Brand } from './brand.ts';

/** Names one life of one process that serves on a store: host name and chance, so that an operator finds the machine. */
export type NodeId = Brand<string, 'NodeId'>;

/** `chance` keeps apart the lives of one machine. */
export function makeNodeId(hostName: string, chance: string): NodeId {
  return `${hostName}-${chance}` as NodeId;
}

/** `api` answers requests, `worker` runs import jobs, `all` does both. */
export type NodeRole = 'api' | 'worker' | 'all';

/** What a node says of itself again and again. */
export interface NodeBeat {
  readonly id: NodeId;
  readonly role: NodeRole;
  /** `draining`: it ends what it began and takes nothing new. */
  readonly state: 'serving' | 'draining';
}

/** A node as the others see it. */
export interface ListedNode extends NodeBeat {
  /** Milliseconds since it last said something, by the clock of the store. */
  readonly unseenMs: number;
}

/** A node that was not seen for so long is not listed any more. */
export const NODE_UNSEEN_MS_MAX = 60_000;

/** How long a claim lasts without being renewed, where several nodes share a store. */
export const LEASE_MS = 12_000;
