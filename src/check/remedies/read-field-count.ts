import { splitUntrimmedFields } from '../../csv/split-untrimmed-fields.ts';
import { CUSTOM_ATTRIBUTE_PREFIX } from '../../domain/pools/custom-attribute.ts';
import type { AdviceId } from './advice-texts.ts';

/** What a record with too many or too few values was meant to be. */
export interface CountReading {
  readonly advice: AdviceId;
  /** The values that were meant, one for each column, if only these make a user. */
  readonly to?: readonly string[] | undefined;
  readonly safe: boolean;
  /** The value (from 0) at which it begins, if one can be named. */
  readonly index: number | undefined;
}

/** Whether a record of these values makes a user. */
type Accepts = (fields: readonly string[]) => boolean;

/** Ways of joining values that are tried. */
const WAYS_MAX = 400;

/** Columns whose values may have a comma: people, places, notes. */
const FREE_COLUMNS: ReadonlySet<string> = new Set([
  'name',
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'address',
]);

/** What to do about a line with another number of values than the header (R181). */
export function readFieldCount(line: string, columns: readonly string[], accepts: Accepts): CountReading {
  const columnsCount = columns.length;
  const written = splitUntrimmedFields(line);
  const fields = written.map((value) => value.trim());
  const unquoted = line.includes('"') ? splitQuoted(line) : undefined;
  if (unquoted?.length === columnsCount) {
    const index = fields.findIndex((field) => field.startsWith('"'));
    return { advice: 'count-quoted-comma', to: unquoted, safe: true, index };
  }
  return fields.length < columnsCount
    ? readTooFew(fields, columnsCount, accepts)
    : readTooMany(written, fields, columns, accepts);
}

function readTooFew(fields: readonly string[], columnsCount: number, accepts: Accepts): CountReading {
  if (fields.length === 1 && /[;\t|]/.test(fields[0] ?? '')) return only('count-separators', undefined);
  const quoted = fields.findIndex((field) => field.startsWith('"') && (field === '"' || !field.endsWith('"')));
  const closed = fields.findIndex((field) => field.endsWith('"') && (field === '"' || !field.startsWith('"')));
  if (quoted >= 0 || closed >= 0) return only('count-quoted-line-break', quoted < 0 ? undefined : quoted);
  const blanks = Array.from({ length: columnsCount - fields.length }, () => '');
  const ways = Array.from({ length: fields.length + 1 }, (_, at) => [
    ...fields.slice(0, at),
    ...blanks,
    ...fields.slice(at),
  ]);
  const to = onlyOne(ways, accepts);
  return { advice: 'count-too-few', to, safe: to !== undefined, index: undefined };
}

function readTooMany(
  written: readonly string[],
  fields: readonly string[],
  columns: readonly string[],
  accepts: Accepts,
): CountReading {
  const columnsCount = columns.length;
  const quoted = fields.findIndex((field) => field.startsWith('"') && (field === '"' || !field.endsWith('"')));
  if (quoted >= 0) return only('count-quoted-comma', quoted);
  const hash = fields.findIndex((field) => field.startsWith('$argon2id$'));
  if (hash >= 0) return only('count-hash', hash);
  const isBlankAtEnd = fields.slice(columnsCount).every((field) => field === '');
  const trailing = isBlankAtEnd ? [fields.slice(0, columnsCount)] : [];
  const joined = joinInAllWays(written, columns);
  const to = joined === undefined ? undefined : onlyOne([...trailing, ...joined], accepts);
  // A comma of a sentence has a space after it, those between values have none.
  const spaced = written.findIndex((value, index) => index > 0 && /^ +\S/.test(value));
  const comma = spaced > 0 ? spaced - 1 : columnsCount;
  if (to === undefined && isBlankAtEnd) return only('count-comma-or-trailing', comma);
  if (to === undefined) return only(spaced > 0 ? 'count-comma' : 'field-count-differs', comma);
  if (to === trailing[0]) return { advice: 'count-trailing-commas', to, safe: true, index: columnsCount };
  const index = to.findIndex((value, at) => value !== fields[at]);
  // Without that space the value may be one too many, and not the rest of the one before.
  if (spaced !== index + 1) return only('count-comma', index);
  return { advice: 'count-comma', to, safe: true, index };
}

/** The one way that makes a user; ways to the same values are one. */
function onlyOne(ways: readonly (readonly string[])[], accepts: Accepts): readonly string[] | undefined {
  const accepted = ways.filter(accepts);
  const [first] = accepted;
  return accepted.every((way) => way.every((value, index) => value === first?.[index])) ? first : undefined;
}

/** The values with as many of their commas taken as parts of values as are too many; undefined if there are too many ways. */
function joinInAllWays(
  written: readonly string[],
  columns: readonly string[],
): readonly (readonly string[])[] | undefined {
  let ways: readonly { readonly values: readonly string[]; readonly from: number }[] = [{ values: written, from: 0 }];
  for (let extra = written.length - columns.length; extra > 0; extra -= 1) {
    ways = ways.flatMap(({ values, from }) =>
      values.flatMap((value, at) => {
        const next = values[at + 1];
        if (
          at < from ||
          !mayHoldComma(columns[at] ?? '') ||
          next === undefined ||
          value.trim() === '' ||
          next.trim() === ''
        )
          return [];
        return [{ values: [...values.slice(0, at), `${value},${next}`, ...values.slice(at + 2)], from: at }];
      }),
    );
    if (ways.length > WAYS_MAX) return undefined;
  }
  return ways.map(({ values }) => values.map((value) => value.trim()));
}

/** The values of a line whose quotes group as in other dialects of CSV (RFC 4180); undefined if they do not stand as they do there. */
function splitQuoted(line: string): readonly string[] | undefined {
  const values: string[] = [];
  let rest = line;
  for (;;) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*(,|$)/.exec(rest);
    const match = quoted ?? /^(?!\s*")((?:\\[\\,]|[^,])*)(,|$)/.exec(rest);
    if (match === null) return undefined;
    const [whole, value = '', comma] = match;
    values.push((quoted === null ? value.replaceAll(/\\([\\,])/g, '$1') : value.replaceAll('""', '"')).trim());
    if (comma === '') return values;
    rest = rest.slice(whole.length);
  }
}

function mayHoldComma(column: string): boolean {
  return FREE_COLUMNS.has(column) || column.startsWith(CUSTOM_ATTRIBUTE_PREFIX);
}

function only(advice: AdviceId, index: number | undefined): CountReading {
  return { advice, safe: false, index };
}
