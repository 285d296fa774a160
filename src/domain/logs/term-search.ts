/** Finds which of some terms occur in a text. */
export interface TermSearch {
  /** Adds the index of each term that occurs to `found`, each once; stops where `found` says so by returning true. */
  find(text: string, found: (term: number) => boolean): void;
}

/** Character codes below it are looked up in a table. */
const TABLE_CODES = 65_536;

/**
 * All terms in one pass over a text, by the automaton of Aho and Corasick: the time grows with the length of the text, whatever the terms are
 * and however many. `terms` are neither empty nor alike.
 */
export function createTermSearch(terms: readonly string[]): TermSearch {
  const { classes, classCount } = classifyCodes(terms);
  const stateMax = terms.reduce((sum, term) => sum + term.length, 1);
  /** Where each state goes with each class of characters; the rows follow each other. */
  const next = new Int32Array(stateMax * classCount);
  /** The term that ends in a state, plus one; 0 for none. */
  const termAt = new Int32Array(stateMax);
  let states = 1;
  for (const [index, term] of terms.entries()) {
    let state = 0;
    for (let at = 0; at < term.length; at++) {
      const edge = state * classCount + (classes[term.charCodeAt(at)] ?? 0);
      let target = next[edge] ?? 0;
      if (target === 0) {
        target = states++;
        next[edge] = target;
      }
      state = target;
    }
    termAt[state] = index + 1;
  }
  const link = linkStates(next, states, classCount, termAt);

  /** By state: the number of the text in which its terms were told, so that each is told once a text. */
  const toldIn = new Float64Array(states);
  let texts = 0;
  return {
    find(text, found) {
      texts += 1;
      let state = 0;
      for (let at = 0; at < text.length; at++) {
        state = next[state * classCount + (classes[text.charCodeAt(at)] ?? 0)] ?? 0;
        let told = (termAt[state] ?? 0) > 0 ? state : (link[state] ?? 0);
        // Behind a state that was told, all of its links were as well.
        for (; told > 0 && toldIn[told] !== texts; told = link[told] ?? 0) {
          toldIn[told] = texts;
          if (found((termAt[told] ?? 0) - 1)) return;
        }
      }
    },
  };
}

/** Characters of no term are all alike: class 0. */
function classifyCodes(terms: readonly string[]): { readonly classes: Uint16Array; readonly classCount: number } {
  const classes = new Uint16Array(TABLE_CODES);
  let classCount = 1;
  for (const term of terms) {
    for (let at = 0; at < term.length; at++) {
      const code = term.charCodeAt(at);
      if (classes[code] === 0) classes[code] = classCount++;
    }
  }
  return { classes, classCount };
}

/**
 * Completes the transitions: where a state has none of its own, it goes where its longest proper suffix goes. Returns for each state the
 * nearest suffix in which a term ends; 0 for none.
 */
function linkStates(next: Int32Array, states: number, classCount: number, termAt: Int32Array): Int32Array {
  const suffix = new Int32Array(states);
  const link = new Int32Array(states);
  const queue: number[] = [];
  for (let edge = 0; edge < classCount; edge++) if ((next[edge] ?? 0) > 0) queue.push(next[edge] ?? 0);
  for (const state of queue) {
    const shorter = suffix[state] ?? 0;
    link[state] = (termAt[shorter] ?? 0) > 0 ? shorter : (link[shorter] ?? 0);
    for (let edge = 0; edge < classCount; edge++) {
      const target = next[state * classCount + edge] ?? 0;
      const ofShorter = next[shorter * classCount + edge] ?? 0;
      if (target === 0) {
        next[state * classCount + edge] = ofShorter;
      } else {
        suffix[target] = ofShorter;
        queue.push(target);
      }
    }
  }
  return link;
}
