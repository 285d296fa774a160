import { useMemo } from 'react';
import { ADVICE_TEXTS, type AdviceId } from '../../../../src/check/remedies/advice-texts.ts';
import { describeRemedy } from '../../../../src/check/remedies/describe-remedy.ts';
import type { Remedy } from '../../../../src/check/remedies/remedy.ts';
import { HASH_REFUSALS, type HashRefusal } from '../../../../src/convert/hashes/hash-refusals.ts';
import type { LEFT_OUT_TEXTS, LeftOutRemedies } from '../../../../src/convert/records/left-out.ts';
import type { UNCLEAR_REMEDIES } from '../../../../src/convert/records/unclear.ts';
import { useTexts } from '../../texts/texts.ts';

/** A text for whoever sits at a terminal: it names a command, a flag or a file of the command line. */
type OfCommandLine =
  | `${string}--${string}`
  | `${string}muster ${string}`
  | `${string}mapping file${string}`
  | `${string}FILE${string}`;

/** The ids of a table whose texts name such things: each needs another text on a page, and a new one without it does not compile. */
type IdsOfCommandLine<Table> = {
  [Id in keyof Table]: Table[Id] extends OfCommandLine
    ? Id
    : Table[Id] extends { readonly instead: OfCommandLine }
      ? Id
      : never;
}[keyof Table];

/** What to do about a finding, a record or a hash, in the words of the page. */
export interface Remedies {
  ofFinding(remedy: Remedy): string;
  /** Of findings, by the id of the advice: all of them. */
  readonly advice: Readonly<Record<AdviceId, string>>;
  /** For conversions, which fill in what is known of a record. */
  readonly leftOut: LeftOutRemedies;
  ofHash(reason: HashRefusal): string;
}

export function useRemedies(): Remedies {
  const { remedies } = useTexts();
  return useMemo(() => {
    const advice: Readonly<Record<IdsOfCommandLine<typeof ADVICE_TEXTS>, string>> = remedies.advice;
    const leftOut: Readonly<Record<IdsOfCommandLine<typeof LEFT_OUT_TEXTS>, string>> = remedies.leftOut;
    const unclear: Readonly<Record<IdsOfCommandLine<typeof UNCLEAR_REMEDIES>, string>> = remedies.unclear;
    const hashes: Readonly<Record<IdsOfCommandLine<typeof HASH_REFUSALS>, string>> = remedies.hashes;
    const adviceTexts: Readonly<Record<AdviceId, string>> = { ...ADVICE_TEXTS, ...advice };
    const hashTexts: Readonly<Partial<Record<HashRefusal, string>>> = hashes;
    return {
      ofFinding: (remedy) => describeRemedy(remedy, adviceTexts),
      advice: adviceTexts,
      leftOut: { leftOut, unclear },
      ofHash: (reason) => hashTexts[reason] ?? HASH_REFUSALS[reason].instead,
    };
  }, [remedies]);
}
