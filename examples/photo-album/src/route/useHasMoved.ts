import { createContext, useState, type Context } from 'react';

/** Whether the person has gone from the screen the page opened with to another one. */
export const HasMoved: Context<boolean> = createContext(false);

/**
 * Notices the first move from one screen to another.
 * @param place - Names the screen; `undefined` while it is not known which to show.
 */
export function useHasMoved(place: string | undefined): boolean {
  const [firstPlace, setFirstPlace] = useState(place);
  const [hasMoved, setHasMoved] = useState(false);
  if (place !== undefined && firstPlace === undefined) setFirstPlace(place);
  else if (place !== firstPlace && place !== undefined && !hasMoved) setHasMoved(true);
  return hasMoved;
}
