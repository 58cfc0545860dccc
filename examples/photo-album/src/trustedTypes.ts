/** The part of the Trusted Types API that is used here; TypeScript does not know it yet. */
interface TrustedTypes {
  readonly createPolicy: (
    name: 'default',
    rules: { readonly createHTML: (text: string, type: string, sink: string) => string | undefined },
  ) => unknown;
}

/**
 * Lets the SDK read the XML that S3 answers with, and no other text become markup: not by `innerHTML`, not as a script. A
 * parsed document is not part of the page, and nothing in it runs. Browsers without Trusted Types need none of this.
 */
export function trustNothingButXml(): void {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', {
    createHTML: (text, _type, sink) => (sink === 'DOMParser parseFromString' ? text : undefined),
  });
}
