import type { AdviceId } from './advice-texts.ts';

/** What a value looks like that should not stand there, and what it was meant to be. */
export interface ValueReading {
  readonly advice: AdviceId;
  /** The value that was meant; undefined if only a person can find it out. */
  readonly to?: string | undefined;
  /** As in `Remedy`. */
  readonly safe: boolean;
  readonly named?: Readonly<Record<string, string | number>> | undefined;
}

/** The value can be known: `to` is it. */
export function known(advice: AdviceId, to: string, named?: ValueReading['named']): ValueReading {
  return { advice, to, safe: true, named };
}

/** Only a person can find out what the value should be. */
export function unknown(advice: AdviceId, named?: ValueReading['named']): ValueReading {
  return { advice, safe: false, named };
}
