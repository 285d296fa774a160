import { findSecretKind } from '../../check/remedies/secret-columns.ts';
import { MFA_COLUMN, PASSWORD_HASH_COLUMN, USERNAME_COLUMN } from '../../domain/imports/csv-header.ts';
import type { SchemaAttribute, UserPoolSettings } from '../../domain/pools/user-pool.ts';
import { isUsername } from '../../domain/users/attribute-forms.ts';
import { findUsernameFault } from '../../domain/users/username-kind.ts';
import type { JsonObject } from '../records/json.ts';
import type { LeftOutReason } from '../records/left-out.ts';
import type { Converted } from '../records/unclear.ts';
import { compilePath } from './compile-path.ts';
import { compileValue, VALUE_LEVELS_MAX, type ValueContext, type ValueReader } from './compile-value.ts';
import { compileBoolean } from './convert-boolean.ts';
import { compileBirthdate, compileIsoDate, compileSeconds } from './convert-date.ts';
import { compilePhoneNumber } from './convert-phone-number.ts';
import { countDateOrder, type DateOrders } from './date-orders.ts';
import { columnsOf, type LeaveOutRule, type Mapping, type ValueRule } from './mapping.ts';

/** What was changed or left away in users that are imported, for the summary. */
export interface MappingTally {
  /** Values whose line breaks became spaces. */
  lineBreaks: number;
  /** Unclear values that were left blank, by attribute. */
  readonly blanked: Map<string, number>;
  /** Of the user at hand: whether the address is verified was unclear, and left blank. */
  verifiedIsUnclear: boolean;
  readonly dates: DateOrders;
}

export interface MappingTarget {
  /** Of the file, in its order. */
  readonly columns: readonly string[];
  readonly schema: readonly SchemaAttribute[];
  readonly settings: UserPoolSettings;
}

/**
 * Fills the values of one user, one for each column; all are blank before. Returns why the user is left out, if so.
 * `isVerifiedUnknown`: the source says nothing of whether the addresses of this user are verified. `isWithoutControls`: no field has a control
 * character.
 */
export type AppliedMapping = (
  fields: JsonObject,
  values: string[],
  isVerifiedUnknown: boolean,
  isWithoutControls: boolean,
) => LeftOutReason | undefined;

interface CompiledRule {
  readonly name: string;
  readonly at: number;
  readonly read: ValueReader;
  readonly convert: ((text: string) => Converted) | undefined;
  readonly blanksUnclear: boolean;
  /** Whether a blank is true of a user, because nothing says otherwise (R709). */
  readonly isAssumedTrue: ((fields: JsonObject, isVerifiedUnknown: boolean) => boolean) | undefined;
}

/** A rule that cannot be used. The name says where it stands in the mapping: `username`, `attributes.email`. */
export interface MappingProblem {
  readonly place: readonly string[];
  readonly text: string;
}

/** What is wrong with a mapping whatever the file: attributes that no file sets, columns that hold secrets. */
export function findMappingProblems(
  mapping: Mapping,
  target: Pick<MappingTarget, 'columns'>,
): readonly MappingProblem[] {
  const known = new Set(target.columns);
  const problems: MappingProblem[] = findUnwritable(['username'], mapping.username);
  for (const [name, rule] of Object.entries(mapping.attributes)) {
    const place = ['attributes', name];
    problems.push(...findUnwritable(place, rule));
    if (!known.has(name) || RESERVED.has(name)) {
      problems.push({ place, text: `${name} is not an attribute of the pool${adviceOn(name)}` });
    }
    for (const column of columnsOf(rule)) {
      if (!isSecretPath(column)) continue;
      problems.push({
        place,
        text: `${column} holds a secret, which everybody who may list users would see; remove this rule`,
      });
    }
  }
  return problems;
}

