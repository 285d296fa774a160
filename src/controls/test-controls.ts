import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { Scheduler } from '../base/scheduler.ts';
import type { ControlsMemory, SharedControls } from './controls-memory.ts';
import type { FaultMoment, TestFaultReport, TestFaults } from './fault.ts';
import { type FaultEnd, FaultsInForce } from './faults-in-force.ts';
import { findFaultProblem, findMoveProblem } from './find-fault-problem.ts';

/** What the test controls are, at one moment. */
export interface TestControlsReport {
  /** What stored times are compared with now: milliseconds since 1970. */
  readonly nowMs: number;
  /** By how much that is ahead of the machine's clock. */
  readonly clockOffsetSeconds: number;
  readonly faults: readonly TestFaultReport[];
  readonly newRolesUnknownSeconds: number;
  readonly logLinesLateSeconds: number;
}

/** A change of the controls, or why there was none, in words. */
export type ControlsChange =
  | { readonly kind: 'changed'; readonly report: TestControlsReport }
  | { readonly kind: 'refused'; readonly problem: string };

/** What the doors of the server ask before and after an operation. */
export interface FaultGate {
  /** Waits as long as the faults in force delay the request; resolves with how it ends, or undefined if it goes on. */
  pass(operation: string, when: FaultMoment): Promise<FaultEnd | undefined>;
}

export interface TestControlsServices {
  /** The machine's. */
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  readonly memory: ControlsMemory;
  /** Names that faults may have; `*` means them all. */
  readonly faultyOperations: ReadonlySet<string>;
  /** Keeps that the clock is moved, and resolves with the offset that is kept then, in milliseconds. */
  moveStoredClock(byMs: number): Promise<number>;
  /** Does what fell due while the clock was moved; leaves the rest for later once `isStopped` returns true. */
  runDueWork(isStopped: () => boolean): Promise<void>;
}

/** The clock that stored times are compared with, and the faults in force, of one server. */
export class TestControls implements FaultGate, SharedControls {
  readonly #services: TestControlsServices;
  readonly #faults = new FaultsInForce();
  /** Ends the waits of requests that are delayed. */
  readonly #waits = new Set<() => void>();
  #moving: Promise<unknown> = Promise.resolve();
  #isOver = false;

  constructor(services: TestControlsServices) {
    this.#services = services;
  }

  get clockOffsetMs(): number {
    return this.#services.memory.clockOffsetMs;
  }

  get newRolesUnknownMs(): number {
    return this.#services.memory.newRolesUnknownMs;
  }

  get logLinesLateMs(): number {
    return this.#services.memory.logLinesLateMs;
  }

  /** Resolves when what fell due is done. Moves that come together run one after the other. */
  moveClock(seconds: number): Promise<ControlsChange> {
    const moved = this.#moving.then(() => this.#move(seconds));
    // Whoever asked for it is told of a failure; the next move does not depend on it.
    this.#moving = moved.catch(() => {});
    return moved;
  }

  /** Replaces all faults, those that have been applied too. What is absent is off. */
  setFaults(given: TestFaults): ControlsChange {
    const { memory, faultyOperations, logger } = this.#services;
    const problem = findFaultProblem(given, faultyOperations);
    if (problem !== undefined) return { kind: 'refused', problem };
    const { faults = [], newRolesUnknownSeconds = 0, logLinesLateSeconds = 0 } = given;
    this.#faults.replace(faults);
    memory.set({ newRolesUnknownMs: newRolesUnknownSeconds * 1_000, logLinesLateMs: logLinesLateSeconds * 1_000 });
    logger.info({ faults: faults.length, newRolesUnknownSeconds, logLinesLateSeconds }, 'test faults set');
    return { kind: 'changed', report: this.report() };
  }

  report(): TestControlsReport {
    const { clock, memory } = this.#services;
    return {
      nowMs: clock.nowMs() + memory.clockOffsetMs,
      clockOffsetSeconds: memory.clockOffsetMs / 1_000,
      faults: this.#faults.describe(),
      newRolesUnknownSeconds: memory.newRolesUnknownMs / 1_000,
      logLinesLateSeconds: memory.logLinesLateMs / 1_000,
    };
  }

  async pass(operation: string, when: FaultMoment): Promise<FaultEnd | undefined> {
    const { faultyOperations, logger } = this.#services;
    // The controls themselves stay within reach, or `*` could not be taken back.
    if (!faultyOperations.has(operation)) return undefined;
    const { delayMs, end } = this.#faults.strike(operation, when);
    if (delayMs === 0 && end === undefined) return undefined;
    logger.info({ operation, when, delayMs, end }, 'test fault applied');
    if (delayMs > 0) await this.#wait(delayMs);
    return end;
  }

  /** Requests that are delayed go on; no further one is. A server that stops would else wait for them. */
  end(): void {
    this.#isOver = true;
    for (const endWait of this.#waits) endWait();
  }

  async #move(seconds: number): Promise<ControlsChange> {
    const { memory, logger } = this.#services;
    const problem = findMoveProblem(seconds, memory.clockOffsetMs / 1_000);
    if (problem !== undefined) return { kind: 'refused', problem };
    // Kept first: a time that this clock has shown is never in the future after a restart.
    memory.set({ clockOffsetMs: await this.#services.moveStoredClock(seconds * 1_000) });
    logger.info({ seconds, clockOffsetMs: memory.clockOffsetMs }, 'the clock of stored times was moved');
    await this.#services.runDueWork(() => this.#isOver);
    return { kind: 'changed', report: this.report() };
  }

  #wait(delayMs: number): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    return new Promise((resolve) => {
      const endWait = () => {
        cancel();
        this.#waits.delete(endWait);
        resolve();
      };
      const cancel = this.#services.scheduler.after(delayMs, endWait);
      this.#waits.add(endWait);
    });
  }
}
