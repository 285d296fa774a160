import { type ArnPattern, arnPattern } from './match-arn.ts';
import type { RequestContext } from './request-context.ts';
import { joinPattern, type WildcardPattern } from './wildcard-pattern.ts';

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** Of `${*}`, `${?}` and `${$}`: stands for itself. */
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'variable'; readonly key: string; readonly defaultText: string | undefined };

/** A text of a policy with its variables. */
export interface PolicyTemplate {
  readonly pieces: readonly Piece[];
  /** Of a template without variables: read once, whatever requests ask. */
  readonly fixed?: { readonly text: string; readonly pattern: WildcardPattern; readonly arnPattern: ArnPattern };
}

const PLACEHOLDER = /\$\{([^${}]*|[*?$])\}/g;
const VARIABLE = /^([^\s,']+)\s*(?:,\s*'([^']*)')?$/;

/** A policy without `"Version": "2012-10-17"` has no variables: `${` stands for itself there. */
export function parsePolicyTemplate(text: string, hasVariables: boolean): PolicyTemplate {
  if (!hasVariables || !text.includes('${')) return fixTemplate([{ kind: 'text', text }]);
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) });
    pieces.push(parsePlaceholder(match[1] ?? ''));
    from = match.index + match[0].length;
  }
  if (from < text.length || pieces.length === 0) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces.some(({ kind }) => kind === 'variable') ? { pieces } : fixTemplate(pieces);
}

function fixTemplate(pieces: readonly Piece[]): PolicyTemplate {
  const texts = pieces.map((piece) => (piece.kind === 'variable' ? '' : piece.text));
  const pattern = joinPattern(texts.map((text, index) => ({ text, hasWildcards: pieces[index]?.kind === 'text' })));
  return { pieces, fixed: { text: texts.join(''), pattern, arnPattern: arnPattern(pattern) } };
}

function parsePlaceholder(content: string): Piece {
  if (content === '*' || content === '?' || content === '$') return { kind: 'literal', text: content };
  const [, key = content, defaultText] = VARIABLE.exec(content.trim()) ?? [];
  return { kind: 'variable', key: key.toLowerCase(), defaultText };
}

/** Whether a variable stands for one of two values, and nobody can say which. Then nothing can be said of the text either (R463). */
export function isAmbiguous({ pieces, fixed }: PolicyTemplate, context: RequestContext): boolean {
  if (fixed) return false;
  return pieces.some((piece) => piece.kind === 'variable' && context.get(piece.key) === 'ambiguous');
}

/** `*` and `?` of the text are wildcards, those of values are not. Undefined if a variable has no value. */
export function resolvePattern(
  { pieces, fixed }: PolicyTemplate,
  context: RequestContext,
): WildcardPattern | undefined {
  if (fixed) return fixed.pattern;
  const resolved = [];
  for (const piece of pieces) {
    const text = resolvePiece(piece, context);
    if (text === undefined) return undefined;
    resolved.push({ text, hasWildcards: piece.kind === 'text' });
  }
  return joinPattern(resolved);
}

/** As {@link resolvePattern}, to be matched with ARNs. */
export function resolveArnPattern(template: PolicyTemplate, context: RequestContext): ArnPattern | undefined {
  if (template.fixed) return template.fixed.arnPattern;
  const pattern = resolvePattern(template, context);
  return pattern && arnPattern(pattern);
}

/** `*` and `?` stand for themselves. Undefined if a variable has no value. */
export function resolveText({ pieces, fixed }: PolicyTemplate, context: RequestContext): string | undefined {
  if (fixed) return fixed.text;
  const texts = pieces.map((piece) => resolvePiece(piece, context));
  return texts.includes(undefined) ? undefined : texts.join('');
}

/** A key with several values has none that could stand in a text. */
function resolvePiece(piece: Piece, context: RequestContext): string | undefined {
  if (piece.kind !== 'variable') return piece.text;
  const values = context.get(piece.key) ?? [];
  if (values === 'ambiguous') return undefined;
  return values.length === 1 ? values[0] : piece.defaultText;
}
