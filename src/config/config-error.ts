/** A setting that cannot be used. The message is one line for a person: which setting, what is wrong, what is allowed. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  /** Key in the table of settings. */
  readonly setting: string;

  constructor(setting: string, message: string) {
    super(message);
    this.setting = setting;
  }
}
