import { judgeCustomAttributes } from './custom-attribute.ts';
import { DEFAULT_SCHEMA } from './default-schema.ts';
import { type AttributeVerdict, boundsOf, findBoundFault, type RequestedAttribute } from './requested-attribute.ts';
import type { SchemaAttribute } from './user-pool.ts';

export type SchemaVerdict =
  | { readonly kind: 'accepted'; readonly schema: readonly SchemaAttribute[] }
  | { readonly kind: 'refused'; readonly text: string };

/** The schema of a new pool: the standard attributes, changed where the request changes them, then the custom ones (R154, R156). */
export function judgeSchema(requested: readonly RequestedAttribute[]): SchemaVerdict {
  const standard = new Map(DEFAULT_SCHEMA.map((attribute) => [attribute.name, attribute]));
  const custom: RequestedAttribute[] = [];
  const changed = new Set<string>();
  for (const request of requested) {
    const attribute = standard.get(request.name);
    if (!attribute) {
      custom.push(request);
      continue;
    }
    if (changed.has(request.name)) return { kind: 'refused', text: `Duplicate schema attribute ${request.name}.` };
    changed.add(request.name);
    const verdict = judgeStandardAttribute(attribute, request);
    if (verdict.kind === 'refused') return verdict;
    standard.set(request.name, verdict.attribute);
  }
  const schema = [...standard.values()];
  const verdict = judgeCustomAttributes(custom, schema);
  return verdict.kind === 'refused' ? verdict : { kind: 'accepted', schema: [...schema, ...verdict.attributes] };
}

/** A standard attribute may become required, immutable or narrower; its type stays, and `sub` stays whole. */
function judgeStandardAttribute(standard: SchemaAttribute, requested: RequestedAttribute): AttributeVerdict {
  const { name, dataType } = standard;
  if ((requested.dataType ?? dataType) !== dataType || requested.developerOnly === true) {
    return {
      kind: 'refused',
      text: `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${name}`,
    };
  }
  const attribute: SchemaAttribute = {
    ...standard,
    mutable: requested.mutable ?? standard.mutable,
    required: requested.required ?? standard.required,
    ...boundsOf(requested, dataType),
  };
  if (name === 'sub' && (attribute.mutable !== standard.mutable || attribute.required !== standard.required)) {
    return { kind: 'refused', text: 'You can not change the standard schema attribute sub' };
  }
  const fault = findBoundFault(attribute);
  return fault === undefined ? { kind: 'accepted', attribute } : { kind: 'refused', text: fault };
}
