import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** A file as it is answered. */
export interface FolderFile {
  readonly contentType: string;
  readonly bytes: Buffer;
  /** How `bytes` are encoded; undefined: not at all. */
  readonly encoding: 'br' | undefined;
  /** In quotes, as the header has it. */
  readonly etag: string;
  /** Its name holds a digest of its content, so it never changes. */
  readonly isImmutable: boolean;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};
const UNKNOWN_TYPE = 'application/octet-stream';
/** Files beside which one with this ending lies are sent in this form to clients that take it. */
const BROTLI = '.br';
const ETAG_CHARACTERS = 27;

/**
 * The files of a directory that does not change while it is served. Only what was listed when it was opened is ever read, so no path of a
 * client reaches the file system.
 */
export class FileFolder {
  readonly #directory: string;
  readonly #names: ReadonlySet<string>;
  readonly #immutableFolder: string;

  private constructor(directory: string, names: ReadonlySet<string>, immutableFolder: string) {
    this.#directory = directory;
    this.#names = names;
    this.#immutableFolder = immutableFolder;
  }

  /** `immutableFolder` holds the files whose names are digests of their contents: `assets/`. */
  static async open(directory: string, immutableFolder: string): Promise<FileFolder> {
    const names = await readdir(directory, { recursive: true });
    return new FileFolder(directory, new Set(names.map((name) => name.replaceAll(sep, '/'))), immutableFolder);
  }

  /** Undefined: no such file. `name` is relative to the directory, with slashes. */
  async read(name: string, takesBrotli: boolean): Promise<FolderFile | undefined> {
    if (!this.#names.has(name) || name.endsWith(BROTLI) || extname(name) === '') return undefined;
    const isEncoded = takesBrotli && this.#names.has(name + BROTLI);
    const bytes = await readFile(join(this.#directory, isEncoded ? name + BROTLI : name));
    return {
      contentType: CONTENT_TYPES[extname(name)] ?? UNKNOWN_TYPE,
      bytes,
      encoding: isEncoded ? 'br' : undefined,
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, ETAG_CHARACTERS)}"`,
      isImmutable: name.startsWith(this.#immutableFolder),
    };
  }
}
