import type { PoolToCheckAgainst } from '../../../../../src/check/pool-to-check-against.ts';
import { CUSTOM_ATTRIBUTE_PREFIX, canBeCustomAttribute } from '../../../../../src/domain/pools/custom-attribute.ts';
import { DEFAULT_PASSWORD_POLICY } from '../../../../../src/domain/pools/user-pool-defaults.ts';
import { judgeSchema } from '../../../../../src/domain/pools/user-pool-schema.ts';
import type { PoolPlan } from './tasks.ts';

/** The pool of a plan, by the header of the file. */
export function poolOfPlan(plan: PoolPlan): (header: readonly string[]) => PoolToCheckAgainst {
  if (plan.kind === 'given') return () => plan.pool;
  const { description, usernameAttributes } = plan;
  return (header) => ({
    description,
    settings: {
      autoVerifiedAttributes: ['email', 'phone_number'],
      usernameAttributes,
      aliasAttributes: [],
      caseSensitiveUsernames: false,
      mfaConfiguration: 'OFF',
      passwordPolicy: DEFAULT_PASSWORD_POLICY,
      allowedFirstAuthFactors: ['PASSWORD'],
      deletionProtection: false,
      tags: {},
    },
    schema: schemaFor(header),
  });
}

/** Names after `custom:` of the columns that can be attributes. */
export function customNamesOf(header: readonly string[]): string[] {
  const names = header.filter(canBeCustomAttribute).map((column) => column.slice(CUSTOM_ATTRIBUTE_PREFIX.length));
  return [...new Set(names)];
}

/** More columns than a pool can have attributes are unknown, as a job would say. */
function schemaFor(header: readonly string[]): PoolToCheckAgainst['schema'] {
  for (const names of [customNamesOf(header), []]) {
    const verdict = judgeSchema(names.map((name) => ({ name, dataType: 'String' as const })));
    if (verdict.kind === 'accepted') return verdict.schema;
  }
  throw new Error('the schema of a new pool is accepted');
}
