import { cutClientText } from '../../base/text/cut-client-text.ts';
import type { ServiceModel, Shape } from '../../model/service-model.ts';

/** Parts of the name of a Query parameter: `Tags.member.1.Key` has four. */
export const NAME_PARTS_MAX = 16;

/**
 * Parameters of a request, a few times what the largest legal input takes: 50 tags of two parameters each, and what else an operation has
 * (R543).
 */
export const QUERY_PARAMETERS_MAX = 1_000;
/** Longer than `Version`. */
const SOUGHT_NAME_BYTES_MAX = 16;
const AMPERSAND = 0x26;
const EQUALS = 0x3d;

/** The parameters of an AWS Query request, by the parts of their names: `Tags.member.1.Key`. */
export interface QueryNode {
  value: string | undefined;
  readonly children: Map<string, QueryNode>;
}

/** Thrown for parameters that cannot be read. */
export class MalformedQueryError extends Error {
  override name = 'MalformedQueryError';
}

/** Reads an `application/x-www-form-urlencoded` body. Throws {@link MalformedQueryError}, also for a parameter given twice. */
export function parseQueryParameters(body: Buffer): QueryNode {
  const root: QueryNode = { value: undefined, children: new Map() };
  for (const { rawName, rawValue } of listParameters(body)) {
    const name = decodeForm(rawName.toString('latin1'));
    const node = descend(root, name);
    if (node.value !== undefined) throw new MalformedQueryError(`the parameter ${cutClientText(name)} is given twice`);
    node.value = decodeForm(rawValue.toString('latin1'));
  }
  return root;
}

/**
 * The values of the parameters with these names, the first one of each, or undefined. Allocates nothing for others, so that it may read
 * what no signature has proven yet. Throws {@link MalformedQueryError} for too many parameters, and for a value that is not form encoding.
 */
export function findQueryParameters(body: Buffer, names: readonly string[]): readonly (string | undefined)[] {
  const values = new Map<string, string>();
  for (const { rawName, rawValue } of listParameters(body)) {
    if (rawName.length > SOUGHT_NAME_BYTES_MAX) continue;
    const name = rawName.toString('latin1');
    if (names.includes(name) && !values.has(name)) values.set(name, decodeForm(rawValue.toString('latin1')));
  }
  return names.map((name) => values.get(name));
}

/** The parameters as they were sent. Empty ones are left out, but count. Throws {@link MalformedQueryError} at one too many. */
function* listParameters(body: Buffer): Generator<{ readonly rawName: Buffer; readonly rawValue: Buffer }> {
  let count = 0;
  for (let start = 0; start <= body.length; ) {
    if (++count > QUERY_PARAMETERS_MAX) {
      throw new MalformedQueryError(`a request may have at most ${QUERY_PARAMETERS_MAX} parameters`);
    }
    const mark = body.indexOf(AMPERSAND, start);
    const end = mark < 0 ? body.length : mark;
    if (end > start) {
      const parameter = body.subarray(start, end);
      const equals = parameter.indexOf(EQUALS);
      const nameEnd = equals < 0 ? parameter.length : equals;
      yield { rawName: parameter.subarray(0, nameEnd), rawValue: parameter.subarray(nameEnd + 1) };
    }
    start = end + 1;
  }
}

function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new MalformedQueryError('a percent sign is not followed by UTF-8 in hex digits', { cause });
  }
}

function descend(root: QueryNode, name: string): QueryNode {
  const parts = name.split('.', NAME_PARTS_MAX + 1);
  if (parts.length > NAME_PARTS_MAX) throw new MalformedQueryError('the name of a parameter has too many parts');
  let node = root;
  for (const part of parts) {
    const child = node.children.get(part) ?? { value: undefined, children: new Map<string, QueryNode>() };
    node.children.set(part, child);
    node = child;
  }
  return node;
}

/** The value that JSON would have for the node; what is no value of the shape's type throws {@link MalformedQueryError}. */
export function readQueryValue(model: ServiceModel, shapeName: string, node: QueryNode): unknown {
  const shape = model.shapes[shapeName];
  if (shape?.type === 'structure') {
    const members = Object.entries(shape.members).flatMap(([name, target]) => {
      const child = node.children.get(name);
      return child ? [[name, readQueryValue(model, target, child)] as const] : [];
    });
    return Object.fromEntries(members);
  }
  if (shape?.type === 'list') return readList(model, shape.member, node);
  if (shape === undefined || shape.type === 'map') throw new Error(`no input of ${model.service} can be ${shapeName}`);
  if (node.value === undefined) throw new MalformedQueryError('a parameter has members, but its type has none');
  return readScalar(shape, node.value);
}

/** `Name.member.1` and so on without a gap; `Name=` is an empty list. */
function readList(model: ServiceModel, memberShape: string, node: QueryNode): unknown[] {
  const members = node.children.get('member')?.children ?? new Map<string, QueryNode>();
  if (members.size === 0 && node.value !== '') throw new MalformedQueryError('a list has no members');
  return Array.from({ length: members.size }, (_, index) => {
    const member = members.get(String(index + 1));
    if (!member) throw new MalformedQueryError('the members of a list are not numbered from 1');
    return readQueryValue(model, memberShape, member);
  });
}

function readScalar(shape: Shape, value: string): unknown {
  switch (shape.type) {
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw new MalformedQueryError('a boolean is neither true nor false');
      return value === 'true';
    case 'integer':
    case 'long':
      if (!/^-?\d{1,19}$/.test(value)) throw new MalformedQueryError('an integer has other characters than digits');
      return Number(value);
    case 'timestamp': {
      const ms = Date.parse(value);
      if (Number.isNaN(ms)) throw new MalformedQueryError('a timestamp is not ISO 8601');
      return ms / 1000;
    }
    default:
      return value;
  }
}
