import { SingleBar } from 'cli-progress';
import type { Clock } from '../../base/clock.ts';
import { formatBytes, formatCount, formatDuration } from '../../base/format-quantity.ts';
import type { Output } from './output.ts';
import { type Pace, ProgressMeter } from './progress-meter.ts';

const LINE_EVERY_MS = 3_000;
const BAR_COLUMNS_MAX = 30;
/** Columns of everything but the bar, at its longest. */
const TEXT_COLUMNS = 72;

/** How far something is: a bar on a terminal, a line every few seconds elsewhere. */
export interface Progress {
  update(done: number): void;
  /** Takes the bar away. Safe to call twice. */
  stop(): void;
}

export interface ProgressTask {
  /** `Importing`. */
  readonly verb: string;
  readonly unit: 'records' | 'bytes';
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
  const bar = new SingleBar({
    stream: terminal,
    hideCursor: true,
    clearOnComplete: true,
    fps: 10,
    format: (_options, params) =>
      `${task.verb} ${drawBar(task, params.value, terminal.columns ?? 80)}${describeProgress(task, params.value, pace)}`,
  });
  bar.start(Math.max(1, task.total ?? 1), 0);
  return {
    update(done) {
      pace = meter.measure(clock.monotonicMs(), done);
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}

function drawBar({ total }: ProgressTask, done: number, columns: number): string {
  const width = Math.min(BAR_COLUMNS_MAX, columns - TEXT_COLUMNS);
  if (total === undefined || width < 5) return '';
  const filled = Math.round(width * shareDone(done, total));
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} `;
}

/** `62%, 310,000 of 500,000 records, 41,200 a second, 4 s left`. */
export function describeProgress({ unit, total }: ProgressTask, done: number, pace: Pace): string {
  const amount = unit === 'bytes' ? formatBytes : formatCount;
  const parts =
    total === undefined
      ? [`${amount(done)}${unit === 'records' ? ' records' : ''}`]
      : [
          `${Math.floor(100 * shareDone(done, total))}%`,
          `${amount(done)} of ${amount(total)}${unit === 'records' ? ' records' : ''}`,
        ];
  if (pace.perSecond > 0) parts.push(`${amount(Math.round(pace.perSecond))} a second`);
  if (total !== undefined && pace.millisecondsLeft !== undefined && done < total) {
    parts.push(`${formatDuration(Math.ceil(pace.millisecondsLeft / 1_000) * 1_000).replace('.0', '')} left`);
  }
  return parts.join(', ');
}

function shareDone(done: number, total: number): number {
  return total === 0 ? 1 : Math.min(1, done / total);
}
