import {
  describeLeftOut,
  type LeftOutId,
  type LeftOutReason,
  type LeftOutRemedies,
  summarizeLeftOut,
} from './left-out.ts';

interface ReasonTexts {
  /** With the values of the record. */
  readonly described: ReturnType<typeof describeLeftOut>;
  /** Without what belongs to a single record. */
  readonly summarized: ReturnType<typeof summarizeLeftOut>;
}

/** The texts of why records are left out. Most reasons have no values: their texts are made once, not for each record. */
export class LeftOutTexts {
  readonly #remedies: LeftOutRemedies | undefined;
  readonly #withoutValues = new Map<LeftOutId, ReasonTexts>();

  constructor(remedies: LeftOutRemedies | undefined) {
    this.#remedies = remedies;
  }

  textsOf(reason: LeftOutReason): ReasonTexts {
    if (reason.values !== undefined || reason.unclear !== undefined) return this.#make(reason);
    let texts = this.#withoutValues.get(reason.id);
    if (texts === undefined) {
      texts = this.#make(reason);
      this.#withoutValues.set(reason.id, texts);
    }
    return texts;
  }

  #make(reason: LeftOutReason): ReasonTexts {
    return { described: describeLeftOut(reason, this.#remedies), summarized: summarizeLeftOut(reason, this.#remedies) };
  }
}
