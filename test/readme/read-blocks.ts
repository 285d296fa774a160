/** A fenced block of a page. */
export interface Block {
  /** The word after the fence: `sh`. Empty if there is none. */
  readonly language: string;
  readonly code: string;
}

/** The fenced blocks of a page of Markdown, in their order. */
export function readBlocks(page: string): readonly Block[] {
  return [...page.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', code = '']) => ({ language, code }));
}
