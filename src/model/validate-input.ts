import { assertPresent } from '../base/assert.ts';
import { findBrokenConstraints } from './find-broken-constraints.ts';
import type { ListShape, MapShape, ServiceModel, Shape, StructureShape } from './service-model.ts';

/** Broken constraints that are listed in one answer. */
export const CONSTRAINT_ERRORS_MAX = 100;

export type InputVerdict =
  /** `input` holds the members of the model and no others (R12). */
  | { readonly kind: 'valid'; readonly input: unknown }
  /** A value of the wrong JSON type (R11). */
  | { readonly kind: 'malformed' }
  /** The text of R17. */
  | { readonly kind: 'invalid'; readonly message: string };

/** Thrown on the first value of the wrong JSON type; never leaves this module. */
class MalformedInputError extends Error {}

/** Judges a decoded JSON value by a shape of the model (R11, R12, R16 to R26). Safe for any value `JSON.parse` can make. */
export function validateInput(model: ServiceModel, shapeName: string, value: unknown): InputVerdict {
  const validator = new InputValidator(model);
  let input: unknown;
  try {
    input = validator.read(shapeName, value, '');
  } catch (error) {
    if (error instanceof MalformedInputError) return { kind: 'malformed' };
    throw error;
  }
  const { errors } = validator;
  if (errors.length === 0) return { kind: 'valid', input };
  const count = errors.length === 1 ? '1 validation error' : `${errors.length} validation errors`;
  return { kind: 'invalid', message: `${count} detected: ${errors.join('; ')}` };
}

class InputValidator {
  readonly errors: string[] = [];
  readonly #model: ServiceModel;
  /** How many of the structures and maps that are being read are sensitive as a whole. */
  #sensitiveDepth = 0;

  constructor(model: ServiceModel) {
    this.#model = model;
  }

  /** The value with only what the model knows; adds the constraints it breaks to `errors`. */
  read(shapeName: string, value: unknown, path: string): unknown {
    const shape = assertPresent(this.#model.shapes[shapeName], `no shape ${shapeName}`);
    requireJsonType(shape, value);
    const broken = findBrokenConstraints(this.#model, shape, value);
    for (const constraint of broken.constraints) this.#report(broken.printed, path, constraint);
    const isSensitive = (shape.type === 'structure' || shape.type === 'map') && shape.sensitive === true;
    if (isSensitive) this.#sensitiveDepth++;
    const read = this.#readMembers(shape, value, path);
    if (isSensitive) this.#sensitiveDepth--;
    return read;
  }

  #readMembers(shape: Shape, value: unknown, path: string): unknown {
    if (shape.type === 'structure') return this.#readStructure(shape, value, path);
    if (shape.type === 'list') return this.#readList(shape, value, path);
    if (shape.type === 'map') return this.#readMap(shape, value, path);
    return value;
  }

  #readStructure(shape: StructureShape, value: unknown, path: string): unknown {
    const members = new Map(Object.entries(value as object));
    const input: Record<string, unknown> = {};
    for (const [name, target] of Object.entries(shape.members)) {
      const member = members.get(name) ?? undefined;
      const memberPath = path === '' ? lowerFirst(name) : `${path}.${lowerFirst(name)}`;
      if (member !== undefined) input[name] = this.read(target, member, memberPath);
      else if (shape.required?.includes(name)) this.#reportNull(target, memberPath);
    }
    return input;
  }

  #readList(shape: ListShape, value: unknown, path: string): unknown {
    const members = value as readonly unknown[];
    return members.map((member, index) => {
      const memberPath = `${path}.${index + 1}.member`;
      if (member !== null) return this.read(shape.member, member, memberPath);
      this.#reportNull(shape.member, memberPath);
      return undefined;
    });
  }

  #readMap(shape: MapShape, value: unknown, path: string): unknown {
    // A null is a key that was not given: amazon-cognito-identity-js sends one at each refresh in a browser (R860).
    const given = Object.entries(value as object).filter(([, member]) => member !== null);
    const entries = given.map(([key, member]) => [
      this.read(shape.key, key, `${path}.key`),
      this.read(shape.value, member, `${path}.${key}.member`),
    ]);
    // Defines properties and so is safe for the key `__proto__`, which an assignment is not.
    return Object.fromEntries(entries);
  }

  #reportNull(shapeName: string, path: string): void {
    const shape = this.#model.shapes[shapeName];
    const isSensitive = shape?.type === 'string' && shape.sensitive === true;
    this.#report(isSensitive ? '' : ' null', path, 'Member must not be null');
  }

  /** Adds the text of a broken constraint: value, member and constraint (R18). */
  #report(printed: string, path: string, constraint: string): void {
    if (this.errors.length >= CONSTRAINT_ERRORS_MAX) return;
    const shown = this.#sensitiveDepth > 0 ? '' : printed;
    this.errors.push(`Value${shown} at '${path}' failed to satisfy constraint: ${constraint}`);
  }
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function requireJsonType(shape: Shape, value: unknown): void {
  if (!hasJsonType(shape, value)) throw new MalformedInputError();
}

function hasJsonType(shape: Shape, value: unknown): boolean {
  switch (shape.type) {
    case 'structure':
    case 'map':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'list':
      return Array.isArray(value);
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;
    case 'long':
      return typeof value === 'number' && Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63;
    case 'double':
    case 'timestamp':
      return typeof value === 'number';
  }
}
