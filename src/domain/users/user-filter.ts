import { isStorableText } from './attribute-forms.ts';

const FILTER_NAMES = [
  'username',
  'email',
  'phone_number',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'cognito:user_status',
  'status',
  'sub',
] as const;

export type FilterName = (typeof FILTER_NAMES)[number];

export type FilterVerdict =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'filter';
      /** `^=` matches a prefix. `status` is `Enabled` or `Disabled`; a `cognito:user_status` is in capitals. */
      readonly filter: { readonly name: FilterName; readonly operator: '=' | '^='; readonly value: string };
    }
  | { readonly kind: 'refused'; readonly text: string };

/**
 * `name = "value"`, `name ^= "value"`. The name may be in quotes too (R470). Inside the quotes of the value a backslash escapes a
 * quote or a backslash.
 */
const FILTER = /^\s*("?)([^\s"=^]+)\1\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/su;

/** Parses a filter of users. A blank one matches all. */
export function parseUserFilter(text: string): FilterVerdict {
  if (text.trim() === '') return { kind: 'all' };
  const [, , name, operator, quoted] = FILTER.exec(text) ?? [];
  if (
    name === undefined ||
    quoted === undefined ||
    !isStorableText(quoted) ||
    (operator !== '=' && operator !== '^=')
  ) {
    return { kind: 'refused', text: 'Error while parsing filter.' };
  }
  const filterName = FILTER_NAMES.find((known) => known === name);
  if (filterName === undefined) return { kind: 'refused', text: `Invalid search attribute: ${name}` };
  const value = quoted.replaceAll(/\\(.)/gsu, '$1');
  // The only attribute that is compared case-insensitively.
  const compared = filterName === 'cognito:user_status' ? value.toUpperCase() : value;
  return { kind: 'filter', filter: { name: filterName, operator, value: compared } };
}
