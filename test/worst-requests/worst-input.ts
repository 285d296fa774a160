import { compileJavaPattern } from '../../src/model/java-pattern.ts';
import type { ServiceModel, Shape, StringShape, StructureShape } from '../../src/model/service-model.ts';
import { validateInput } from '../../src/model/validate-input.ts';

/** An input that the model accepts, and what is worst in it. */
export interface WorstInput {
  readonly about: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Of one input as JSON: a request has at most 1 MiB, and one of PutLogEvents 8 MiB. */
const inputBytesMax = (shapeName: string) => (shapeName === 'PutLogEventsRequest' ? 8_000_000 : 1_000_000);
/** Of what the model does not bound, in the input in which something else is filled. */
const UNBOUNDED_CHARACTERS = 64;
/** What values begin and end with so that they fit the patterns of the models. */
const ENDS: readonly (readonly [string, string])[] = [
  ['', ''],
  ['/', '/'],
  ['us-east-1_', ''],
  ['import-', ''],
  ['arn:aws:iam::123456789012:role/', ''],
  ['{####}', ''],
  ['{##a##}', ''],
  ['a@', ''],
  ['v1.', ''],
];
/** The widest first. */
const FILLERS = ['é', 'a', '1'] as const;
/** Several of a larger maximum would not fit into one request: they are filled one by one. */
const MAXIMUM_AT_ONCE = 32_768;

/** The maximum of every member at once, and then each member that the model does not bound, filled up to the size of a request. */
export function listWorstInputs(
  model: ServiceModel,
  shapeName: string,
  known: Readonly<Record<string, unknown>>,
): WorstInput[] {
  const shape = model.shapes[shapeName];
  if (shape?.type !== 'structure') throw new Error(`${shapeName} is not a structure`);
  const base: Record<string, unknown> = { ...fillMembers(model, shape, 0), ...known };
  for (const [name, value] of Object.entries(base)) if (value === undefined) delete base[name];
  const inputs: WorstInput[] = [{ about: 'every member at its maximum', input: base }];
  for (const [name, target] of Object.entries(shape.members)) {
    if (name in known || !isUnbounded(model, target)) continue;
    const bytesLeft = inputBytesMax(shapeName) - Buffer.byteLength(JSON.stringify({ ...base, [name]: null }));
    if (bytesLeft <= 0) throw new Error(`${shapeName} is too large already without ${name}`);
    const input = { ...base, [name]: fill(model, target, bytesLeft) };
    if (validateInput(model, shapeName, input).kind === 'valid') inputs.push({ about: `${name} filled`, input });
  }
  return inputs;
}

function fillMembers(model: ServiceModel, shape: StructureShape, bytes: number): Record<string, unknown> {
  const members = Object.entries(shape.members);
  const sharers = members.filter(([, target]) => isUnbounded(model, target)).length;
  const share = Math.floor(bytes / Math.max(1, sharers));
  return Object.fromEntries(members.map(([name, target]) => [name, fill(model, target, share)]));
}

function shapeOf(model: ServiceModel, shapeName: string): Shape {
  const shape = model.shapes[shapeName];
  if (!shape) throw new Error(`no shape ${shapeName}`);
  return shape;
}

/** Whether a part of it has no maximum. */
function isUnbounded(model: ServiceModel, shapeName: string): boolean {
  const shape = shapeOf(model, shapeName);
  switch (shape.type) {
    case 'structure':
      return Object.values(shape.members).some((target) => isUnbounded(model, target));
    case 'list':
      return shape.max === undefined || isUnbounded(model, shape.member);
    case 'map':
      return shape.max === undefined || isUnbounded(model, shape.value);
    case 'string':
      return !shape.enum && (shape.max ?? Number.POSITIVE_INFINITY) > MAXIMUM_AT_ONCE;
    default:
      return false;
  }
}

/** The largest value that the model accepts; what it does not bound gets about `bytes`, or little if that is 0. */
function fill(model: ServiceModel, shapeName: string, bytes: number): unknown {
  const shape = shapeOf(model, shapeName);
  switch (shape.type) {
    case 'structure':
      return fillMembers(model, shape, bytes);
    case 'list': {
      const countMax = shape.max ?? (bytes === 0 ? 1 : Number.POSITIVE_INFINITY);
      return fillItems(countMax, bytes, (index) => [
        undefined,
        vary(model, shape.member, fill(model, shape.member, 0), index),
      ]).map(([, value]) => value);
    }
    case 'map': {
      const countMax = shape.max ?? (bytes === 0 ? 1 : Number.POSITIVE_INFINITY);
      const entries = fillItems(countMax, bytes, (index) => {
        const key = shapeOf(model, shape.key);
        const text = key.type === 'string' ? longest(key, 0) : '';
        return [String(vary(model, shape.key, text, index)), fill(model, shape.value, 0)];
      });
      return Object.fromEntries(entries);
    }
    case 'string':
      return shape.enum ? shape.enum.at(-1) : longest(shape, bytes);
    case 'integer':
    case 'long':
      return shape.max ?? 2 ** 31 - 1;
    case 'double':
      return shape.max ?? Number.MAX_VALUE;
    case 'boolean':
      return true;
    case 'timestamp':
      return 1_700_000_000;
  }
}

function fillItems(
  countMax: number,
  bytes: number,
  item: (index: number) => [string | undefined, unknown],
): [string | undefined, unknown][] {
  const items: [string | undefined, unknown][] = [];
  for (let used = 0; items.length < countMax; ) {
    const next = item(items.length);
    used += Buffer.byteLength(JSON.stringify(next[1])) + (next[0] === undefined ? 1 : Buffer.byteLength(next[0]) + 4);
    if (items.length > 0 && bytes > 0 && used > bytes) break;
    items.push(next);
  }
  return items;
}

/** Another value of the same length for each index, where one of its texts may be another one. */
function vary(model: ServiceModel, shapeName: string, value: unknown, index: number): unknown {
  const shape = shapeOf(model, shapeName);
  if (shape.type === 'string' && typeof value === 'string') {
    const mark = index.toString(36);
    const varied = value.slice(0, Math.max(0, value.length - mark.length)) + mark;
    const fits = shape.pattern === undefined || compileJavaPattern(shape.pattern).test(varied);
    return shape.enum || !fits || value.length < mark.length ? value : varied;
  }
  if (shape.type !== 'structure') return value;
  const members = Object.entries(value as Record<string, unknown>);
  return Object.fromEntries(members.map(([name, each]) => [name, vary(model, shape.members[name] ?? '', each, index)]));
}

const longestKnown = new Map<string, string>();

function longest(shape: StringShape, bytes: number): string {
  const key = JSON.stringify([shape, bytes]);
  const known = longestKnown.get(key);
  if (known !== undefined) return known;
  for (const filler of FILLERS) {
    for (const [start, end] of ENDS) {
      const free = bytes > 0 ? Math.floor(bytes / Buffer.byteLength(filler)) : UNBOUNDED_CHARACTERS;
      const { max = Number.POSITIVE_INFINITY } = shape;
      const length = Math.max(0, (max > MAXIMUM_AT_ONCE ? Math.min(max, free) : max) - start.length - end.length);
      const text = start + filler.repeat(length) + end;
      if (shape.pattern === undefined || compileJavaPattern(shape.pattern).test(text)) {
        longestKnown.set(key, text);
        return text;
      }
    }
  }
  throw new Error(`no text fits ${JSON.stringify(shape)}`);
}
