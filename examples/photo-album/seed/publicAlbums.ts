import type { Landscape } from './paintLandscape.ts';

/** A photo everybody may see, before it is painted. */
export interface PublicPhoto {
  /** Becomes the file name, so that guests need no right to the table of captions. */
  readonly title: string;
  readonly landscape: Landscape;
}

/** Album name → its photos. */
export const publicAlbums: Readonly<Record<string, readonly PublicPhoto[]>> = {
  'First light': [
    {
      title: 'Above the clouds, minutes before the sun',
      landscape: {
        seed: 11,
        sky: ['#27406b', '#6f7fa8', '#e2a58d', '#f9d8ae'],
        light: { x: 1040, y: 560, radius: 46, color: '#fff6e0', glow: '#ffd79a' },
        ridges: [
          { y: 620, amplitude: 150, hills: 4, roughness: 0.75, color: '#8f86a0', haze: '#f3c9ab' },
          { y: 760, amplitude: 150, hills: 3, roughness: 0.8, color: '#62648a', haze: '#d9a99f' },
          { y: 900, amplitude: 130, hills: 3, roughness: 0.75, color: '#3d456c', haze: '#8d7b93' },
          { y: 1060, amplitude: 110, hills: 2, roughness: 0.7, color: '#1f2745', haze: '#2b3152' },
        ],
      },
    },
    {
      title: 'Rose ridge',
      landscape: {
        seed: 29,
        sky: ['#5b5f8d', '#b98aa3', '#f2b8a4', '#fde3c8'],
        ridges: [
          { y: 520, amplitude: 210, hills: 3, roughness: 0.95, color: '#b9809a', haze: '#f4c8b6' },
          { y: 720, amplitude: 160, hills: 3, roughness: 0.85, color: '#86628c', haze: '#d39ca7' },
          { y: 880, amplitude: 120, hills: 4, roughness: 0.7, color: '#524a78', haze: '#8a6b90' },
          { y: 1050, amplitude: 60, hills: 3, roughness: 0.5, color: '#2a2c52', haze: '#232546', trees: 90 },
        ],
      },
    },
    {
      title: 'The valley keeps its mist until nine',
      landscape: {
        seed: 47,
        sky: ['#9fb7bd', '#cfdad4', '#f1ead6'],
        light: { x: 420, y: 300, radius: 40, color: '#fffdf3', glow: '#fff3cf' },
        ridges: [
          { y: 540, amplitude: 110, hills: 3, roughness: 0.5, color: '#a9bcb9', haze: '#e8e7d8' },
          { y: 700, amplitude: 90, hills: 3, roughness: 0.5, color: '#7f9c98', haze: '#dbe2d6', trees: 44 },
          { y: 860, amplitude: 80, hills: 2, roughness: 0.4, color: '#4e736f', haze: '#b6c9c0', trees: 84 },
          { y: 1040, amplitude: 60, hills: 2, roughness: 0.4, color: '#1f4443', haze: '#1a3838', trees: 150 },
        ],
      },
    },
    {
      title: 'From the summit hut, looking east',
      landscape: {
        seed: 83,
        sky: ['#1f5673', '#5aa0ad', '#c6dcc9', '#fbe8b8'],
        light: { x: 1240, y: 480, radius: 52, color: '#fffbe9', glow: '#ffe9a8' },
        ridges: [
          { y: 560, amplitude: 240, hills: 2.4, roughness: 0.9, color: '#5d93a0', haze: '#d7e0c6' },
          { y: 780, amplitude: 170, hills: 3, roughness: 0.85, color: '#366f80', haze: '#8fb5ad' },
          { y: 980, amplitude: 140, hills: 2, roughness: 0.8, color: '#133f52', haze: '#1d5061' },
        ],
      },
    },
  ],
  'Northern nights': [
    {
      title: 'Polar light over the lake, no wind at all',
      landscape: {
        seed: 101,
        sky: ['#050b1e', '#0b2036', '#123c4a', '#2a6a63'],
        stars: 260,
        aurora: ['#4fe0a4', '#7ff0c8', '#8a7df0'],
        ridges: [
          { y: 760, amplitude: 130, hills: 3, roughness: 0.8, color: '#0c2531', haze: '#12353c' },
          { y: 860, amplitude: 50, hills: 3, roughness: 0.4, color: '#061620', haze: '#061620', trees: 70 },
        ],
        water: { y: 900, colors: ['#1d5a5a', '#0d2f3c', '#050f1e'], glint: '#8fe9c9' },
      },
    },
    {
      title: 'Moonrise',
      landscape: {
        seed: 137,
        sky: ['#0b1230', '#1d2a5c', '#4b4f8d', '#a387a8'],
        stars: 150,
        light: { x: 560, y: 380, radius: 78, color: '#fff4dc', glow: '#c9b6da' },
        ridges: [
          { y: 740, amplitude: 120, hills: 3, roughness: 0.6, color: '#3d3f73', haze: '#8573a0' },
          { y: 880, amplitude: 100, hills: 2.5, roughness: 0.6, color: '#22264f', haze: '#40406f' },
          { y: 1050, amplitude: 60, hills: 2, roughness: 0.4, color: '#0c1030', haze: '#0a0d28', trees: 110 },
        ],
      },
    },
    {
      title: 'Four in the morning, minus eighteen',
      landscape: {
        seed: 163,
        sky: ['#070a1c', '#101b3b', '#20335d', '#3d5b80'],
        stars: 420,
        ridges: [
          { y: 720, amplitude: 220, hills: 2.6, roughness: 0.95, color: '#56719a', haze: '#a9bcd4' },
          { y: 900, amplitude: 90, hills: 3, roughness: 0.5, color: '#2a4266', haze: '#6d86a8' },
          { y: 1060, amplitude: 50, hills: 2, roughness: 0.4, color: '#0d1a33', haze: '#0b1529', trees: 130 },
        ],
      },
    },
  ],
  'Salt and sand': [
    {
      title: 'Evening dunes',
      landscape: {
        seed: 211,
        sky: ['#7a5a86', '#d58a78', '#f6bd7f', '#fde2ad'],
        light: { x: 1130, y: 560, radius: 60, color: '#fff3d6', glow: '#ffd08a' },
        ridges: [
          { y: 700, amplitude: 70, hills: 2, roughness: 0, color: '#d9925f', haze: '#f0bd86' },
          { y: 800, amplitude: 110, hills: 1.6, roughness: 0, color: '#c0713f', haze: '#e0a066' },
          { y: 950, amplitude: 120, hills: 1.3, roughness: 0, color: '#8d4a2f', haze: '#b96b42' },
          { y: 1100, amplitude: 90, hills: 1.2, roughness: 0, color: '#532a26', haze: '#6d3a2c' },
        ],
      },
    },
    {
      title: 'Low tide',
      landscape: {
        seed: 223,
        sky: ['#4d7ea8', '#9cc1cf', '#f0d9bd', '#fbe9cf'],
        light: { x: 820, y: 560, radius: 48, color: '#fffaf0', glow: '#ffe6bd' },
        ridges: [{ y: 690, amplitude: 46, hills: 3, roughness: 0.5, color: '#7f9db0', haze: '#c5cfcb' }],
        water: { y: 700, colors: ['#cfd8cf', '#7fa9b6', '#3a6d86', '#234f6b'], glint: '#fff6e2' },
      },
    },
    {
      title: 'Red sky, quiet harbour',
      landscape: {
        seed: 239,
        sky: ['#3b1f4b', '#8c3557', '#e3674f', '#fbb46a'],
        light: { x: 640, y: 640, radius: 66, color: '#fff0cf', glow: '#ff9f5c' },
        ridges: [
          { y: 690, amplitude: 80, hills: 4, roughness: 0.6, color: '#8a3b58', haze: '#c95c56' },
          { y: 760, amplitude: 40, hills: 3, roughness: 0.5, color: '#4c2346', haze: '#4c2346' },
        ],
        water: { y: 770, colors: ['#e88a5c', '#8f3f58', '#33193f'], glint: '#ffd79b' },
      },
    },
    {
      title: 'The salt flat, after the only rain of the year',
      landscape: {
        seed: 257,
        sky: ['#8aa9d6', '#c7c9e6', '#f2d5dc', '#fff0e4'],
        ridges: [
          { y: 610, amplitude: 60, hills: 4, roughness: 0.7, color: '#a5a6cf', haze: '#e2cfe0' },
          { y: 640, amplitude: 18, hills: 5, roughness: 0.6, color: '#8586b4', haze: '#8586b4' },
        ],
        water: { y: 652, colors: ['#fbe6e2', '#d6cce6', '#9fb4dc', '#7d98cb'], glint: '#ffffff' },
      },
    },
  ],
};
