/** One way to set credentials that the AWS guide names, and what stands for it here. */
export interface CredentialWay {
  /** Which of the guide's two lists it is in, or `'setting'`: where credentials are set. */
  readonly place: 'setting' | 'browser' | 'node';
  /** What it is, in the guide's words. */
  readonly way: string;
  /** What aws-sdk v2 has for it, as code. `undefined`: nothing. */
  readonly v2: string | undefined;
  /** What Valet Key has for it: a name that `from` exports. */
  readonly ours: string;
  /** Where that is imported from, e.g. `'@valetkey/credential-providers'`. */
  readonly from: string;
  /** The compiled example, within the repository. It imports `ours`. */
  readonly example: string;
  /** The test that proves it: its file, and its name as it stands there. */
  readonly test: { readonly file: string; readonly name: string };
}
