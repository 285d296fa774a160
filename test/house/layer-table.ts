import { assert, assertPresent } from '../../src/base/assert.ts';

/** What a room of `src/` may import, as the table of the architecture page says. */
export interface LayerTable {
  /** First path segment under `src/` (`store`, `service.ts`) to the room it belongs to. */
  readonly roomOfPath: ReadonlyMap<string, string>;
  /** Room to the rooms it may import. */
  readonly mayImport: ReadonlyMap<string, ReadonlySet<string>>;
}

const HEADER = '| room | what lives there | may import |';

/**
 * Reads the table under {@link HEADER}: a first cell of paths in backticks (`store/`, `service.ts`), of which the first names the room,
 * and a last cell of room names or "nothing".
 */
export function readLayerTable(markdown: string): LayerTable {
  const lines = markdown.split('\n');
  const header = lines.indexOf(HEADER);
  assert(header >= 0, `the page has no table with the header "${HEADER}"`);
  const roomOfPath = new Map<string, string>();
  const mayImport = new Map<string, ReadonlySet<string>>();
  for (const line of lines.slice(header + 2)) {
    if (!line.startsWith('|')) break;
    const cells = line.split('|').map((cell) => cell.trim());
    const paths = [...assertPresent(cells[1], line).matchAll(/`([^`]+)`/g)].map((match) => String(match[1]));
    const room = assertPresent(paths[0], `no path in "${line}"`).replace(/\/$|\.ts$/, '');
    for (const path of paths) roomOfPath.set(path.replace(/\/$/, ''), room);
    const imports = assertPresent(cells[3], line);
    mayImport.set(room, new Set(imports === 'nothing' ? [] : imports.split(', ')));
  }
  for (const [room, imports] of mayImport) {
    for (const other of imports)
      assert(mayImport.has(other), `${room} may import ${other}, which is no room of the table`);
  }
  return { roomOfPath, mayImport };
}
