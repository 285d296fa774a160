import type { SchemaAttribute, UserPool } from '../pools/user-pool.ts';
import { fillText } from '../texts/fill-text.ts';
import {
  countCodePoints,
  findBoolean,
  isEmailAddress,
  isEpochSeconds,
  isPhoneNumber,
  isStorableText,
} from './attribute-forms.ts';
import { lengthBoundsOf, schemaConstraintOf } from './schema-constraint.ts';
import type { Attributes } from './user.ts';
import { ATTRIBUTE_CHARACTERS_MAX } from './user-limits.ts';

export type AttributesVerdict =
  | { readonly kind: 'accepted'; readonly attributes: Attributes }
  | { readonly kind: 'refused'; readonly text: string };

type PoolSchema = Pick<UserPool, 'schema'>;

const CONTACTS = ['email', 'phone_number'] as const;
const NOT_CONFORMING = 'Attributes did not conform to the schema: ';
const IMMUTABLE_SUB = 'Cannot modify the non-mutable attribute sub';

/** The attributes of a new user, without `sub`. A blank value is the same as none (R191). */
export function judgeNewAttributes(pool: PoolSchema, given: ReadonlyMap<string, string>): AttributesVerdict {
  if (given.has('sub')) return refuse(IMMUTABLE_SUB);
  const unknown = [...given.keys()].find((name) => !pool.schema.some((attribute) => attribute.name === name));
  if (unknown !== undefined) return refuse(`Type for attribute {${unknown}} could not be determined`);
  const characterFault = findCharacterFault(given);
  if (characterFault !== undefined) return refuse(characterFault);
  const faults = listFaults(pool.schema, given, () => undefined);
  if (faults.length > 0) return refuse(`${NOT_CONFORMING}${joinFaults(faults)}`);
  const attributes = presentAttributes(pool.schema, given);
  const fault = findFormFault(attributes, given);
  if (fault !== undefined) return refuse(fault);
  const missing = listMissing(pool.schema, attributes);
  if (missing.length > 0) return refuse(`${NOT_CONFORMING}${joinFaults(missing)}`);
  return { kind: 'accepted', attributes };
}

/**
 * The attributes of a user after a change: a blank value removes one. An email address or phone number that changes is no longer
 * verified unless the change says so.
 */
export function judgeChangedAttributes(
  pool: PoolSchema,
  current: Attributes,
  changes: ReadonlyMap<string, string>,
): AttributesVerdict {
  if (changes.has('sub')) return refuse(IMMUTABLE_SUB);
  const characterFault = findCharacterFault(changes);
  if (characterFault !== undefined) return refuse(characterFault);
  const faults = listFaults(pool.schema, changes, ({ mutable }) =>
    mutable ? undefined : 'Attribute cannot be updated.',
  );
  if (faults.length > 0) return refuse(joinFaults(faults.map((fault) => `user.${fault}`)));
  const attributes: Record<string, string> = { ...current };
  for (const name of changes.keys()) delete attributes[name];
  Object.assign(attributes, presentAttributes(pool.schema, changes));
  for (const contact of CONTACTS) {
    if (attributes[contact] === current[contact] || changes.has(`${contact}_verified`)) continue;
    if (attributes[contact] === undefined) delete attributes[`${contact}_verified`];
    else attributes[`${contact}_verified`] = 'false';
  }
  const fault = findFormFault(attributes, changes);
  if (fault !== undefined) return refuse(fault);
  // An attribute may have become required after the user was created: only one that this change removes is missing.
  const missing = listMissing(pool.schema, attributes).filter((text) => changes.has(text.slice(0, text.indexOf(': '))));
  if (missing.length > 0) return refuse(`${NOT_CONFORMING}${joinFaults(missing)}`);
  return { kind: 'accepted', attributes };
}

/** U+0000 and lone surrogates are refused (R484): a file cannot contain them, and the engines do not compare them exactly. */
function findCharacterFault(given: ReadonlyMap<string, string>): string | undefined {
  for (const [name, value] of given) if (!isStorableText(value)) return fillText('nul-character', name);
  return undefined;
}

