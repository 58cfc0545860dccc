import type { Config } from '@react-router/dev/config';

export default {
  appDirectory: 'src',
  // Another folder for a test's build, so that it disturbs no other.
  buildDirectory: process.env['REACT_ROUTER_BUILD'] ?? 'build',
} satisfies Config;
