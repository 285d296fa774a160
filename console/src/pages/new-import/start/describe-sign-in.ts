import { USERNAME_COLUMN } from '../../../../../src/domain/imports/csv-header.ts';
import { toVisible } from '../../../parts/value-text.tsx';
import type { Texts } from '../../../texts/texts.ts';
import type { CheckedFile, PoolPlan } from '../worker/tasks.ts';

/** What the users of a file will sign in with: addresses, or user names, of which the first of the file is shown. */
export function describeSignIn(
  texts: Texts['newImport']['start']['signIn'],
  plan: PoolPlan,
  { columns, sample }: CheckedFile,
): string {
  const { usernameAttributes, aliasAttributes } = signInOf(plan);
  const name = (attributes: readonly string[]) =>
    attributes.map((attribute) => texts.names[attribute as keyof typeof texts.names] ?? attribute).join(texts.or);
  if (usernameAttributes.length > 0) return texts.attributes(name(usernameAttributes));
  const example = toVisible(sample[0]?.values[columns.indexOf(USERNAME_COLUMN)] ?? '');
  if (example === '') return '';
  // Of a preferred user name there is nothing to verify (R226).
  const addresses = aliasAttributes.filter((attribute) => attribute !== 'preferred_username');
  return addresses.length === 0 ? texts.username(example) : texts.usernameOr(example, name(addresses));
}

function signInOf(plan: PoolPlan): { usernameAttributes: readonly string[]; aliasAttributes: readonly string[] } {
  return plan.kind === 'given'
    ? plan.pool.settings
    : { usernameAttributes: plan.usernameAttributes, aliasAttributes: [] };
}
