/** What a program that depends on Muster may import. */
export { ConfigError } from './config/config-error.ts';
export {
  DataDirectoryInUseError,
  type Muster,
  type MusterOptions,
  type SentMessage,
  startMuster,
} from './service/entry.ts';
