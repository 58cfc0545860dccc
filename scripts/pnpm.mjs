/**
 * The pnpm that installs and packs, run through `npx`. Not in package.json's `packageManager`: a frozen install of pnpm 12
 * would then want itself in the lockfile.
 */
export const pnpm = 'pnpm@12.21.0';
