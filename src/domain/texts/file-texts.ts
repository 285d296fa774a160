import { fillText } from './fill-text.ts';

const BYTES_PER_MEGABYTE = 1_048_576;

/** The message for a file that is larger than a limit of so many bytes (R184). */
export function tooLargeText(bytesMax: number): string {
  const isWhole = bytesMax % BYTES_PER_MEGABYTE === 0;
  return fillText('file-too-large', isWhole ? `${bytesMax / BYTES_PER_MEGABYTE} MB` : `${bytesMax} bytes`);
}
