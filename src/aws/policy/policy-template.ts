import type { RequestContext } from './request-context.ts';
import { literalPattern, type WildcardPattern, wildcardPattern } from './wildcard-pattern.ts';

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** Of `${*}`, `${?}` and `${$}`: stands for itself. */
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'variable'; readonly key: string; readonly defaultText: string | undefined };

/** A text of a policy with its variables. */
export type PolicyTemplate = readonly Piece[];

const PLACEHOLDER = /\$\{([^${}]*|[*?$])\}/g;
const VARIABLE = /^([^\s,']+)\s*(?:,\s*'([^']*)')?$/;

/** A policy without `"Version": "2012-10-17"` has no variables: `${` stands for itself there. */
export function parsePolicyTemplate(text: string, hasVariables: boolean): PolicyTemplate {
  if (!hasVariables || !text.includes('${')) return [{ kind: 'text', text }];
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) });
    pieces.push(parsePlaceholder(match[1] ?? ''));
    from = match.index + match[0].length;
  }
  if (from < text.length || pieces.length === 0) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

function parsePlaceholder(content: string): Piece {
  if (content === '*' || content === '?' || content === '$') return { kind: 'literal', text: content };
  const [, key = content, defaultText] = VARIABLE.exec(content.trim()) ?? [];
  return { kind: 'variable', key: key.toLowerCase(), defaultText };
}

/** `*` and `?` of the text are wildcards, those of values are not. Undefined if a variable has no value. */
export function resolvePattern(template: PolicyTemplate, context: RequestContext): WildcardPattern | undefined {
  const pattern: number[] = [];
  for (const piece of template) {
    const text = resolvePiece(piece, context);
    if (text === undefined) return undefined;
    for (const unit of piece.kind === 'text' ? wildcardPattern(text) : literalPattern(text)) pattern.push(unit);
  }
  return pattern;
}

/** `*` and `?` stand for themselves. Undefined if a variable has no value. */
export function resolveText(template: PolicyTemplate, context: RequestContext): string | undefined {
  const texts = template.map((piece) => resolvePiece(piece, context));
  return texts.includes(undefined) ? undefined : texts.join('');
}

/** A key with several values has none that could stand in a text. */
function resolvePiece(piece: Piece, context: RequestContext): string | undefined {
  if (piece.kind !== 'variable') return piece.text;
  const values = context.get(piece.key) ?? [];
  return values.length === 1 ? values[0] : piece.defaultText;
}
