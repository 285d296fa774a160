import { ALL_OPERATIONS, type FaultKind, type FaultMoment, type TestFault, type TestFaultReport } from './fault.ts';
import { isInShare } from './is-in-share.ts';

/** How a fault ends a request in place of its operation. */
export type FaultEnd = Exclude<FaultKind, 'Delay'>;

/** What the faults do to one request at one moment. */
export interface Blow {
  /** Of all delays together. */
  readonly delayMs: number;
  readonly end: FaultEnd | undefined;
}

interface FaultInForce {
  readonly fault: TestFault & Pick<TestFaultReport, 'when' | 'share' | 'seed'>;
  requests: number;
  applied: number;
}

/** The list of faults, with what each of them has done. */
export class FaultsInForce {
  #list: readonly FaultInForce[] = [];

  /** The faults have passed {@link findFaultProblem}. */
  replace(faults: readonly TestFault[]): void {
    this.#list = faults.map((fault) => ({
      fault: { ...fault, when: fault.when ?? 'Before', share: fault.share ?? 1, seed: fault.seed ?? 0 },
      requests: 0,
      applied: 0,
    }));
  }

  /**
   * What meets a request of the operation at this moment. The faults are asked in the order of the list; delays add up, and the first
   * Error, Throttle or Cut ends it: those behind it are not asked.
   */
  strike(operation: string, when: FaultMoment): Blow {
    let delayMs = 0;
    for (const entry of this.#list) {
      const { fault } = entry;
      const isMeant = fault.operation === operation || fault.operation === ALL_OPERATIONS;
      const isSpent = fault.count !== undefined && entry.applied >= fault.count;
      if (!isMeant || fault.when !== when || isSpent) continue;
      const index = entry.requests++;
      if (!isInShare(fault.share, fault.seed, index)) continue;
      entry.applied++;
      if (fault.kind !== 'Delay') return { delayMs, end: fault.kind };
      delayMs += fault.delayMs ?? 0;
    }
    return { delayMs, end: undefined };
  }

  describe(): readonly TestFaultReport[] {
    return this.#list.map(({ fault, requests, applied }) => ({ ...fault, requests, applied }));
  }
}
