export { scanPaths, type ScanPathsOptions, type ScanResult } from './scanPaths.ts';
