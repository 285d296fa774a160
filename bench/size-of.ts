import { assert } from '../src/base/assert.ts';

/** How large a trial is: what the variable of the environment says, to try the trial itself out, or else `usual`. */
export function sizeOf(variable: string, usual: number): number {
  const size = Number(process.env[variable] ?? usual);
  assert(Number.isInteger(size) && size > 0, `${variable} is a whole number`);
  return size;
}
