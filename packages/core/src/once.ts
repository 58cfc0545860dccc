/** Makes a function that does its work the first time it is called, and nothing after: what a counted start returns. */
export function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    work();
  };
}
