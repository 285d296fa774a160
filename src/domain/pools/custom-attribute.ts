import { type AttributeVerdict, boundsOf, findBoundFault, type RequestedAttribute } from './requested-attribute.ts';
import type { SchemaAttribute } from './user-pool.ts';

/** Custom attributes of a pool, including developer-only ones. */
export const CUSTOM_ATTRIBUTES_MAX = 50;

/** The name of every attribute that a client added begins with this (R156). */
export const CUSTOM_ATTRIBUTE_PREFIX = 'custom:';
/** Code points of such a name after the prefix. */
export const CUSTOM_NAME_CHARACTERS_MAX = 20;
const DEVELOPER_PREFIX = 'dev:';

/** Whether an attribute is one that a client added (R156). */
export function isCustomAttribute(name: string): boolean {
  return name.startsWith(CUSTOM_ATTRIBUTE_PREFIX) || name.startsWith(`${DEVELOPER_PREFIX}${CUSTOM_ATTRIBUTE_PREFIX}`);
}

/** Whether a column named `custom:…` has a name that a pool can take. */
export function canBeCustomAttribute(column: string): boolean {
  const characters = countCustomNameCharacters(column);
  return column.startsWith(CUSTOM_ATTRIBUTE_PREFIX) && characters >= 1 && characters <= CUSTOM_NAME_CHARACTERS_MAX;
}

/** The attribute of that name, cut to what a pool can take. */
export function customAttributeOf(shortName: string): string {
  return `${CUSTOM_ATTRIBUTE_PREFIX}${[...shortName].slice(0, CUSTOM_NAME_CHARACTERS_MAX).join('')}`;
}

/** Code points after the prefix. */
export function countCustomNameCharacters(column: string): number {
  return [...column.slice(CUSTOM_ATTRIBUTE_PREFIX.length)].length;
}

/**
 * The attribute that a request adds: `custom:<name>`, or `dev:custom:<name>` for developers only (R156). A name that begins with
 * `custom:` itself gets the prefix too: `custom:custom:<name>` (R472).
 */
export function judgeCustomAttribute(requested: RequestedAttribute): AttributeVerdict {
  const { name, dataType, developerOnly = false, mutable = true, required = false } = requested;
  if (dataType === undefined) {
    return refuse('Invalid AttributeDataType input, consider using the provided AttributeDataType enum.');
  }
  if (required) return refuse('Required custom attributes are not supported currently.');
  if (name === '') return refuse('Invalid attribute name: ');
  const attribute: SchemaAttribute = {
    name: `${developerOnly ? DEVELOPER_PREFIX : ''}${CUSTOM_ATTRIBUTE_PREFIX}${name}`,
    dataType,
    developerOnly,
    mutable,
    required: false,
    ...boundsOf(requested, dataType),
  };
  const fault = findBoundFault(attribute);
  return fault === undefined ? { kind: 'accepted', attribute } : refuse(fault);
}

export type CustomAttributesVerdict =
  | { readonly kind: 'accepted'; readonly attributes: readonly SchemaAttribute[] }
  | { readonly kind: 'refused'; readonly text: string };

/** The attributes that requests add to a schema: all of them, or none if one is refused. */
export function judgeCustomAttributes(
  requested: readonly RequestedAttribute[],
  schema: readonly SchemaAttribute[],
): CustomAttributesVerdict {
  const names = new Set(schema.map(({ name }) => name));
  const attributes: SchemaAttribute[] = [];
  for (const request of requested) {
    const verdict = judgeCustomAttribute(request);
    if (verdict.kind === 'refused') return verdict;
    const { name } = verdict.attribute;
    if (names.has(name)) return refuse(existingAttributeText(name));
    names.add(name);
    attributes.push(verdict.attribute);
  }
  const customCount = [...names].filter(isCustomAttribute).length;
  return customCount > CUSTOM_ATTRIBUTES_MAX ? refuse(tooManyAttributesText()) : { kind: 'accepted', attributes };
}

export function existingAttributeText(name: string): string {
  return `${CUSTOM_ATTRIBUTE_PREFIX}${name.slice(name.indexOf(CUSTOM_ATTRIBUTE_PREFIX) + CUSTOM_ATTRIBUTE_PREFIX.length)}: Existing attribute already has name ${name}.`;
}

export function tooManyAttributesText(): string {
  return `The user pool has reached its limit of ${CUSTOM_ATTRIBUTES_MAX} custom attributes.`;
}

function refuse(text: string): { readonly kind: 'refused'; readonly text: string } {
  return { kind: 'refused', text };
}
