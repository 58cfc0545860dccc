/** The invariants of the design, by number: a change that breaks one is wrong. */
export const invariants: Readonly<Record<number, string>> = {
  1: 'One acquisition',
  2: 'Fresh before asked, served while valid',
  3: 'The server’s clock and the server’s expiry',
  4: 'Nothing of an old identity',
  5: 'Rejected keys heal',
  6: 'Secrets stay put',
  7: 'No hard-coded keys',
  8: 'Least privilege is one prop away, and what a scope asks for is enforced',
  9: 'Constructors are inert, starts are counted, stops are clean',
  10: 'Every wait has a deadline, every promise settles, every lock is released',
};
