import { reportLine } from '../../csv/report-line.ts';
import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';

/** Users proposed for each file and form of hash: one whose password nobody knows must not be the only one. */
const PER_FILE_AND_FORM_MAX = 3;

/**
 * Proposes users whose known password proves a whole file: an import takes a well-formed wrong hash in silence. The first of each file
 * and form of hash are taken.
 */
export class Canaries {
  readonly #counts = new Map<string, number>();
  #text = '';

  offer(username: string, file: string, algorithm: PasswordHashingAlgorithm, form: string): void {
    const key = `${file} ${form}`;
    const count = this.#counts.get(key) ?? 0;
    if (count >= PER_FILE_AND_FORM_MAX) return;
    this.#counts.set(key, count + 1);
    this.#text += reportLine([username, file, algorithm]);
  }

  /** The table, or undefined if there are no hashes. */
  get table(): string | undefined {
    return this.#text === '' ? undefined : `${reportLine(['cognito:username', 'file', 'algorithm'])}${this.#text}`;
  }
}
