import type { SourceLine } from './source/source-record.ts';

/** How often something was seen, and where first. */
export interface Tally {
  count: number;
  lineNumber: number | undefined;
  character: number | undefined;
}

const LINE_BREAK = /[\r\n]/;

/** Counts what the records of a file show of how it is written. */
export class FormatTally {
  readonly needingQuotes: Tally = { count: 0, lineNumber: undefined, character: undefined };
  readonly loneCrs: Tally = { count: 0, lineNumber: undefined, character: undefined };
  readonly lineBreaks: Tally = { count: 0, lineNumber: undefined, character: undefined };

  take(lines: readonly SourceLine[]): void {
    for (const { source } of lines) {
      if (source.needsQuotes) this.#add(this.needingQuotes, source, source.text.indexOf('"'));
      if (source.isAfterCr) this.#add(this.loneCrs, source, 0);
      if (!LINE_BREAK.test(source.text)) continue;
      for (const [index, { value }] of source.fields.entries()) {
        if (LINE_BREAK.test(value)) this.#add(this.lineBreaks, source, source.fields[index]?.start ?? 0);
      }
    }
  }

  #add(tally: Tally, source: SourceLine['source'], at: number): void {
    tally.count += 1;
    if (tally.count > 1) return;
    const place = source.placeAt(at);
    tally.lineNumber = place.lineNumber;
    tally.character = place.character;
  }
}