/** What people write into a mapping becomes a value as it is; values of records lose their line breaks (R178). */
function findUnwritable(place: readonly string[], rule: ValueRule): MappingProblem[] {
  const [kind, text] =
    'constant' in rule ? ['constant', rule.constant] : 'template' in rule ? ['template', rule.template] : [];
  if (text === undefined || !/[\r\n\0]/.test(text)) return [];
  const fault = text.includes('\0') ? 'a NUL character' : 'a line break';
  return [{ place, text: `the ${kind} has ${fault}, which no value in Cognito's CSV can have; remove it` }];
}

const CONTACTS = ['email', 'phone_number'] as const;
const RESERVED: ReadonlySet<string> = new Set([USERNAME_COLUMN, PASSWORD_HASH_COLUMN]);

function adviceOn(name: string): string {
  if (name === USERNAME_COLUMN) return '; the user name has a key of its own: username';
  if (name === PASSWORD_HASH_COLUMN) return '; hashes are recognised by themselves';
  return name.includes(':') ? '' : `; a custom attribute is written custom:${name}`;
}

/** Rules that read a column which a CSV file does not have. */
export function findUnknownColumns(mapping: Mapping, columns: readonly string[]): readonly MappingProblem[] {
  const rules: readonly (readonly [readonly string[], ValueRule])[] = [
    [['username'], mapping.username],
    ...Object.entries(mapping.attributes).map(([name, rule]) => [['attributes', name], rule] as const),
    ...(mapping.leaveOut ?? []).map((rule) => [['leaveOut'], { column: rule.column }] as const),
  ];
  return rules.flatMap(([place, rule]) =>
    columnsOf(rule)
      .filter((column) => !columns.includes(column))
      .map((column) => ({ place, text: `the file has no column ${column}; it has ${columns.join(', ')}` })),
  );
}

/** Whether a step of a path is secret by its name. */
export function isSecretPath(path: string): boolean {
  return path.split(/[.[\]]+/).some((step) => step !== '' && findSecretKind(step) !== undefined);
}

export function compileMapping(mapping: Mapping, target: MappingTarget, tally: MappingTally): AppliedMapping {
  let isTooDeep = false;
  const context: ValueContext = {
    blankWords: new Set(mapping.blank),
    isWithoutControls: false,
    onLineBreak: () => {
      tally.lineBreaks += 1;
    },
    onTooDeep: () => {
      isTooDeep = true;
    },
  };
  const usernameAt = target.columns.indexOf(USERNAME_COLUMN);
  const readUsername = compileUsername(mapping.username, context, target.settings);
  const usernameMember = columnsOf(mapping.username).join(' or ');
  const rules = Object.entries(mapping.attributes).map(([name, rule]) =>
    compileRule(name, rule, mapping, target, context, tally.dates),
  );
  const unwanted = (mapping.leaveOut ?? []).map(compileLeaveOut);
  const verified = CONTACTS.map((name) => ({
    contactAt: target.columns.indexOf(name),
    flagAt: target.columns.indexOf(`${name}_verified`),
  })).filter(({ contactAt, flagAt }) => contactAt >= 0 && flagAt >= 0);
  return (fields, values, isVerifiedUnknown, isWithoutControls) => {
    context.isWithoutControls = isWithoutControls;
    tally.verifiedIsUnclear = false;
    for (const { isUnwanted, reason } of unwanted) if (isUnwanted(fields)) return reason;
    for (const { name, at, read, convert, blanksUnclear, isAssumedTrue } of rules) {
      const text = read(fields);
      if (text === '' && isAssumedTrue?.(fields, isVerifiedUnknown) === true) {
        values[at] = 'true';
        continue;
      }
      const converted = convert === undefined ? text : convert(text);
      if (typeof converted === 'string') {
        values[at] = converted;
        continue;
      }
      if (!blanksUnclear) {
        return { id: 'value-unclear', values: { attribute: name, fault: converted.fault }, unclear: converted };
      }
      if (name === 'email_verified') tally.verifiedIsUnclear = true;
      tally.blanked.set(name, (tally.blanked.get(name) ?? 0) + 1);
    }
    // Nothing is verified of an address that is not there.
    for (const { contactAt, flagAt } of verified) if (values[contactAt] === '') values[flagAt] = '';
    const username = readUsername(fields);
    if (isTooDeep) {
      isTooDeep = false;
      return { id: 'record-too-deep', values: { limit: `${VALUE_LEVELS_MAX}` } };
    }
    if (username === '') return { id: 'id-missing', values: { member: usernameMember } };
    values[usernameAt] = username;
    return undefined;
  };
}

