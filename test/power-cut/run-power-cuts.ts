import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RandomSource } from '../../src/cli/generate/random-source.ts';
import { Disk } from './disk.ts';
import { judgeState } from './judge-state.ts';
import { drawLeftState, type LeftState, LOSSES, type Loss, writeLeftState } from './left-state.ts';
import { copyWithFault, EARLY_CHECKPOINTS } from './planted-faults.ts';
import { recordRestart } from './record-restart.ts';
import { type RecordedRun, recordRun } from './record-run.ts';

/** States of one recorded run: threads fall into another order in each, and upload URLs are good for a quarter of an hour. */
const STATES_PER_RECORDING_MAX = 50;
/** So many of 100 states are of a second cut, in the start behind the first one. */
const SECOND_CUTS_PERCENT = 20;
/** Right behind an answer is where most can be lost: so many of 100 first cuts fall there. */
const CUTS_BEHIND_ANSWER_PERCENT = 60;

export interface PowerCuts {
  readonly states: number;
  /** Of them behind a second power cut. */
  readonly secondCuts: number;
  readonly recordings: number;
  /** How many states were there of each kind of loss. */
  readonly losses: ReadonlyMap<Loss, number>;
  /** Answers whose promises were held against the states, over all states. */
  readonly acknowledgements: number;
  /** Calls of `fsync` and `fdatasync` in the recorded runs. */
  readonly syncs: number;
  readonly differences: readonly string[];
}

export interface PowerCutOptions {
  readonly states: number;
  readonly seed: number;
  readonly bin?: string | undefined;
  readonly records?: readonly [first: number, second: number];
  readonly statesPerRecording?: number;
  /** Stops at the first state with a difference. */
  readonly endsAtDifference?: boolean;
  readonly report?: (line: string) => void;
}

/**
 * Records runs of a server, cuts the power at random moments of them, and judges the states in which the disk may be left. Without `bin` every
 * second run is of a program that moves its write-ahead log into the database often.
 */
export async function runPowerCuts(options: PowerCutOptions): Promise<PowerCuts> {
  const cutter = new PowerCutter(options);
  const statesPerRecording = options.statesPerRecording ?? STATES_PER_RECORDING_MAX;
  for (let number = 1; !cutter.isOver(); number += 1) {
    const busy = options.bin === undefined && number % 2 === 0 ? copyWithFault(EARLY_CHECKPOINTS) : undefined;
    try {
      await cutRun(cutter, statesPerRecording, {
        ...options,
        bin: busy?.bin ?? options.bin,
        seed: options.seed + 10 * number,
      });
    } finally {
      busy?.remove();
    }
  }
  return cutter.result();
}

