import type { Mapping, ValueRule } from './mapping.ts';

/** What a mapping file changes; what it leaves out stays as the source has it. */
export interface MappingChange extends Partial<Omit<Mapping, 'attributes'>> {
  /** Undefined for an attribute that is not written. */
  readonly attributes?: Readonly<Record<string, ValueRule | undefined>>;
}

/** The mapping with the changes of a file. */
export function changeMapping(mapping: Mapping, { attributes = {}, ...change }: MappingChange): Mapping {
  const merged = { ...mapping.attributes, ...attributes };
  const kept = Object.entries(merged).filter((entry): entry is [string, ValueRule] => entry[1] !== undefined);
  return { ...mapping, ...change, attributes: Object.fromEntries(kept) };
}
