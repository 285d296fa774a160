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

/**
 * Counts what an application, or people, added to users at the source, and what goes nowhere because the mapping does not name it.
 * Secrets are not counted: no mapping may name them.
 */
export class UnusedFields {
  readonly #names: readonly string[];
  readonly #used: readonly string[];
  readonly #counts = new Map<string, { readonly path: string; users: number } | 'used'>();
  #isFull = false;

  /** `names`: members of a user with one value, or with an object of them. `read`: paths that the source itself makes something of. */
  constructor(names: readonly string[], read: readonly string[], mapping: Mapping) {
    this.#names = names;
    this.#used = [...read, ...listColumns(mapping)];
  }

  take(fields: JsonObject): void {
    for (const name of this.#names) {
      const value = fields[name];
      if (value === undefined || value === null || value === '') continue;
      if (typeof value !== 'object' || Array.isArray(value)) this.#count(name, value);
      else for (const key of Object.keys(value)) this.#count(`${name}.${key}`, (value as JsonObject)[key]);
    }
  }

  /** The most frequent first. */
  get list(): readonly UnusedField[] {
    const counted = [...this.#counts.values()].filter((field) => field !== 'used');
    return counted.map(({ path, users }) => ({ path, users })).toSorted((one, other) => other.users - one.users);
  }

  #count(path: string, value: JsonValue | undefined): void {
    if (isBlank(value)) return;
    let field = this.#counts.get(path);
    if (field === undefined) {
      if (this.#isFull) return;
      field = this.#isUsed(path) ? 'used' : { path: Array.isArray(value) ? `${path}[0]` : path, users: 0 };
      this.#counts.set(path, field);
      this.#isFull = this.#counts.size >= FIELDS_MAX;
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
  return typeof value === 'object' && Object.keys(value).length === 0;
}
