import { useRef } from 'react';

/** The value before, as long as the new one says the same: so that asking the server again does not begin a check anew. */
export function useStable<Value>(value: Value): Value {
  const kept = useRef(value);
  if (kept.current !== value && JSON.stringify(kept.current) !== JSON.stringify(value)) kept.current = value;
  return kept.current;
}
