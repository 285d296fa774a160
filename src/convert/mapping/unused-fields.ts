import { findSecretKind } from '../../check/remedies/secret-columns.ts';
import type { JsonObject, JsonValue } from '../records/json.ts';
import { listColumns, type Mapping } from './mapping.ts';

/** Fields that are named one by one; nobody reads more. */
const FIELDS_MAX = 200;

/** A field of users that no attribute is made of. */
export interface UnusedField {
  /** As a mapping file names it: `app_metadata.plan`. */
  readonly path: string;
  /** Users who have a value there. */
  readonly users: number;
}

/** Users who have a value, or that the mapping, or the source itself, makes something of it. */
type CountedField = CountedMember | 'used';

interface CountedMember {
  readonly path: string;
  users: number;
}

/**
 * Counts what an application, or people, added to users at the source, and what goes nowhere because the mapping does not name it.
 * Secrets are not counted: no mapping may name them.
 */
export class UnusedFields {
  readonly #names: readonly string[];
  readonly #used: readonly string[];
  /** By member, and then by the member of that: a path is made once, not for each user. */
  readonly #counts = new Map<string, Map<string, CountedField>>();
  #size = 0;
  /** Counted by place: no map is asked for each user. */
  readonly #members: readonly CountedMember[];

  /** `members`: those with one value each, which the source itself writes. `names`: members of a user with one value, or with an object of them. `read`: paths that the source itself makes something of. */
  constructor(names: readonly string[], read: readonly string[], mapping: Mapping, members: readonly string[] = []) {
    this.#names = names;
    this.#used = [...read, ...listColumns(mapping)];
    this.#members = members.filter((path) => !this.#isUsed(path)).map((path) => ({ path, users: 0 }));
  }

  take(fields: JsonObject): void {
    for (const name of this.#names) {
      const value = fields[name];
      if (value === undefined || value === null || value === '') continue;
      const counts = this.#countsOf(name);
      if (typeof value !== 'object' || Array.isArray(value)) this.#count(counts, name, '', value);
      else for (const key of Object.keys(value)) this.#count(counts, name, key, (value as JsonObject)[key]);
    }
    for (const member of this.#members) {
      const value = fields[member.path];
      if (value !== undefined && value !== null && value !== '') member.users += 1;
    }
  }

  /** The most frequent first. */
  get list(): readonly UnusedField[] {
    const counted = [...this.#counts.values()].flatMap((fields) =>
      [...fields.values()].filter((field) => field !== 'used'),
    );
    counted.push(...this.#members.filter(({ users }) => users > 0));
    return counted.map(({ path, users }) => ({ path, users })).toSorted((one, other) => other.users - one.users);
  }

  #countsOf(name: string): Map<string, CountedField> {
    let counts = this.#counts.get(name);
    if (counts === undefined) {
      counts = new Map();
      this.#counts.set(name, counts);
    }
    return counts;
  }

  /** A blank `key` is the member itself. */
  #count(counts: Map<string, CountedField>, name: string, key: string, value: JsonValue | undefined): void {
    if (isBlank(value)) return;
    let field = counts.get(key);
    if (field === undefined) {
      if (this.#size >= FIELDS_MAX) return;
      const path = key === '' ? name : `${name}.${key}`;
      field = this.#isUsed(path) ? 'used' : { path: Array.isArray(value) ? `${path}[0]` : path, users: 0 };
      counts.set(key, field);
      this.#size += 1;
    }
    if (field !== 'used') field.users += 1;
  }

  #isUsed(path: string): boolean {
    const isWithin = (inner: string, outer: string) =>
      inner.startsWith(outer) && /^(?:[.[]|$)/.test(inner.slice(outer.length));
    if (path.split('.').some((step) => findSecretKind(step) !== undefined)) return true;
    return this.#used.some((used) => isWithin(used, path) || isWithin(path, used));
  }
}

function isBlank(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (typeof value !== 'object') return false;
  for (const _member in value) return false;
  return true;
}
