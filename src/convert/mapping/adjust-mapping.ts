import type { Mapping, ValueRule } from './mapping.ts';

/** What flags of the command change in a mapping. */
export interface MappingFlags {
  readonly country?: string | undefined;
  readonly emailVerified?: 'yes' | 'no' | undefined;
}

export function adjustMapping(mapping: Mapping, { country, emailVerified }: MappingFlags): Mapping {
  const changed = country === undefined ? mapping : { ...mapping, country };
  if (emailVerified === 'no') return withEmailVerified(changed, { constant: 'false' });
  return emailVerified === 'yes' ? assumeVerified(changed) : changed;
}

/** Where the mapping has a rule, what the export says of a user counts for more than the flag (R709). */
function assumeVerified(mapping: Mapping): Mapping {
  const rule = mapping.attributes.email_verified;
  if (rule === undefined) return withEmailVerified(mapping, { constant: 'true' });
  return 'constant' in rule ? mapping : { ...mapping, assumesEmailVerified: true };
}

function withEmailVerified(mapping: Mapping, rule: ValueRule): Mapping {
  return { ...mapping, attributes: { ...mapping.attributes, email_verified: rule } };
}
