import { nowMs } from '../base/clock.ts';

/** What the server says of itself to anybody, and how its clock stands. */
export interface ServerFacts {
  readonly defaultCredentials: boolean;
  readonly region: string;
  readonly version: string;
  readonly clockOffsetMs: number;
}

/** @throws {TypeError} where the server does not answer */
export async function readServerFacts(): Promise<ServerFacts> {
  const response = await fetch('./server.json');
  if (!response.ok) throw new TypeError(`HTTP ${response.status}`);
  const facts = (await response.json()) as Omit<ServerFacts, 'clockOffsetMs'>;
  const serverMs = Date.parse(response.headers.get('date') ?? '');
  return { ...facts, clockOffsetMs: Number.isNaN(serverMs) ? 0 : roundOffset(serverMs - nowMs()) };
}

/** The header has whole seconds, and signatures may be minutes off: a small difference is none. */
function roundOffset(ms: number): number {
  return Math.abs(ms) < 5_000 ? 0 : ms;
}
