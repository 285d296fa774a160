import type { Mapping, ValueRule } from './mapping.ts';

/** What flags of the command change in a mapping. */
export interface MappingFlags {
  readonly country?: string | undefined;
  readonly emailVerified?: 'yes' | 'no' | undefined;
}

export function adjustMapping(mapping: Mapping, { country, emailVerified }: MappingFlags): Mapping {
  const attributes: Readonly<Record<string, ValueRule>> =
    emailVerified === undefined
      ? mapping.attributes
      : { ...mapping.attributes, email_verified: { constant: emailVerified === 'yes' ? 'true' : 'false' } };
  return { ...mapping, attributes, ...(country === undefined ? {} : { country }) };
}
