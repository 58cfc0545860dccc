/** @type {import('next').NextConfig} */
const config = {
  // Another folder for a test's build, so that it disturbs no dev server.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  // Checked with the rest of the repository.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: new URL('../..', import.meta.url).pathname },
};

export default config;
