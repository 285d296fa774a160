import { assertPresent } from '../../base/assert.ts';
import type { LogStream } from '../../domain/logs/log-event.ts';
import type { NewLogEvent } from '../../domain/logs/log-put.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

export interface OracleEvent {
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
  readonly streamName: string;
}

interface OracleStream {
  readonly createdAt: number;
  readonly events: (OracleEvent & { readonly arrival: number })[];
  lastIngestionTime?: number;
}

/** One log group as a list of events that is sorted anew for each question. */
export class LogOracle {
  readonly streams = new Map<string, OracleStream>();
  retentionDays: number | undefined;
  #lastIngestion = 0;
  #arrivals = 0;

  open(streamName: string, nowMs: number): void {
    if (!this.streams.has(streamName)) this.streams.set(streamName, { createdAt: nowMs, events: [] });
  }

  put(streamName: string, events: readonly NewLogEvent[], nowMs: number): void {
    this.#add(streamName, events, Math.max(nowMs, this.#lastIngestion));
  }

  /** A batch of an import: its events are as old as their ingestion. */
  import(streamName: string, messages: readonly string[], nowMs: number): void {
    const timestamp = Math.max(nowMs, this.#lastIngestion);
    const events = messages.map((message) => ({ timestamp, message }));
    this.#add(streamName, events, timestamp);
  }

  #add(streamName: string, events: readonly NewLogEvent[], ingestionTime: number): void {
    const stream = assertPresent(this.streams.get(streamName), 'the stream is open');
    if (events.length === 0) return;
    this.#lastIngestion = ingestionTime;
    stream.lastIngestionTime = ingestionTime;
    for (const event of events) {
      stream.events.push({ ...event, ingestionTime, streamName, arrival: this.#arrivals++ });
    }
  }

  /** Oldest first: by timestamp, then in the order of arrival (N19, N27). */
  events(
    nowMs: number,
    query: { readonly streams?: readonly string[]; readonly startTime?: number; readonly endTime?: number },
  ): OracleEvent[] {
    const { startTime = 0, endTime = Number.POSITIVE_INFINITY, streams = [...this.streams.keys()] } = query;
    return streams
      .flatMap((name) => this.streams.get(name)?.events ?? [])
      .filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime && this.#isKept(timestamp, nowMs))
      .sort((one, other) => one.timestamp - other.timestamp || one.arrival - other.arrival)
      .map(({ arrival: _, ...event }) => event);
  }

  describe(nowMs: number): LogStream[] {
    return [...this.streams]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, stream]) => {
        const kept = this.events(nowMs, { streams: [name] });
        const { lastIngestionTime } = stream;
        return {
          name,
          createdAt: stream.createdAt,
          ...(kept[0] && { firstEventTimestamp: kept[0].timestamp }),
          ...(kept[0] && { lastEventTimestamp: assertPresent(kept.at(-1), 'not empty').timestamp }),
          ...(lastIngestionTime !== undefined && { lastIngestionTime }),
        };
      });
  }

  #isKept(timestamp: number, nowMs: number): boolean {
    return this.retentionDays === undefined || timestamp >= nowMs - this.retentionDays * DAY_MS;
  }
}
