import type { MessageMedium } from './message.ts';

/**
 * An address as it is shown to somebody who may not be its owner: `j***@e***` of an email address, `+*******0123` of a phone number (S34).
 * What is neither shows its first character only.
 */
export function maskDestination(medium: MessageMedium, destination: string): string {
  if (medium === 'SMS') return `+*******${destination.slice(-4)}`;
  const at = destination.lastIndexOf('@');
  const masked = (part: string) => `${[...part][0] ?? ''}***`;
  return at < 0
    ? `${masked(destination)}@${masked('')}`
    : `${masked(destination.slice(0, at))}@${masked(destination.slice(at + 1))}`;
}
