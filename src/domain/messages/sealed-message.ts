import { openSecret, sealSecret } from '../../base/sealed-secret.ts';
import type { Message } from './message.ts';

/** Encrypts a message for the store: only this deployment can open it, and under its own id only. */
export function sealMessage(key: Buffer, id: string, message: Message): Buffer {
  return sealSecret(key, Buffer.from(JSON.stringify(message)), contextOf(id));
}

/** The message of {@link sealMessage}, or undefined if it was sealed by another key or for another id. */
export function openMessage(key: Buffer, id: string, sealed: Uint8Array): Message | undefined {
  const plain = openSecret(key, sealed, contextOf(id));
  // What was sealed is what `sealMessage` wrote.
  return plain && (JSON.parse(plain.toString()) as Message);
}

function contextOf(id: string): string {
  return `message ${id}`;
}
