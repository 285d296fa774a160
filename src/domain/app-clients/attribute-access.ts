import { isCustomAttribute } from '../pools/custom-attribute.ts';
import type { SchemaAttribute } from '../pools/user-pool.ts';
import type { AppClientSettings } from './app-client.ts';
import { type ClientRefusal, invalidParameter } from './refusal.ts';

type Access = Pick<AppClientSettings, 'readAttributes' | 'writeAttributes'>;

/** What no client may write: they say what was proved of a user, or who it is. */
const NEVER_WRITTEN: readonly string[] = ['sub', 'email_verified', 'phone_number_verified'];

/** Names of the attributes that a client shows to its users: its own list, or the standard attributes of the pool (R604). */
export function readableAttributes(client: Access, schema: readonly SchemaAttribute[]): ReadonlySet<string> {
  return new Set(client.readAttributes ?? schema.map(({ name }) => name).filter(isStandard));
}

/** Names of the attributes that users may change through a client: its own list, or the standard attributes of the pool (R604). */
export function writableAttributes(client: Access, schema: readonly SchemaAttribute[]): ReadonlySet<string> {
  return new Set(client.writeAttributes ?? schema.map(({ name }) => name).filter(isStandardAndWritable));
}

/** A list may name only attributes of the pool, and that of writable ones has to name those that the pool requires (R605). */
export function findAttributeFault(
  { readAttributes = [], writeAttributes }: Access,
  schema: readonly SchemaAttribute[],
  action: 'creating' | 'updating',
): ClientRefusal | undefined {
  const names = new Set(schema.map(({ name }) => name));
  if (!readAttributes.every((name) => names.has(name))) {
    return invalidParameter(`Invalid read attributes specified while ${action} a client`);
  }
  if (writeAttributes && !areWritable(writeAttributes, schema)) {
    return invalidParameter(`Invalid write attributes specified while ${action} a client`);
  }
  return undefined;
}

function areWritable(given: readonly string[], schema: readonly SchemaAttribute[]): boolean {
  const writable = schema.filter(({ name, developerOnly }) => !developerOnly && !NEVER_WRITTEN.includes(name));
  const names = new Set(writable.map(({ name }) => name));
  const required = writable.filter((attribute) => attribute.required);
  return given.every((name) => names.has(name)) && required.every(({ name }) => given.includes(name));
}

function isStandard(name: string): boolean {
  return !isCustomAttribute(name);
}

function isStandardAndWritable(name: string): boolean {
  return isStandard(name) && !NEVER_WRITTEN.includes(name);
}
