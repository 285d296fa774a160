/** Milliseconds since 1970. The only place of the console that reads the clock. */
export function nowMs(): number {
  return Date.now();
}
