import { compareLogPositions, type LogPosition } from '../../domain/log-event.ts';
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
  const precedes = (one: LogPosition, other: LogPosition) =>
    isForward ? compareLogPositions(one, other) < 0 : compareLogPositions(one, other) > 0;
  const queues = sources.map((source) => new BlockQueue(source, isForward));
  for (const queue of queues) await queue.fill();
  const cursors: Cursor[] = [];

  for (;;) {
    let queue: BlockQueue | undefined;
    for (const each of queues) if (each.edge && (!queue?.edge || precedes(each.edge, queue.edge))) queue = each;
    let cursor: Cursor | undefined;
    for (const each of cursors) if (!cursor || precedes(each.position, cursor.position)) cursor = each;

    if (queue?.edge && (!cursor || precedes(queue.edge, cursor.position))) {
      const opened = openCursor(await queue.take(), stretch);
      if (opened) cursors.push(opened);
      continue;
    }
    if (!cursor) return;
    let bound = queue?.edge;
    for (const each of cursors) {
      if (each !== cursor && (!bound || precedes(each.position, bound))) bound = each.position;
    }
    yield cursor.takeRun(bound, precedes);
    if (cursor.isDone) cursors.splice(cursors.indexOf(cursor), 1);
  }
}

/** The blocks of a source, the next one always known: what is written meanwhile comes behind it or not at all. */
class BlockQueue {
  readonly #source: LogBlockSource;
  readonly #isForward: boolean;
  #blocks: LogBlock[] = [];

  constructor(source: LogBlockSource, isForward: boolean) {
    this.#source = source;
    this.#isForward = isForward;
  }

  /** Where the events of the next block begin, at the earliest; undefined at the end. */
  get edge(): LogPosition | undefined {
    const next = this.#blocks[0];
    if (!next) return undefined;
    return this.#isForward
      ? { timestamp: next.firstTimestamp, block: next.block, index: 0 }
      : { timestamp: next.lastTimestamp, block: next.block, index: Number.MAX_SAFE_INTEGER };
  }

  async fill(beyond?: LogBlock): Promise<void> {
    this.#blocks = [...(await this.#source(beyond))];
  }

  async take(): Promise<LogBlock> {
    const block = this.#blocks.shift();
    if (!block) throw new RangeError('no block is left');
    if (this.#blocks.length === 0) await this.fill(block);
    return block;
  }
}

/** A place in a block that was taken apart. */
class Cursor {
  readonly #block: LogBlock;
  readonly #opened: OpenLogBlock;
  readonly #step: 1 | -1;
  readonly #lastIndex: number;
  #index: number;

  constructor(block: LogBlock, opened: OpenLogBlock, firstIndex: number, lastIndex: number, step: 1 | -1) {
    this.#block = block;
    this.#opened = opened;
    this.#step = step;
    this.#index = firstIndex;
    this.#lastIndex = lastIndex;
  }

  get position(): LogPosition {
    return this.#positionAt(this.#index);
  }

  get isDone(): boolean {
    return this.#index === this.#lastIndex + this.#step;
  }

  /** The next event, and those behind it that come before `bound`. */
  takeRun(bound: LogPosition | undefined, precedes: (one: LogPosition, other: LogPosition) => boolean): LogRun {
    const fromIndex = this.#index;
    let toIndex = this.#lastIndex;
    if (bound && !precedes(this.#positionAt(toIndex), bound)) {
      toIndex = fromIndex;
      while (precedes(this.#positionAt(toIndex + this.#step), bound)) toIndex += this.#step;
    }
    this.#index = toIndex + this.#step;
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
