import { isEmailAddress, isPhoneNumber } from './attribute-forms.ts';

/**
 * The address that a code would go to of a name that nobody has: the name itself if it is one, else one made of two `characters` (S24, S25).
 * Only its mask is shown.
 */
export function simulateAddress(attribute: 'email' | 'phone_number', name: string, characters: string): string {
  if (attribute === 'email') return isEmailAddress(name) ? name : `${characters[0]}@${characters[1]}`;
  if (isPhoneNumber(name)) return name;
  const digits = [...characters].map((character) => String(character.charCodeAt(0) % 100).padStart(2, '0'));
  return `+0000000${digits.join('')}`;
}
