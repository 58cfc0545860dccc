// What Vite, Next.js, Create React App, Vue CLI, Expo, Gatsby, Nuxt, and SvelteKit and Astro put into pages.
const PUBLIC = /^(?:VITE|NEXT_PUBLIC|REACT_APP|VUE_APP|EXPO_PUBLIC|GATSBY|NUXT_PUBLIC|PUBLIC)_/;
// Names of what lies in AWS Secrets Manager are none.
const SECRET = /AWS\w*(?:SECRET(?!S|_(?:NAME|ARN|ID)\b)|ACCESS_?KEY|SESSION_?TOKEN)|SECRET_?ACCESS_?KEY|ACCESS_?KEY_?ID/;

/** Whether a variable of the environment is named like a key of AWS. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name);
}

/** Whether a build puts a variable of this name into the page. */
export function isPublicName(name: string): boolean {
  return PUBLIC.test(name);
}

/** Whether it is named like a key of AWS, and a build puts it into the page: `VITE_AWS_SECRET_ACCESS_KEY`. */
export function isPublicSecretName(name: string): boolean {
  return isPublicName(name) && isSecretName(name);
}
