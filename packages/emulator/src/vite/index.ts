export { emulatorUrlVariable, valetkeyEmulator } from './valetkeyEmulator.ts';
