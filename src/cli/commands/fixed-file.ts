import { type FileHandle, open, rm } from 'node:fs/promises';
import { findSystemCode } from '../../base/system-code.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import { CommandError, describeError } from '../terminal/command-error.ts';

/** A new file that is under way: it holds data of users, so only its owner can read it. */
export class FixedFile {
  readonly path: string;
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  /** Creates it for the flag that names it. Nothing that exists is replaced, so that the input is safe too. @throws {CommandError} */
  static async create(path: string, flag = '--fix'): Promise<FixedFile> {
    const shown = toPrintable(path);
    try {
      return new FixedFile(path, await open(path, 'wx', 0o600));
    } catch (error) {
      if (findSystemCode(error) === 'EEXIST') {
        throw new CommandError(`${shown} already exists; ${flag} writes a new file, so name one that does not exist`);
      }
      throw new CommandError(`cannot write ${shown}: ${describeError(error)}`);
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    try {
      await this.#handle.writeFile(bytes);
    } catch (error) {
      throw new CommandError(`cannot write ${toPrintable(this.path)}: ${describeError(error)}`);
    }
  }

  /** Nothing more is written; the file stays. */
  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** A part of a file is not left behind, because it looks like a whole one. */
  async discard(): Promise<void> {
    await this.#handle.close();
    await rm(this.path, { force: true });
  }
}
