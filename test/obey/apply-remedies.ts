/**
 * What somebody writes who reads docs/CHECK.md: applies the remedies that `muster check --json --show-values` prints to a file. It knows
 * nothing of Muster but that page, so it imports nothing of it.
 */
interface PrintedRemedy {
  readonly kind: string;
  readonly column?: string;
  readonly from?: string | readonly string[];
  readonly to?: string | readonly string[];
}

interface PrintedFinding {
  readonly type: string;
  readonly line?: number;
  readonly remedy?: PrintedRemedy;
  readonly fileFindings?: readonly PrintedFinding[];
}

export function applyRemedies(text: string, printed: readonly string[]): string {
  const objects = printed.map((line) => JSON.parse(line) as PrintedFinding);
  const fileRemedies = objects.flatMap(({ fileFindings = [] }) => fileFindings.flatMap(({ remedy }) => remedy ?? []));
  const hasMark = fileRemedies.some(({ kind, from }) => kind === 'convert-file' && from === 'utf-8-with-bom');
  const lines = (hasMark ? text.replace(/^\ufeff/, '') : text).split('\n').map((line) => line.replace(/\r$/, ''));
  const header = fileRemedies.find(({ kind, to }) => kind === 'change-header' && to !== undefined);
  const columns = header?.to === undefined ? split(lines[0] ?? '') : [...header.to];
  const added = header === undefined ? 0 : columns.length - (header.from?.length ?? 0);
  const removed = new Set<number>();
  for (const { type, line = 0, remedy } of objects) {
    if (type !== 'finding' || remedy === undefined) continue;
    const { kind, column = '', to } = remedy;
    if (kind === 'remove-record') removed.add(line - 1);
    if (to === undefined) continue;
    const values = split(lines[line - 1] ?? '');
    if (kind === 'change-record') lines[line - 1] = [...to].map(escapeValue).join(',');
    else if (kind === 'change-value')
      lines[line - 1] = values.with(columns.indexOf(column), String(to)).map(escapeValue).join(',');
  }
  lines[0] = columns.map(escapeValue).join(',');
  return lines
    .map((line, index) => (index > 0 && line !== '' && added > 0 ? `${line}${','.repeat(added)}` : line))
    .filter((_, index) => !removed.has(index))
    .join('\n');
}

/** `\,` is a comma and `\\` a backslash within a value. */
function split(line: string): string[] {
  const values = [''];
  for (let index = 0; index < line.length; index += 1) {
    const isEscape = line[index] === '\\' && /[\\,]/.test(line[index + 1] ?? '');
    if (isEscape) index += 1;
    if (line[index] === ',' && !isEscape) values.push('');
    else values.push(`${values.pop()}${line[index]}`);
  }
  return values.map((value) => value.trim());
}

function escapeValue(value: string): string {
  return value.replaceAll(/[\\,]/g, '\\$&');
}
