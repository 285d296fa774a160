import type { SourceUser } from '../sources/source.ts';
import type { GroupNames } from './group-names.ts';

/** What of a user a CSV file cannot carry, as one line of JSON; undefined if there is nothing. */
export function followUpLine(
  username: string,
  { groups: given, isDisabled, mfa, links }: SourceUser,
  names: GroupNames,
): string | undefined {
  const hasLinks = links !== undefined && links.length > 0;
  const isGiven = given !== undefined && given.length > 0;
  if (!isGiven && isDisabled !== true && mfa === undefined && !hasLinks) return undefined;
  const groups = isGiven ? [...new Set(given.map((name) => names.nameOf(name)))].filter((name) => name !== '') : [];
  const hasGroups = groups.length > 0;
  if (!hasGroups && isDisabled !== true && mfa === undefined && !hasLinks) return undefined;
  return `${JSON.stringify({
    username,
    // JSON leaves out what is undefined.
    groups: hasGroups ? groups : undefined,
    disabled: isDisabled === true ? true : undefined,
    mfa,
    link: hasLinks ? links : undefined,
  })}\n`;
}
