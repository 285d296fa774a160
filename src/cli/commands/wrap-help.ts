import type { Command } from 'commander';

/** Wraps text after the list of options at the width of the terminal, as commander wraps the list. */
export function wrapHelp(text: string): (context: { readonly command: Command }) => string {
  return ({ command }) => command.createHelp().boxWrap(text, process.stdout.columns || 80);
}
