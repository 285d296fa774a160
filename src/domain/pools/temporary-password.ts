import type { PasswordPolicy } from './user-pool.ts';

const CLASSES = {
  lowercase: 'abcdefghijkmnopqrstuvwxyz',
  uppercase: 'ABCDEFGHJKLMNPQRSTUVWXYZ',
  numbers: '23456789',
  symbols: '!@#%&*-_=+?',
} as const;

/** 63 bits and more of chance. */
const CHARACTERS_MIN = 12;

/**
 * A password that keeps to any policy and that people can copy: a character of each class, no two that look alike. `secretBytes` gives bytes
 * that cannot be guessed.
 */
export function makeTemporaryPassword(policy: PasswordPolicy, secretBytes: (count: number) => Uint8Array): string {
  const all = Object.values(CLASSES).join('');
  const alphabets: string[] = Object.values(CLASSES);
  while (alphabets.length < Math.max(CHARACTERS_MIN, policy.minimumLength)) alphabets.push(all);
  const characters = alphabets.map((alphabet) => alphabet[below(alphabet.length, secretBytes)] ?? '');
  // So that the classes stand at no fixed place.
  for (let index = characters.length - 1; index > 0; index--) {
    const other = below(index + 1, secretBytes);
    const swapped = characters[index] ?? '';
    characters[index] = characters[other] ?? '';
    characters[other] = swapped;
  }
  return characters.join('');
}

/** A number below `count`, at most 256, each as likely as any other. */
function below(count: number, secretBytes: (count: number) => Uint8Array): number {
  const limit = 256 - (256 % count);
  for (;;) {
    const byte = secretBytes(1)[0] ?? 0;
    if (byte < limit) return byte % count;
  }
}
