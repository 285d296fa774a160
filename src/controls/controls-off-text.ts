/** What a server without test controls answers to those who ask for them (R570). */
export const CONTROLS_OFF_TEXT =
  'Test controls are off. To test your import code, start a server on a data directory with --test-controls on, or with startMuster({ testControls: true }).';
