import type { UserPoolSettings } from '../../../domain/pools/user-pool.ts';
import { fillText } from '../../../domain/texts/fill-text.ts';

/** The text for an attribute value that another user holds, as a user name (R475) or as an alias (R224). */
export function takenText({ usernameAttributes }: UserPoolSettings, attribute: string): string {
  const isUsername = usernameAttributes.some((name) => name === attribute);
  return isUsername ? `An account with the given ${attribute} already exists.` : fillText('alias-taken', attribute);
}