/** `<attribute>: <what is wrong>` for each value that the schema refuses, or that `judge` does. */
function listFaults(
  schema: readonly SchemaAttribute[],
  given: ReadonlyMap<string, string>,
  judge: (attribute: SchemaAttribute) => string | undefined,
): string[] {
  const faults: string[] = [];
  for (const [name, value] of given) {
    const attribute = schema.find((candidate) => candidate.name === name);
    const fault = attribute
      ? (judge(attribute) ?? findValueFault(attribute, value))
      : 'Attribute does not exist in the schema.';
    if (fault !== undefined) faults.push(`${name}: ${fault}`);
  }
  return faults;
}

/** Why an attribute refuses a value (R476); undefined if it accepts it, as it does a blank. */
function findValueFault(attribute: SchemaAttribute, value: string): string | undefined {
  if (value === '') return undefined;
  if (attribute.dataType === 'Boolean') {
    return findBoolean(value) === undefined ? 'Value must be true or false' : undefined;
  }
  return schemaConstraintOf(attribute)(value) ? undefined : constraintFaultOf(attribute, value);
}

function constraintFaultOf(attribute: SchemaAttribute, value: string): string {
  const bounds = lengthBoundsOf(attribute);
  if (attribute.dataType === 'String' && bounds !== undefined) {
    return countCodePoints(value) < bounds.min
      ? `String must be no shorter than ${bounds.min} characters`
      : `String must be no longer than ${bounds.max} characters`;
  }
  if (countCodePoints(value) > ATTRIBUTE_CHARACTERS_MAX) {
    return `Value must be no longer than ${ATTRIBUTE_CHARACTERS_MAX} characters`;
  }
  const { minValue, maxValue } = attribute;
  if (!schemaConstraintOf({ ...attribute, minValue: '', maxValue: '' })(value)) return 'Value must be a number';
  return schemaConstraintOf({ ...attribute, maxValue: '' })(value)
    ? `Number must be no greater than ${maxValue}`
    : `Number must be no less than ${minValue}`;
}

/** Faults beyond the schema: the form of addresses, numbers and times, and a verified address or number that is missing (R200 to R203, R205). */
function findFormFault(attributes: Attributes, given: ReadonlyMap<string, string>): string | undefined {
  const { email, phone_number: phoneNumber } = attributes;
  // A user may have another form from before it was checked.
  const updatedAt = given.get('updated_at') ?? '';
  if (email !== undefined && !isEmailAddress(email)) return fillText('email-malformed');
  if (phoneNumber !== undefined && !isPhoneNumber(phoneNumber)) return fillText('phone-number-malformed');
  if (updatedAt !== '' && !isEpochSeconds(updatedAt)) return fillText('updated-at-malformed');
  if (email === undefined && attributes.email_verified === 'true') return fillText('verified-email-missing');
  if (phoneNumber === undefined && attributes.phone_number_verified === 'true')
    return fillText('verified-phone-number-missing');
  return undefined;
}

function listMissing(schema: readonly SchemaAttribute[], attributes: Attributes): string[] {
  return schema
    .filter(({ name, required }) => required && name !== 'sub' && attributes[name] === undefined)
    .map(({ name }) => `${name}: The attribute is required`);
}

function presentAttributes(schema: readonly SchemaAttribute[], given: ReadonlyMap<string, string>): Attributes {
  const attributes: Record<string, string> = {};
  for (const [name, value] of given) {
    const isBoolean = schema.some((attribute) => attribute.name === name && attribute.dataType === 'Boolean');
    if (value !== '') attributes[name] = (isBoolean ? findBoolean(value) : undefined) ?? value;
  }
  return attributes;
}

/** One line per fault, each with a line break at its end, as Cognito writes them. */
function joinFaults(faults: readonly string[]): string {
  return faults.map((fault) => `${fault}\n`).join('');
}

function refuse(text: string): AttributesVerdict {
  return { kind: 'refused', text };
}
