import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServiceModel } from '../../model/service-model.ts';
import { serviceModels } from '../../model/service-models.ts';
import {
  findQueryParameters,
  MalformedQueryError,
  parseQueryParameters,
  QUERY_PARAMETERS_MAX,
  type QueryNode,
} from './parse-query.ts';

/** Members of a list without a maximum of its own that its operation takes: the ARNs of AssumeRole. */
const UNBOUNDED_MEMBERS = 10;

/** Parameters that the largest legal input of a shape takes. */
function countParameters(model: ServiceModel, shapeName: string): number {
  const shape = model.shapes[shapeName];
  if (shape?.type === 'structure') {
    return Object.values(shape.members).reduce((sum, member) => sum + countParameters(model, member), 0);
  }
  if (shape?.type === 'list') return (shape.max ?? UNBOUNDED_MEMBERS) * countParameters(model, shape.member);
  return 1;
}

function listValues(node: QueryNode, path: readonly string[] = []): [string, string][] {
  const own: [string, string][] = node.value === undefined ? [] : [[path.join('.'), node.value]];
  return [...own, ...[...node.children].flatMap(([part, child]) => listValues(child, [...path, part]))];
}

describe('the parameters of a form', () => {
  it.each(
    [serviceModels.iam, serviceModels.sts].flatMap((model) =>
      Object.keys(model.operations).map((operation) => [operation, model] as const),
    ),
  )('are fewer than may be sent in the largest legal input of %s (R543)', (operation, model) => {
    const count = 2 + countParameters(model, model.operations[operation]?.input ?? '');
    expect(count).toBeLessThan(QUERY_PARAMETERS_MAX / 2);
  });

  it.each([
    ['names', (index: number) => `N${index}`],
    ['nothing', () => ''],
    ['values', (index: number) => `a${index}=b`],
  ])('are refused at one too many before any of them is read: %s (R543)', (_, parameter) => {
    const body = (count: number) =>
      Buffer.from(Array.from({ length: count }, (_each, index) => parameter(index)).join('&'));
    for (const read of [(form: Buffer) => findQueryParameters(form, ['Action']), parseQueryParameters]) {
      expect(() => read(body(QUERY_PARAMETERS_MAX + 1))).toThrow('a request may have at most 1000 parameters');
    }
    expect(findQueryParameters(body(QUERY_PARAMETERS_MAX), ['Action'])).toEqual([undefined]);
  });

  it('are read as URLSearchParams reads them', () => {
    const part = fc.stringMatching(/^[A-Za-z0-9]{1,5}$/);
    const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, fc.string({ unit: 'grapheme' })), { selector: ([key]) => key }),
        (pairs) => {
          const form = Buffer.from(new URLSearchParams(pairs).toString());
          expect(listValues(parseQueryParameters(form)).sort()).toEqual([...pairs].sort());
          const names = pairs.map(([key]) => key).filter((key) => key.length <= 16);
          expect(findQueryParameters(form, names)).toEqual(names.map((key) => new URLSearchParams(pairs).get(key)));
        },
      ),
    );
  });

  it('are read, or refused in words, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const read of [(form: Buffer) => findQueryParameters(form, ['a']), parseQueryParameters]) {
          try {
            read(Buffer.from(bytes));
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedQueryError);
          }
        }
      }),
    );
  });

  it('that come twice are named, cut to a line', () => {
    const name = 'N'.repeat(100_000);
    const read = () => parseQueryParameters(Buffer.from(`${name}=1&${name}=2`));
    expect(read).toThrow(/^the parameter N{1,130}.{0,5} is given twice$/);
  });
});
