import { fillText } from './record-texts.ts';

const BYTES_PER_MEGABYTE = 1_048_576;

/** T35 for a limit of so many bytes (R184). */
export function tooLargeText(bytesMax: number): string {
  const isWhole = bytesMax % BYTES_PER_MEGABYTE === 0;
  return fillText('T35', isWhole ? `${bytesMax / BYTES_PER_MEGABYTE} MB` : `${bytesMax} bytes`);
}
