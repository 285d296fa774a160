import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatLimit } from '../scripts/limits/limit.ts';
import { listMemberLimits, OTHERWISE_LIMITED, writeMemberLimitsTable } from '../scripts/limits/member-limits.ts';
import { ALL_LIMITS, writeLimitsTable } from '../scripts/limits/write-limits-table.ts';
import { LOG_PUT_BODY_BYTES_MAX } from '../src/api/protocols/body-bytes-max.ts';
import { settings } from '../src/config/settings.ts';
import { BodyBudget } from '../src/http/body-budget.ts';
import { DEFAULT_HTTP_LIMITS } from '../src/http/limits.ts';

const DATA = join(import.meta.dirname, '../src/model/data');

interface Model {
  readonly service: keyof typeof OTHERWISE_LIMITED;
  readonly operations: Readonly<Record<string, { readonly input: string }>>;
  readonly shapes: Readonly<Record<string, Record<string, unknown>>>;
}

const models = readdirSync(DATA).map((file) => JSON.parse(readFileSync(join(DATA, file), 'utf8')) as Model);

/** A second reading of the models, apart from the table's: all shapes that the text of an input shape leads to. */
function shapesOfInputs({ operations, shapes }: Model): string[] {
  const reached = new Set(Object.values(operations).map(({ input }) => input));
  for (const name of reached) {
    const texts = JSON.stringify(shapes[name]).matchAll(/"([A-Za-z]+)"/g);
    for (const [, text = ''] of texts) if (Object.hasOwn(shapes, text)) reached.add(text);
  }
  return [...reached].filter((name) => {
    const { type, enum: values } = shapes[name] ?? {};
    return values === undefined && ['string', 'integer', 'long', 'list', 'map'].includes(String(type));
  });
}

describe('the table of the limits of members', () => {
  it.each(models)('has every maximum that the model of $service has', (model) => {
    const listed = listMemberLimits().filter(({ service }) => service === model.service);
    const expected = shapesOfInputs(model).map((name) => [name, model.shapes[name]?.max]);
    const byName = ([one]: unknown[], [other]: unknown[]) => String(one).localeCompare(String(other));
    expect(listed.map(({ shape, max }) => [shape, max]).sort(byName)).toEqual(expected.sort(byName));
  });

  it.each(models)('says what limits each value for which the model of $service has no maximum', (model) => {
    const unlimited = shapesOfInputs(model).filter((name) => model.shapes[name]?.max === undefined);
    expect(Object.keys(OTHERWISE_LIMITED[model.service]).sort()).toEqual(unlimited.sort());
  });

  it('names the members as requests spell them', () => {
    const table = writeMemberLimitsTable();
    expect(table).not.toContain('not limited');
    expect(table).toMatch(/\| `logs` \| 10,000 members \| logEvents \|/);
    expect(table).toMatch(/\| `cognito-idp` \| 128 characters \|[^\n]*\bUserPoolTags key\b/);
  });
});

describe('the memory for bodies', () => {
  it('is that of the setting, and the largest body fits into the least of it (R544)', () => {
    expect(DEFAULT_HTTP_LIMITS.bodiesBytesMax).toBe(settings.bodyBytesMax.default);
    const least = new BodyBudget({ ...DEFAULT_HTTP_LIMITS, bodiesBytesMax: 16_777_216 });
    expect(least.tryTake('known', LOG_PUT_BODY_BYTES_MAX)).toBeDefined();
    const { parse } = settings.bodyBytesMax.value;
    expect([parse('16777216'), parse('16777215')]).toEqual([16_777_216, undefined]);
  });
});

describe('the table of limits', () => {
  const limits = Object.values(ALL_LIMITS).flat();

  it('names each limit once, with a value above zero', () => {
    const names = limits.map(({ what }) => what);
    expect(names).toEqual([...new Set(names)]);
    expect(limits.filter(({ value }) => !(value > 0))).toEqual([]);
  });

  it('has limit, setting, source and answer in each row', () => {
    expect(writeLimitsTable()).toContain(
      '| an imported file | 100 MiB | `--csv-bytes-max` | Cognito (R184) | the job fails |',
    );
    for (const line of writeLimitsTable().split('\n')) expect(line.split('|')).toHaveLength(7);
  });

  it.each([
    [65_536, 'bytes', '64 KiB'],
    [65_537, 'bytes', '65,537 bytes'],
    [1_000, 'milliseconds', '1 second'],
    [899, 'seconds', '899 seconds'],
    [3_600_000, 'milliseconds', '1 hour'],
    [1_500, 'milliseconds', '1,500 milliseconds'],
    [10_000, { counted: 'events' }, '10,000 events'],
    [1, { counted: 'jobs' }, '1 job'],
  ] as const)('writes %s %s as %s', (value, unit, text) => {
    expect(formatLimit(value, unit)).toBe(text);
  });
});
