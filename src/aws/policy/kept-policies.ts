import { type PolicyKind, type PolicyParse, parsePolicy } from './policy-document.ts';

/** Characters of the documents whose policies are kept: those of some hundred identities with as many policies as they can have. */
export const KEPT_POLICY_CHARACTERS_MAX = 8_388_608;

/**
 * Policies by their document: a document is read once, and not for each request of an identity that has it. A changed document is another
 * one, so nothing kept is ever out of date. The documents that were not asked for longest go first.
 */
export class KeptPolicies {
  readonly #charactersMax: number;
  readonly #kept: Readonly<Record<PolicyKind, Map<string, PolicyParse>>> = { permissions: new Map(), trust: new Map() };
  #characters = 0;

  constructor(charactersMax = KEPT_POLICY_CHARACTERS_MAX) {
    this.#charactersMax = charactersMax;
  }

  /** Characters of all documents that are kept. */
  get characters(): number {
    return this.#characters;
  }

  parse(text: string, kind: PolicyKind): PolicyParse {
    const kept = this.#kept[kind];
    const known = kept.get(text);
    if (known) {
      // To the end: the first of a map is the oldest.
      kept.delete(text);
      kept.set(text, known);
      return known;
    }
    const parse = parsePolicy(text, kind);
    kept.set(text, parse);
    this.#characters += text.length;
    this.#forget(kept);
    return parse;
  }

  /** Those of the same kind go first; the other kind only if that is not enough. */
  #forget(first: Map<string, PolicyParse>): void {
    for (const kept of [first, ...Object.values(this.#kept)]) {
      for (const text of kept.keys()) {
        if (this.#characters <= this.#charactersMax) return;
        kept.delete(text);
        this.#characters -= text.length;
      }
    }
  }
}
