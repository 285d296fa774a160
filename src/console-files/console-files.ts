import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ids } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import { packageFile } from '../base/package-file.ts';
import { findBuiltConsole } from './find-built-console.ts';
import { type Build, startBuild } from './start-build.ts';

/** Where the console's files are, or why they are not there yet. */
export type ConsoleState =
  | { readonly kind: 'ready'; readonly directory: string }
  | { readonly kind: 'building' }
  /** `reason` ends with the last lines of the build's output. The next call builds again. */
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * The built console. What is published holds it. A clone has its sources, which are built when somebody first asks for them, by a process
 * of its own: Vite takes seconds of processor time and 300 MB, of which a server must feel nothing.
 */
export class ConsoleFiles {
  readonly #services: { readonly ids: Ids; readonly logger: Logger };
  #state: ConsoleState | undefined;
  #build: Build | undefined;
  #isStopped = false;

  constructor(services: { readonly ids: Ids; readonly logger: Logger }) {
    this.#services = services;
  }

  /** Never waits for a build. */
  async find(): Promise<ConsoleState> {
    if (this.#state === undefined || this.#isGone()) this.#state = await this.#look();
    const state = this.#state;
    if (state.kind === 'failed') this.#state = undefined;
    return state;
  }

  /** Ends a build that is under way, and leaves nothing of it behind. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#build?.cancel();
  }

  /** Somebody cleared the cache, or another clone's build replaced this one. */
  #isGone(): boolean {
    return this.#state?.kind === 'ready' && !existsSync(this.#state.directory);
  }

  async #look(): Promise<ConsoleState> {
    if (extname(import.meta.url) !== '.ts') {
      const directory = fileURLToPath(packageFile('console/'));
      if (existsSync(directory)) return { kind: 'ready', directory };
      return { kind: 'failed', reason: `This package does not hold the console: ${directory} does not exist.` };
    }
    const { directory, isBuilt } = await findBuiltConsole(fileURLToPath(packageFile('')));
    if (isBuilt) return { kind: 'ready', directory };
    if (this.#isStopped) return { kind: 'failed', reason: 'The server is stopping.' };
    this.#build ??= this.#begin(directory);
    return { kind: 'building' };
  }

  #begin(directory: string): Build {
    const { ids, logger } = this.#services;
    logger.info({ directory }, 'building the console');
    const build = startBuild({ root: fileURLToPath(packageFile('')), directory, suffix: ids.alphanumeric(8) });
    void build.done.then((failure) => {
      this.#build = undefined;
      if (this.#isStopped) return;
      if (failure === undefined) logger.info({ directory }, 'the console is built');
      else logger.error({ failure }, 'the console could not be built');
      this.#state = failure === undefined ? { kind: 'ready', directory } : { kind: 'failed', reason: failure };
    });
    return build;
  }
}
