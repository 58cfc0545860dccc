export {
  defaultEmulatorPort,
  startEmulatorServer,
  type EmulatorServer,
  type EmulatorServerOptions,
} from './startEmulatorServer.ts';
