import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RandomSource } from '../../src/cli/generate/random-source.ts';
import { Disk } from './disk.ts';
import { judgeState } from './judge-state.ts';
import { drawLeftState, LOSSES, type Loss, writeLeftState } from './left-state.ts';
import { type RecordedRun, recordRun } from './record-run.ts';

/** States of one recorded run: threads fall into another order in each, and upload URLs are good for a quarter of an hour. */
const STATES_PER_RECORDING = 50;
/** Right behind an answer is where most can be lost: so many of 100 cuts fall there. */
const CUTS_BEHIND_ANSWER_PERCENT = 60;

export interface PowerCuts {
  readonly states: number;
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
  /** Stops at the first state with a difference. */
  readonly endsAtDifference?: boolean;
  readonly report?: (line: string) => void;
}

/** Records runs of a server, cuts the power at random moments of them, and judges the states in which the disk may be left. */
export async function runPowerCuts(options: PowerCutOptions): Promise<PowerCuts> {
  const { states, seed, endsAtDifference = false, report = () => {} } = options;
  const random = new RandomSource(seed);
  const losses = new Map<Loss, number>();
  const differences: string[] = [];
  const count = { states: 0, recordings: 0, acknowledgements: 0, syncs: 0 };
  while (count.states < states && !(endsAtDifference && differences.length > 0)) {
    // What is recorded names its files by their real path.
    const directory = realpathSync(mkdtempSync(join(tmpdir(), 'muster-power-cut-')));
    try {
      const run = await recordRun({ ...options, directory, seed: seed + 10 * count.recordings });
      count.recordings += 1;
      count.syncs += run.events.filter(({ kind }) => kind === 'sync').length;
      const here = Math.min(STATES_PER_RECORDING, states - count.states);
      const cuts = Array.from({ length: here }, () => drawCut(run, random)).sort((one, other) => one - other);
      const disk = new Disk();
      let applied = 0;
      for (const cut of cuts) {
        for (; applied < run.events.length && (run.events[applied]?.end ?? 0) < cut; applied += 1) {
          const event = run.events[applied];
          if (event) disk.apply(event);
        }
        const loss = LOSSES[count.states % LOSSES.length] ?? 'any';
        const found = await judgeCut({ directory, run, cut, disk, loss, random });
        count.states += 1;
        count.acknowledgements += run.acknowledgements.filter(({ at }) => at < cut).length;
        losses.set(loss, (losses.get(loss) ?? 0) + 1);
        for (const line of found) differences.push(`cut at ${cut}, ${loss} lost: ${line}`);
        for (const line of found) report(`cut at ${cut}, ${loss} lost: ${line}`);
        if (count.states % 10 === 0) report(`${count.states} states, ${differences.length} differences`);
        if (endsAtDifference && differences.length > 0) break;
      }
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }
  return { ...count, losses, differences };
}

interface Cut {
  readonly directory: string;
  readonly run: RecordedRun;
  readonly cut: number;
  readonly disk: Disk;
  readonly loss: Loss;
  readonly random: RandomSource;
}

async function judgeCut({ directory, run, cut, disk, loss, random }: Cut): Promise<string[]> {
  const left = disk.fork();
  // Calls that were under way may have done their work; a sync has not.
  for (const event of run.events) if (event.begin < cut && event.end >= cut && event.kind !== 'sync') left.apply(event);
  const place = join(directory, 'left');
  mkdirSync(place);
  try {
    writeLeftState(drawLeftState(left, loss, random, run.root), run.root, place);
    return await judgeState(join(place, 'data'), run, cut);
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** A line of the trace: behind an answer, or behind any change of the disk. */
function drawCut({ events, acknowledgements }: RecordedRun, random: RandomSource): number {
  const ends = random.chance(CUTS_BEHIND_ANSWER_PERCENT)
    ? acknowledgements.map(({ at }) => at)
    : events.filter(({ kind }) => kind !== 'answer').map(({ end }) => end);
  return (ends[random.below(ends.length)] ?? 0) + 1;
}
