import { csvHeaderOf } from '../../domain/imports/csv-header.ts';
import type { SchemaAttribute, UserPoolSettings } from '../../domain/pools/user-pool.ts';
import { columnsOf, type Mapping } from './mapping.ts';

interface FittedMapping {
  readonly mapping: Mapping;
  /** Attributes that the pool does not have: they go nowhere. */
  readonly dropped: readonly string[];
  /** Whether the user name of the source goes nowhere, because user names of the pool are addresses or numbers (R218). */
  readonly dropsUsername: boolean;
}

/** The mapping of a source for a pool that exists. */
export function fitMapping(
  mapping: Mapping,
  pool: { readonly settings: UserPoolSettings; readonly schema: readonly SchemaAttribute[] },
): FittedMapping {
  const columns = csvHeaderOf(pool);
  const entries = Object.entries(mapping.attributes);
  const attributes = Object.fromEntries(entries.filter(([name]) => columns.includes(name)));
  const dropped = entries.map(([name]) => name).filter((name) => !columns.includes(name));
  const { usernameAttributes } = pool.settings;
  const contacts = usernameAttributes.flatMap((name) => {
    const rule = attributes[name];
    return rule === undefined ? [] : columnsOf(rule);
  });
  const before = columnsOf(mapping.username);
  const isFit = usernameAttributes.length === 0 || before.every((column) => contacts.includes(column));
  if (isFit || contacts.length === 0) return { mapping: { ...mapping, attributes }, dropped, dropsUsername: false };
  const username = { column: contacts.length === 1 ? (contacts[0] ?? '') : contacts };
  return { mapping: { ...mapping, attributes, username }, dropped, dropsUsername: true };
}