/** Records one run, and a start behind a power cut in it, and judges states of both. */
async function cutRun(cutter: PowerCutter, statesMax: number, options: PowerCutOptions): Promise<void> {
  // What is recorded names its files by their real path.
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'muster-power-cut-')));
  try {
    const run = await recordRun({ ...options, directory });
    const states = Math.min(statesMax, cutter.left());
    const secondCuts = Math.floor((states * SECOND_CUTS_PERCENT) / 100);
    await cutter.judge(run, directory, states - secondCuts);
    if (secondCuts === 0 || cutter.isOver()) return;
    const again = join(directory, 'again');
    mkdirSync(again);
    const restart = await cutter.restart(run, again, options.bin);
    if (!restart) return;
    await cutter.judge(restart, directory, secondCuts);
    cutter.secondCuts += secondCuts;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

class PowerCutter {
  recordings = 0;
  secondCuts = 0;
  #states = 0;
  #acknowledgements = 0;
  #syncs = 0;
  readonly #losses = new Map<Loss, number>();
  readonly #differences: string[] = [];
  readonly #options: PowerCutOptions;
  readonly #random: RandomSource;

  constructor(options: PowerCutOptions) {
    this.#options = options;
    this.#random = new RandomSource(options.seed);
  }

  left(): number {
    return this.#options.states - this.#states;
  }

  isOver(): boolean {
    return this.left() <= 0 || (this.#options.endsAtDifference === true && this.#differences.length > 0);
  }

  /** Judges so many states of a recorded run, in the order of their cuts. */
  async judge(run: RecordedRun, directory: string, states: number): Promise<void> {
    const { report = () => {} } = this.#options;
    this.recordings += 1;
    this.#syncs += run.events.filter(({ kind }) => kind === 'sync').length;
    const replay = new Replay(run);
    const cuts = Array.from({ length: states }, () => drawCut(run, this.#random)).sort((one, other) => one - other);
    for (const cut of cuts) {
      const loss = LOSSES[this.#states % LOSSES.length] ?? 'any';
      const state = drawLeftState(replay.diskAt(cut), loss, this.#random, run.root);
      for (const line of await judgeLeft(state, { run, cut, directory })) {
        this.#differences.push(`cut at ${cut}, ${loss} lost: ${line}`);
        report(this.#differences.at(-1) ?? '');
      }
      this.#states += 1;
      this.#acknowledgements += run.acknowledgements.filter(({ at }) => at < cut).length;
      this.#losses.set(loss, (this.#losses.get(loss) ?? 0) + 1);
      if (this.#states % 10 === 0) report(`${this.#states} states, ${this.#differences.length} differences`);
      if (this.isOver()) return;
    }
  }

  /** The start behind a power cut in the middle of the run; undefined, which is a difference, if the server does not start. */
  async restart(run: RecordedRun, directory: string, bin: string | undefined): Promise<RecordedRun | undefined> {
    const middle = run.acknowledgements.slice(Math.floor(run.acknowledgements.length / 3));
    const cut = (middle[this.#random.below(middle.length)]?.at ?? 0) + 1;
    const state = drawLeftState(new Replay(run).diskAt(cut), 'any', this.#random, run.root);
    try {
      return await recordRestart({ directory, bin, state, cut, run });
    } catch (error) {
      this.#differences.push(`cut at ${cut}, any lost: no start could be recorded: ${String(error)}`);
      return undefined;
    }
  }

  result(): PowerCuts {
    return {
      states: this.#states,
      secondCuts: this.secondCuts,
      recordings: this.recordings,
      losses: this.#losses,
      acknowledgements: this.#acknowledgements,
      syncs: this.#syncs,
      differences: this.#differences,
    };
  }
}

/** The disk of a run at one moment after the other. */
class Replay {
  readonly #run: RecordedRun;
  readonly #disk: Disk;
  #applied = 0;

  constructor(run: RecordedRun) {
    this.#run = run;
    this.#disk = new Disk(run.initial);
  }

  /** `cut` is not before the one of the last call. */
  diskAt(cut: number): Disk {
    const { events } = this.#run;
    for (let event = events[this.#applied]; event && event.end < cut; event = events[this.#applied]) {
      this.#disk.apply(event);
      this.#applied += 1;
    }
    const disk = this.#disk.fork();
    // Calls that were under way may have done their work; a sync has not.
    for (const event of events.slice(this.#applied)) if (event.begin < cut && event.kind !== 'sync') disk.apply(event);
    return disk;
  }
}

async function judgeLeft(
  state: LeftState,
  { run, cut, directory }: { readonly run: RecordedRun; readonly cut: number; readonly directory: string },
): Promise<string[]> {
  const place = join(directory, 'left');
  mkdirSync(place);
  try {
    writeLeftState(state, run.root, place);
    return await judgeState(join(place, 'data'), run, cut);
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** A line of the trace: behind an answer, or behind any change of the disk. */
function drawCut({ events, acknowledgements }: RecordedRun, random: RandomSource): number {
  const answers = acknowledgements.filter(({ at }) => at >= 0);
  const ends =
    answers.length > 0 && random.chance(CUTS_BEHIND_ANSWER_PERCENT)
      ? answers.map(({ at }) => at)
      : events.filter(({ kind }) => kind !== 'answer').map(({ end }) => end);
  return (ends[random.below(ends.length)] ?? 0) + 1;
}
