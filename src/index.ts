/** What a program that depends on Muster may import. */
export { ConfigError } from './config/config-error.ts';
export {
  DataDirectoryInUseError,
  type Muster,
  type MusterOptions,
  type SentMessage,
  startMuster,
  TestControlsError,
  type TestControlsState,
  type TestFault,
  type TestFaultReport,
  type TestFaults,
} from './service/entry.ts';
