import { InvalidArgumentError } from 'commander';

/** The value of a flag that counts something. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count)) throw new InvalidArgumentError('It must be a whole number.');
  return count;
}
