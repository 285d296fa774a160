import { isBirthdate } from '../../src/domain/users/attribute-forms.ts';
import type { PoolInput } from './pool-kinds.ts';

/**
 * The rule by which no file can bring a user whom the API has, or undefined if one can. `attributes` are those of the stored user.
 */
export function findRuleAgainstImport(
  pool: PoolInput,
  attributes: Readonly<Record<string, string>>,
): string | undefined {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== value.trim()) return 'R176';
    if (value.includes('\n')) return 'R178';
    if (name === 'birthdate' && !isBirthdate(value)) return 'R204';
  }
  const { AutoVerifiedAttributes = [] } = pool;
  if (AutoVerifiedAttributes.some((name) => attributes[`${name}_verified`] === 'true')) return undefined;
  return AutoVerifiedAttributes.length === 2 ? 'R234' : 'R235';
}
