/** What people did in the storm, and what came of calls that were cut off. */
export interface LifeTally {
  /** First sign-ins with an imported hash that were cut off: the hash was moved to SRP, or was kept. */
  moved: number;
  kept: number;
  /** Changes, and uses of a code, whose answer was cut off: the new password is good or the old one, the code is used up or not. */
  happened: number;
  undone: number;
  /** Sign-ins by a code that was sent, or by what stands for it; by the code of an app; and addresses that were verified. */
  byCode: number;
  byApp: number;
  verified: number;
  /** Devices that were confirmed, and forgotten; and sign-ins by a device. */
  confirmed: number;
  forgotten: number;
  byDevice: number;
}

export function newLifeTally(): LifeTally {
  return {
    moved: 0,
    kept: 0,
    happened: 0,
    undone: 0,
    byCode: 0,
    byApp: 0,
    verified: 0,
    confirmed: 0,
    forgotten: 0,
    byDevice: 0,
  };
}
