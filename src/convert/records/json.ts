export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A record as JSON: of a CSV file, one text for each column. */
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The members of a value that should be an object; none if it is not. */
export function membersOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : NO_MEMBERS;
}

/** The items of a value that should be a list; none if it is not. */
export function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : NO_ITEMS;
}

/** The text of a text or number; undefined for anything else, and for a blank. */
export function textOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' ? `${value}` : undefined;
}

/** What a text holds that should be JSON: an object, in the export of Firebase or Keycloak for example; undefined if it is none. */
export function parseJsonText(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as JsonValue;
  } catch {
    // Thrown only for text that is no JSON, which is what is asked.
    return undefined;
  }
}

const NO_MEMBERS: JsonObject = {};
const NO_ITEMS: readonly JsonValue[] = [];
