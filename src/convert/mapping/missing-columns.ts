import { isJsonObject, type JsonObject, type JsonValue } from '../records/json.ts';
import { compilePath, type PathReader } from './compile-path.ts';

/** Records whose paths are kept, to find out what was meant by one that none has. */
const RECORDS_WITH_PATHS = 200;
const PATHS_MAX = 1_000;
const LEVELS_MAX = 4;
const NEAREST_MAX = 3;

/** A path of a mapping that no record has. */
export interface MissingColumn {
  readonly column: string;
  /** Paths of records that look like it, the nearest first. */
  readonly nearest: readonly string[];
}

/** Finds paths of a mapping that no record has, such as those with a slip of the pen. */
export class MissingColumns {
  #missing: readonly { readonly column: string; readonly read: PathReader }[];
  readonly #paths = new Set<string>();
  #records = 0;

  constructor(columns: readonly string[]) {
    this.#missing = columns.map((column) => ({ column, read: compilePath(column) }));
  }

  take(fields: JsonObject): void {
    if (this.#missing.length === 0) return;
    if (this.#missing.some(({ read }) => read(fields) !== undefined)) {
      this.#missing = this.#missing.filter(({ read }) => read(fields) === undefined);
    }
    if (this.#records >= RECORDS_WITH_PATHS) return;
    this.#records += 1;
    this.#addPaths(fields, '', LEVELS_MAX);
  }

  get list(): readonly MissingColumn[] {
    return this.#missing.map(({ column }) => ({ column, nearest: findNearest(column, [...this.#paths]) }));
  }

  #addPaths(value: JsonValue | undefined, path: string, levels: number): void {
    if (this.#paths.size >= PATHS_MAX) return;
    if (path !== '' && !isJsonObject(value) && !Array.isArray(value)) this.#paths.add(path);
    if (levels === 0) return;
    if (Array.isArray(value)) this.#addPaths((value as readonly JsonValue[])[0], `${path}[0]`, levels - 1);
    else if (isJsonObject(value)) {
      for (const [name, member] of Object.entries(value))
        this.#addPaths(member, path === '' ? name : `${path}.${name}`, levels - 1);
    }
  }
}

/** Of the same last step, or with so few other characters that one may be the other mistyped. */
function findNearest(column: string, paths: readonly string[]): readonly string[] {
  const [plain, last] = [simplify(column), lastStepOf(column)];
  const near = paths.flatMap((path) => {
    const distance = countEdits(plain, simplify(path));
    const isNear = distance <= Math.max(1, Math.floor(plain.length / 4)) || lastStepOf(path) === last;
    return isNear ? [{ path, distance }] : [];
  });
  return near
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, NEAREST_MAX)
    .map(({ path }) => path);
}

function simplify(path: string): string {
  return path
    .toLowerCase()
    .replaceAll(/\[\d+\]/g, '')
    .replaceAll(/[^\p{L}\p{N}.]/gu, '');
}

function lastStepOf(path: string): string {
  return simplify(path).split('.').at(-1) ?? '';
}

/** Characters to insert, remove or replace until one text is the other (Levenshtein). */
function countEdits(one: string, other: string): number {
  let before = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const edits = [row];
    for (let at = 1; at <= other.length; at++) {
      const replaced = (before[at - 1] ?? 0) + (one[row - 1] === other[at - 1] ? 0 : 1);
      edits.push(Math.min(replaced, (before[at] ?? 0) + 1, (edits[at - 1] ?? 0) + 1));
    }
    before = edits;
  }
  return before[other.length] ?? 0;
}
