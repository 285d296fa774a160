/** Settings of the import. Plain data: they go to another thread. */
export interface JobsSettings {
  /** Bytes of a file (R184). */
  readonly csvBytesMax: number;
  /** Data records of a file (R185). */
  readonly csvRecordsMax: number;
  /** `off`: nobody asks what the role of a job may (R41). */
  readonly iam: 'on' | 'off';
}
