import { closeSync, existsSync, openSync, readdirSync, renameSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { makePrivateDirectory } from '../../base/files/make-private-directory.ts';
import { PRIVATE_FILE_MODE } from '../../base/files/private-modes.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { ConvertOutput } from '../../convert/writing/convert-output.ts';
import { CommandError, describeError } from '../terminal/command-error.ts';

/**
 * A new directory with the files of a conversion. They hold data of users: only their owner can read them. It gets its name when all of
 * them are whole.
 */
export class OutputDirectory implements ConvertOutput {
  readonly path: string;
  readonly #temporary: string;
  readonly #descriptors = new Map<string, number>();

  private constructor(path: string, temporary: string) {
    this.path = path;
    this.#temporary = temporary;
  }

  /** @throws {CommandError} if there is something of that name, unless it is an empty directory */
  static create(path: string): OutputDirectory {
    const shown = toPrintable(path);
    if (existsSync(path) && !isEmptyDirectory(path)) {
      throw new CommandError(`${shown} already exists; name a directory that does not exist, or an empty one (-o)`);
    }
    const temporary = `${path.replace(/[/\\]+$/, '')}.new`;
    try {
      if (makePrivateDirectory(temporary)) return new OutputDirectory(path, temporary);
    } catch (error) {
      throw new CommandError(`cannot create ${shown}: ${describeError(error)}`);
    }
    throw new CommandError(
      `${toPrintable(temporary)} exists, from a conversion that was interrupted or still runs; delete it, or name another directory (-o)`,
    );
  }

  append(name: string, bytes: Uint8Array): void {
    try {
      let descriptor = this.#descriptors.get(name);
      if (descriptor === undefined) {
        descriptor = openSync(`${this.#temporary}/${name}`, 'wx', PRIVATE_FILE_MODE);
        this.#descriptors.set(name, descriptor);
      }
      for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    } catch (error) {
      throw new CommandError(`cannot write ${toPrintable(`${this.path}/${name}`)}: ${describeError(error)}`);
    }
  }

  /** Gives the directory its name. */
  finish(): void {
    this.#close();
    try {
      if (existsSync(this.path)) rmdirSync(this.path);
      renameSync(this.#temporary, this.path);
    } catch (error) {
      throw new CommandError(`cannot create ${toPrintable(this.path)}: ${describeError(error)}`);
    }
  }

  /** Leaves nothing behind, because a part of the files looks like all of them. Safe to call after {@link finish}. */
  discard(): void {
    this.#close();
    rmSync(this.#temporary, { recursive: true, force: true });
  }

  #close(): void {
    for (const descriptor of this.#descriptors.values()) closeSync(descriptor);
    this.#descriptors.clear();
  }
}

function isEmptyDirectory(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch {
    // It is no directory, or cannot be read: either way nothing is written there.
    return false;
  }
}
