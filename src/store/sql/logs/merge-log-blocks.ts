import { compareLogPositions, type LogPosition } from '../../../domain/logs/log-event.ts';
import type { LogBlock, LogBlockSource, LogStretch, OpenLogBlock } from './log-blocks.ts';

/** Events of one block that follow each other, in the direction of reading: from one index to another, both inclusive. */
export interface LogRun {
  readonly block: LogBlock;
  readonly opened: OpenLogBlock;
  readonly fromIndex: number;
  readonly toIndex: number;
}

/**
 * Merges blocks into one order of events: by (timestamp, block, index), or its reverse. A block is taken apart only when its first
 * event may be the next one, so that blocks that do not overlap cost what they hold and no more.
 */
export async function* mergeLogBlocks(
  sources: readonly LogBlockSource[],
  stretch: LogStretch,
): AsyncGenerator<LogRun, void, undefined> {
  const isForward = stretch.direction === 'forward';
  const precedes: Precedes = (one, other) =>
    isForward ? compareLogPositions(one, other) < 0 : compareLogPositions(one, other) > 0;
  const queues = sources.map((source) => new BlockQueue(source, isForward));
  for (const queue of queues) await queue.fill();
  /** By their next event, so that the first one goes on and the second one says how far. */
  const cursors: Cursor[] = [];

  for (;;) {
    let queue: BlockQueue | undefined;
    for (const each of queues) if (each.edge && (!queue?.edge || precedes(each.edge, queue.edge))) queue = each;
    const first = cursors[0];
    if (queue?.edge && (!first || precedes(queue.edge, first.position))) {
      const opened = openCursor(await queue.take(), stretch);
      if (opened) insertCursor(cursors, opened, precedes);
      continue;
    }
    if (!first) return;
    cursors.shift();
    const second = cursors[0]?.position;
    const edge = queue?.edge;
    yield first.takeRun(second && edge && precedes(edge, second) ? edge : (second ?? edge), precedes);
    if (!first.isDone) insertCursor(cursors, first, precedes);
  }
}

type Precedes = (one: LogPosition, other: LogPosition) => boolean;

function insertCursor(cursors: Cursor[], cursor: Cursor, precedes: Precedes): void {
  let low = 0;
  let high = cursors.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = cursors[middle];
    if (other && precedes(other.position, cursor.position)) low = middle + 1;
    else high = middle;
  }
  cursors.splice(low, 0, cursor);
}

/** The blocks of a source, the next one always known: what is written meanwhile comes behind it or not at all. */
class BlockQueue {
  readonly #source: LogBlockSource;
  readonly #isForward: boolean;
  #blocks: LogBlock[] = [];
  /** Where the events of the next block begin, at the earliest; undefined at the end. */
  edge: LogPosition | undefined;

  constructor(source: LogBlockSource, isForward: boolean) {
    this.#source = source;
    this.#isForward = isForward;
  }

  async fill(beyond?: LogBlock): Promise<void> {
    this.#blocks = [...(await this.#source(beyond))];
    this.#findEdge();
  }

  async take(): Promise<LogBlock> {
    const block = this.#blocks.shift();
    if (!block) throw new RangeError('no block is left');
    if (this.#blocks.length === 0) await this.fill(block);
    else this.#findEdge();
    return block;
  }

  #findEdge(): void {
    const next = this.#blocks[0];
    this.edge = next && {
      timestamp: this.#isForward ? next.firstTimestamp : next.lastTimestamp,
      block: next.block,
      index: this.#isForward ? 0 : Number.MAX_SAFE_INTEGER,
    };
  }
}

/** A place in a block that was taken apart. */
class Cursor {
  readonly #block: LogBlock;
  readonly #opened: OpenLogBlock;
  readonly #step: 1 | -1;
  readonly #lastIndex: number;
  #index: number;
  /** Of the next event. */
  position: LogPosition;

  constructor(block: LogBlock, opened: OpenLogBlock, firstIndex: number, lastIndex: number, step: 1 | -1) {
    this.#block = block;
    this.#opened = opened;
    this.#step = step;
    this.#index = firstIndex;
    this.#lastIndex = lastIndex;
    this.position = this.#positionAt(firstIndex);
  }

  get isDone(): boolean {
    return this.#index === this.#lastIndex + this.#step;
  }

  /** The next event, and those behind it that come before `bound`. */
  takeRun(bound: LogPosition | undefined, precedes: Precedes): LogRun {
    const fromIndex = this.#index;
    let toIndex = this.#lastIndex;
    if (bound && !precedes(this.#positionAt(toIndex), bound)) {
      toIndex = fromIndex;
      while (precedes(this.#positionAt(toIndex + this.#step), bound)) toIndex += this.#step;
    }
    this.#index = toIndex + this.#step;
    if (!this.isDone) this.position = this.#positionAt(this.#index);
    return { block: this.#block, opened: this.#opened, fromIndex, toIndex };
  }

  #positionAt(index: number): LogPosition {
    return { timestamp: this.#opened.timestampAt(index), block: this.#block.block, index };
  }
}

/** Undefined if no event of the block is in the stretch: it may only reach over one of its ends. */
function openCursor(block: LogBlock, { direction, startTime, endTime, from }: LogStretch): Cursor | undefined {
  const opened = block.open();
  const isForward = direction === 'forward';
  const compareToFrom = (index: number) =>
    from ? compareLogPositions({ timestamp: opened.timestampAt(index), block: block.block, index }, from) : 0;
  let low = 0;
  let high = opened.count - 1;
  while (low <= high && (opened.timestampAt(low) < startTime || (isForward && from && compareToFrom(low) <= 0))) low++;
  while (low <= high && (opened.timestampAt(high) >= endTime || (!isForward && from && compareToFrom(high) >= 0)))
    high--;
  if (low > high) return undefined;
  return isForward ? new Cursor(block, opened, low, high, 1) : new Cursor(block, opened, high, low, -1);
}
