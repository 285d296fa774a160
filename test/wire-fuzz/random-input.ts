import type { RandomSource } from '../../src/cli/generate/random-source.ts';
import type { ServiceModel, Shape } from '../../src/model/service-model.ts';

/** Texts of members that name things: each is taken in most cases, so that requests come to what lies behind the look-up. */
export type NamedThings = Readonly<Record<string, readonly [string, ...string[]]>>;

const TEXTS: readonly [string, ...string[]] = [
  'a',
  'email',
  'custom:team',
  'https://example.com/',
  'http://example.com/#x',
  'openid',
  'COGNITO',
  'arn:aws:iam::111111111111:role/import',
  'arn:aws:iam::222222222222:role/import',
  '+4915112345678',
  'a@example.com',
  'Your code is {####}',
  'x'.repeat(24),
  '',
  ' ',
  'x'.repeat(3_000),
  'é日本🙂',
  '\u0000',
  '\ud800',
  '__proto__',
  "'; DROP TABLE users; --",
  '%s%n',
];
const NUMBERS: readonly [number, ...number[]] = [
  0,
  1,
  3,
  5,
  15,
  24,
  30,
  60,
  61,
  300,
  86_400,
  -1,
  2 ** 31,
  2 ** 53,
  1.5,
  1e308,
];
const OF_OTHER_TYPES: readonly [unknown, ...unknown[]] = [null, true, 0, 'x', [], {}, [[]], { a: 1 }];

/** An input of that shape: most members as the model has them, some left out, some of another type or out of bounds. */
export function randomInput(
  random: RandomSource,
  model: ServiceModel,
  shapeName: string,
  things: NamedThings,
): unknown {
  const anyValue = (name: string, member: string, depth: number): unknown => {
    if (random.chance(2)) return random.pick(OF_OTHER_TYPES);
    const known = things[member];
    if (known && random.chance(90)) return random.pick(known);
    const shape = model.shapes[name];
    return shape && depth < 6 ? valueOfShape(shape, member, depth) : null;
  };
  const valueOfShape = (shape: Shape, member: string, depth: number): unknown => {
    switch (shape.type) {
      case 'structure': {
        const required = new Set(shape.required);
        const given = Object.entries(shape.members).filter(([name]) => random.chance(required.has(name) ? 97 : 35));
        return Object.fromEntries(given.map(([name, target]) => [name, anyValue(target, name, depth + 1)]));
      }
      case 'list':
        return Array.from({ length: random.below(4) }, () => anyValue(shape.member, member, depth + 1));
      case 'map':
        return Object.fromEntries(
          Array.from({ length: random.below(3) }, () => [random.pick(TEXTS), anyValue(shape.value, member, depth + 1)]),
        );
      case 'string': {
        const [first, ...rest] = shape.enum ?? [];
        return first !== undefined && random.chance(95) ? random.pick([first, ...rest]) : random.pick(TEXTS);
      }
      case 'integer':
      case 'long':
      case 'double':
      case 'timestamp':
        return random.pick(NUMBERS);
      case 'boolean':
        return random.chance(50);
    }
  };
  const shape = model.shapes[shapeName];
  return shape ? valueOfShape(shape, '', 0) : {};
}
