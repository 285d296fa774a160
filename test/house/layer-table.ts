import { assert, assertPresent } from '../../src/base/assert.ts';

/** What a room of `src/` may import, as the table of the architecture page says. */
export interface LayerTable {
  /** Path under `src/` (`store/sql`, `index.ts`) to the room it belongs to. */
  readonly roomOfPath: ReadonlyMap<string, string>;
  /** Room to the rooms it may import. */
  readonly mayImport: ReadonlyMap<string, ReadonlySet<string>>;
}

const HEADER = '| room | what lives there | may import |';

/**
 * Reads the table under {@link HEADER}: a first cell of paths in backticks (`store/`, `index.ts`), of which the first names the room,
 * and a last cell of room names or "nothing". `domain/*` stands for each room whose path begins with `domain/`, and for `domain` itself if it
 * is a room. `outside`: rooms of another table that this one may name.
 */
export function readLayerTable(
  markdown: string,
  {
    header: headerLine = HEADER,
    outside = [],
  }: { readonly header?: string; readonly outside?: readonly string[] } = {},
): LayerTable {
  const lines = markdown.split('\n');
  const header = lines.indexOf(headerLine);
  assert(header >= 0, `the page has no table with the header "${headerLine}"`);
  const roomOfPath = new Map<string, string>();
  const namesOf = new Map<string, readonly string[]>();
  for (const line of lines.slice(header + 2)) {
    if (!line.startsWith('|')) break;
    const cells = line.split('|').map((cell) => cell.trim());
    const paths = [...assertPresent(cells[1], line).matchAll(/`([^`]+)`/g)].map((match) => String(match[1]));
    const room = assertPresent(paths[0], `no path in "${line}"`).replace(/\/$|\.tsx?$/, '');
    for (const path of paths) roomOfPath.set(path.replace(/\/$/, ''), room);
    const imports = assertPresent(cells[3], line);
    namesOf.set(room, imports === 'nothing' ? [] : imports.split(', '));
  }
  const mayImport = new Map<string, ReadonlySet<string>>();
  for (const [room, names] of namesOf) {
    mayImport.set(room, new Set(names.flatMap((name) => resolveName(name, room, [...namesOf.keys(), ...outside]))));
  }
  return { roomOfPath, mayImport };
}

function resolveName(name: string, room: string, rooms: readonly string[]): readonly string[] {
  const folder = name.endsWith('/*') ? name.slice(0, -2) : undefined;
  const found = rooms.filter((other) =>
    folder === undefined ? other === name : other === folder || other.startsWith(`${folder}/`),
  );
  assert(found.length > 0, `${room} may import ${name}, which is no room of the table`);
  return found.filter((other) => other !== room);
}
