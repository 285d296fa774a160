import { isJsonObject, type JsonObject, type JsonValue } from '../records/json.ts';

export type PathReader = (fields: JsonObject) => JsonValue | undefined;

/** `a.b`, `a[0].b`: names between dots, and places in lists. */
const STEP = /\[(\d+)\]|([^.[\]]+)/g;

/** Reads a column, or a path into JSON. A column whose own name is the path comes first. */
export function compilePath(path: string): PathReader {
  const steps = [...path.matchAll(STEP)].map(([, index, name]) => (index === undefined ? (name ?? '') : +index));
  if (steps.length <= 1 && steps[0] === path) return (fields) => fields[path];
  return (fields) => {
    const whole = fields[path];
    return whole === undefined ? walk(fields, steps) : whole;
  };
}

function walk(fields: JsonObject, steps: readonly (string | number)[]): JsonValue | undefined {
  let value: JsonValue | undefined = fields;
  for (const step of steps) {
    if (typeof step === 'number') value = Array.isArray(value) ? (value as readonly JsonValue[])[step] : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}
