import { parseLogLine, type UnimportedRecord } from '../../../../../src/domain/imports/parse-log-line.ts';

/** Records that created no user, for one reason. */
export interface FailureGroup {
  readonly key: string;
  readonly outcome: UnimportedRecord['outcome'];
  readonly reason: string;
  /** In the order of the file. */
  readonly recordNumbers: readonly number[];
}

/** Gathers records of a log by their reason. Memory: a number for each of them. */
export class FailureGroups {
  readonly #groups = new Map<string, FailureGroup & { readonly recordNumbers: number[] }>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The most frequent first. */
  get groups(): readonly FailureGroup[] {
    return [...this.#groups.values()].sort((one, other) => other.recordNumbers.length - one.recordNumbers.length);
  }

  add(messages: readonly string[]): void {
    for (const message of messages) {
      const record = parseLogLine(message);
      if (record === undefined) continue;
      const { outcome, reason, recordNumber } = record;
      const key = `${outcome} ${reason}`;
      let group = this.#groups.get(key);
      if (group === undefined) {
        group = { key, outcome, reason, recordNumbers: [] };
        this.#groups.set(key, group);
      }
      group.recordNumbers.push(recordNumber);
      this.#count += 1;
    }
  }
}

/** Of one outcome, in the order of the file. */
export function recordNumbersOf(
  groups: readonly FailureGroup[],
  outcome: UnimportedRecord['outcome'],
): readonly number[] {
  return groups
    .filter((group) => group.outcome === outcome)
    .flatMap(({ recordNumbers }) => recordNumbers)
    .sort((one, other) => one - other);
}
