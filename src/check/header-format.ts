import { decide, type Remedy } from './remedies/remedy.ts';

/** What to do with a header that is in another format than Cognito's, if it looks like one (R170 to R173). */
export function findHeaderFormat(fields: readonly string[], known: ReadonlySet<string>): Remedy | undefined {
  const [first = ''] = fields;
  if (first.includes('\0'))
    return { kind: 'convert-file', advice: 'file-utf-16-marked', from: 'utf-16', to: 'utf-8', safe: false };
  if (first.startsWith('PK\u0003\u0004')) return decide('kind-xlsx');
  if (fields.some((field) => field.includes('\r'))) {
    return { kind: 'convert-file', advice: 'file-cr-alone', from: 'cr', to: 'lf', safe: false };
  }
  if (fields.some((field) => isQuoted(field) && known.has(field.slice(1, -1)))) {
    return { kind: 'convert-file', advice: 'file-quoted', from: 'quoted', to: 'unquoted', safe: false };
  }
  for (const [separator, name] of [
    [';', 'semicolons'],
    ['\t', 'tabs'],
    ['|', 'bars'],
  ] as const) {
    const parts = fields.join().split(separator);
    if (parts.length > fields.length && parts.filter((part) => known.has(part.trim().replaceAll('"', ''))).length > 1) {
      const named = { separator: name };
      return { kind: 'convert-file', advice: 'file-separated', named, from: name, to: 'commas', safe: false };
    }
  }
  if (fields.length > 1 && fields.at(-1) === '' && known.has(fields.at(-2) ?? '')) {
    return {
      kind: 'change-header',
      advice: 'header-trailing-comma',
      from: fields,
      to: fields.slice(0, -1),
      safe: true,
    };
  }
  return undefined;
}

/** In double quotes, with something between them. */
export function isQuoted(field: string): boolean {
  return field.length > 2 && field.startsWith('"') && field.endsWith('"');
}
