/** Of a group of a pool (GroupName of CreateGroup). */
const GROUP_NAME = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u;
const CHARACTERS_MAX = 128;
/** Names that are kept to be told; no pool has more groups. */
const NAMES_MAX = 10_000;

/** A group of the source whose name no group of a pool can have. */
export interface RenamedGroup {
  readonly from: string;
  readonly to: string;
  /** Another group has, or became, that name too. */
  readonly isShared: boolean;
}

/** Names of groups as a pool takes them: without spaces, and of 128 characters at most (R768). */
export class GroupNames {
  readonly #renamed = new Map<string, string>();
  readonly #kept = new Set<string>();

  nameOf(given: string): string {
    const before = this.#renamed.get(given);
    if (before !== undefined) return before;
    if (given.length <= CHARACTERS_MAX && GROUP_NAME.test(given)) {
      if (this.#kept.size < NAMES_MAX) this.#kept.add(given);
      return given;
    }
    const name = given
      .trim()
      .replaceAll(/[^\p{L}\p{M}\p{S}\p{N}\p{P}]+/gu, '-')
      .slice(0, CHARACTERS_MAX)
      .toWellFormed();
    if (this.#renamed.size < NAMES_MAX) this.#renamed.set(given, name);
    return name;
  }

  get renamed(): readonly RenamedGroup[] {
    const counts = new Map<string, number>();
    for (const to of this.#renamed.values()) counts.set(to, (counts.get(to) ?? 0) + 1);
    return [...this.#renamed]
      .filter(([, to]) => to !== '')
      .map(([from, to]) => ({ from, to, isShared: this.#kept.has(to) || (counts.get(to) ?? 0) > 1 }));
  }
}
