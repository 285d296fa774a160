/** Settings of the import, as plain data: they are sent to another thread. */
export interface JobsSettings {
  /** Bytes of a file (R184). */
  readonly csvBytesMax: number;
  /** Data records of a file (R185). */
  readonly csvRecordsMax: number;
  /** `off`: the role of a job is not checked (R41). */
  readonly iam: 'on' | 'off';
}
