import type { SingleBar } from 'cli-progress';
import type { Clock } from '../../base/clock.ts';
import { formatBytes, formatCount, formatDuration } from '../../base/text/format-quantity.ts';
import type { Output } from './output.ts';
import { type Pace, ProgressMeter } from './progress-meter.ts';

const LINE_EVERY_MS = 3_000;
const BAR_COLUMNS_MAX = 30;
const BAR_COLUMNS_MIN = 5;

/** Shows how far something is: a bar on a terminal, a line every few seconds elsewhere. */
export interface Progress {
  update(done: number): void;
  /** Takes the bar away. Safe to call twice. */
  stop(): void;
}

export interface ProgressTask {
  /** `Importing`. */
  readonly verb: string;
  readonly unit: 'records' | 'users' | 'bytes' | 'steps';
  /** Undefined: not known. */
  readonly total: number | undefined;
}

export function startProgress(task: ProgressTask, output: Output, clock: Clock): Progress {
  return output.terminal === undefined ? startLines(task, output, clock) : startBar(task, output.terminal, clock);
}

function startLines(task: ProgressTask, output: Output, clock: Clock): Progress {
  const meter = new ProgressMeter(task.total ?? 0);
  let lastLineMs = clock.monotonicMs();
  meter.measure(lastLineMs, 0);
  return {
    update(done) {
      const nowMs = clock.monotonicMs();
      const pace = meter.measure(nowMs, done);
      if (nowMs - lastLineMs < LINE_EVERY_MS) return;
      lastLineMs = nowMs;
      output.note(`${task.verb}: ${describeProgress(task, done, pace)}`);
    },
    stop() {},
  };
}

function startBar(task: ProgressTask, terminal: NodeJS.WriteStream, clock: Clock): Progress {
  const meter = new ProgressMeter(task.total ?? 0);
  meter.measure(clock.monotonicMs(), 0);
  let pace: Pace = { perSecond: 0, millisecondsLeft: undefined };
  let doneSoFar = 0;
  let bar: SingleBar | undefined;
  let isStopped = false;
  // Twenty modules: loaded only where a bar is drawn.
  void import('cli-progress').then((progress) => {
    if (isStopped) return;
    bar = new progress.SingleBar({
      stream: terminal,
      hideCursor: true,
      clearOnComplete: true,
      fps: 10,
      format: (_options, params) => drawProgress(task, params.value, pace, terminal.columns || 80),
    });
    bar.start(Math.max(1, task.total ?? 1), doneSoFar);
  });
  return {
    update(done) {
      doneSoFar = done;
      pace = meter.measure(clock.monotonicMs(), done);
      bar?.update(done);
    },
    stop() {
      isStopped = true;
      bar?.stop();
    },
  };
}

/** One line of at most `columns - 1`: what does not fit is left out, first the bar, then the rate, the amount, the share; last the time left. */
export function drawProgress(task: ProgressTask, done: number, pace: Pace, columns: number): string {
  const { share, amount, rate, left } = partsOf(task, done, pace);
  const room = columns - 1;
  const full = join([share, amount, rate, left]);
  const barColumns = Math.min(BAR_COLUMNS_MAX, room - task.verb.length - full.length - 2);
  if (task.total !== undefined && barColumns >= BAR_COLUMNS_MIN) {
    const filled = Math.round(barColumns * shareDone(done, task.total));
    return `${task.verb} ${'█'.repeat(filled)}${'░'.repeat(barColumns - filled)} ${full}`;
  }
  const texts = [full, join([share, amount, left]), join([share, left])].map((text) => `${task.verb} ${text}`);
  return [...texts, left ?? share ?? amount].find((text) => text.length <= room) ?? '';
}

/** `62%, 310,000 of 500,000 records, 41,200 per second, 4 s left`. */
export function describeProgress(task: ProgressTask, done: number, pace: Pace): string {
  const { share, amount, rate, left } = partsOf(task, done, pace);
  return join([share, amount, rate, left]);
}

interface ProgressParts {
  readonly share: string | undefined;
  readonly amount: string;
  readonly rate: string | undefined;
  readonly left: string | undefined;
}

function partsOf({ unit, total }: ProgressTask, done: number, pace: Pace): ProgressParts {
  const format = unit === 'bytes' ? formatBytes : formatCount;
  const unitName = unit === 'bytes' ? '' : ` ${unit}`;
  const isTimeKnown = total !== undefined && pace.millisecondsLeft !== undefined && done < total;
  const seconds = Math.ceil((pace.millisecondsLeft ?? 0) / 1_000);
  return {
    share: total === undefined ? undefined : `${Math.floor(100 * shareDone(done, total))}%`,
    amount: total === undefined ? `${format(done)}${unitName}` : `${format(done)} of ${format(total)}${unitName}`,
    rate: pace.perSecond > 0 ? `${format(Math.round(pace.perSecond))} per second` : undefined,
    left: isTimeKnown ? `${formatDuration(seconds * 1_000).replace('.0', '')} left` : undefined,
  };
}

function join(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(', ');
}

function shareDone(done: number, total: number): number {
  return total === 0 ? 1 : Math.min(1, done / total);
}