/** Of several columns, the first whose value can be a user name: an address cannot where it is an alias (R223). */
function compileUsername(rule: ValueRule, context: ValueContext, settings: UserPoolSettings): ValueReader {
  const readers = columnsOf(rule).map((name) => compileValue({ column: name }, context));
  if (!('column' in rule) || readers.length < 2) return compileValue(rule, context);
  return (fields) => {
    let first = '';
    for (const read of readers) {
      const text = read(fields);
      if (text === '') continue;
      if (isUsername(text) && findUsernameFault(settings, text, () => '') === undefined) return text;
      if (first === '') first = text;
    }
    return first;
  };
}

function compileRule(
  name: string,
  rule: ValueRule,
  mapping: Mapping,
  target: MappingTarget,
  context: ValueContext,
  dates: DateOrders,
): CompiledRule {
  const convert = converterOf(name, rule, mapping, target);
  const saysDate = 'constant' in rule || rule.date !== undefined;
  return {
    name,
    at: target.columns.indexOf(name),
    read: compileValue(rule, context),
    convert: name === 'birthdate' && !saysDate ? countingDates(convert, dates) : convert,
    blanksUnclear: !('constant' in rule) && rule.unclear === 'blank',
    isAssumedTrue:
      name === 'email_verified' && mapping.assumesEmailVerified === true ? compileAssumption(rule) : undefined,
  };
}

function countingDates(convert: CompiledRule['convert'], dates: DateOrders): CompiledRule['convert'] {
  return (text) => {
    countDateOrder(text, dates);
    return convert === undefined ? text : convert(text);
  };
}

/** A blank time means that the address is not verified; it says nothing only where the column is missing altogether. */
function compileAssumption(rule: ValueRule): NonNullable<CompiledRule['isAssumedTrue']> {
  if ('constant' in rule) return () => false;
  if (rule.timestamp !== true) return () => true;
  const readers = columnsOf(rule).map(compilePath);
  return (fields, isVerifiedUnknown) => isVerifiedUnknown && readers.every((read) => read(fields) === undefined);
}

function converterOf(
  name: string,
  rule: ValueRule,
  mapping: Mapping,
  { schema }: MappingTarget,
): CompiledRule['convert'] {
  const { date, timestamp } = 'constant' in rule ? {} : rule;
  const dataType = name === MFA_COLUMN ? 'Boolean' : schema.find((attribute) => attribute.name === name)?.dataType;
  if (dataType === 'Boolean') {
    return timestamp ? (text) => (text === '' ? 'false' : 'true') : compileBoolean(mapping.booleans);
  }
  if (name === 'phone_number') return compilePhoneNumber(mapping.country);
  if (name === 'birthdate') return compileBirthdate(date);
  if (name === 'updated_at') return compileSeconds(date);
  return date === undefined ? undefined : compileIsoDate(date);
}

function compileLeaveOut({ column, is, present }: LeaveOutRule): {
  readonly isUnwanted: (fields: JsonObject) => boolean;
  readonly reason: LeftOutReason;
} {
  const read = compilePath(column);
  const words = is === undefined ? undefined : new Set(is);
  const rule =
    words === undefined
      ? `${column} has ${present === false ? 'no' : 'a'} value`
      : `${column} is ${[...words].join(' or ')}`;
  return {
    reason: { id: 'user-unwanted', values: { rule } },
    isUnwanted: (fields) => {
      const value = read(fields);
      const isBlank = value === undefined || value === null || value === '';
      if (words === undefined) return isBlank === (present === false);
      return !isBlank && words.has(`${value}`);
    },
  };
}
