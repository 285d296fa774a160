/** What a program that depends on Muster may import. */
export { DataDirectoryInUseError, type Muster, type MusterOptions, startMuster } from './service/entry.ts';
