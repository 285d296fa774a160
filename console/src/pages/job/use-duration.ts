import { useFormat } from '../../parts/use-format.ts';
import { useTexts } from '../../texts/texts.ts';

const SECONDS_PER_MINUTE = 60;

/** A duration in words: `12 s`, `3 min 5 s`. */
export function useDuration(): (ms: number) => string {
  const { job: texts } = useTexts();
  const format = useFormat();
  return (ms) => {
    const seconds = Math.round(ms / 1_000);
    if (seconds < 1) return texts.soon;
    if (seconds < SECONDS_PER_MINUTE) return texts.seconds(format.count(seconds));
    const minutes = Math.floor(seconds / SECONDS_PER_MINUTE);
    return texts.minutes(format.count(minutes), format.count(seconds % SECONDS_PER_MINUTE));
  };
}
