import { ridgeLine, type RidgePoint, type RidgeShape } from './ridgeLine.ts';
import { seededRandom } from './seededRandom.ts';

/** What to paint. Colours are CSS colours; lengths are px of a 1600 × 1200 picture. */
export interface Landscape {
  readonly seed: number;
  /** From the top of the sky to the horizon. */
  readonly sky: readonly string[];
  /** Sun or moon. `glow` lights the sky around it. */
  readonly light?: { readonly x: number; readonly y: number; readonly radius: number; readonly color: string; readonly glow: string };
  readonly stars?: number;
  /** Curtains of polar light, in these colours. */
  readonly aurora?: readonly string[];
  /** Farthest first. Each fades into `haze` at its foot, as mountains do. */
  readonly ridges: readonly (RidgeShape & { readonly color: string; readonly haze: string; readonly trees?: number })[];
  /** A lake or the sea in front, from `y` down. */
  readonly water?: { readonly y: number; readonly colors: readonly string[]; readonly glint: string };
}

const WIDTH = 1600;
const HEIGHT = 1200;

/** Paints a landscape as a stand-alone SVG image: the album's sample photos, so that no picture has to be borrowed. */
export function paintLandscape(landscape: Landscape): string {
  const random = seededRandom(landscape.seed);
  const layers = [
    paintSky(landscape),
    paintStars(landscape.stars ?? 0, random),
    paintAurora(landscape.aurora ?? [], random),
    paintLight(landscape),
    ...landscape.ridges.map((ridge, index) => paintRidge(ridge, index, random)),
    paintWater(landscape, random),
    '<rect width="1600" height="1200" fill="url(#vignette)"/>',
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
<defs><radialGradient id="vignette" cx=".5" cy=".45" r=".85"><stop offset=".55" stop-opacity="0"/><stop offset="1" stop-opacity=".32"/></radialGradient></defs>
${layers.filter((layer) => layer !== '').join('\n')}
</svg>
`;
}

function verticalGradient(id: string, colors: readonly string[]): string {
  const stops = colors.map((color, index) => `<stop offset="${round(index / (colors.length - 1))}" stop-color="${color}"/>`);
  return `<linearGradient id="${id}" x2="0" y2="1">${stops.join('')}</linearGradient>`;
}

function paintSky({ sky, ridges }: Landscape): string {
  const horizon = Math.max(...ridges.map((ridge) => ridge.y), HEIGHT / 2);
  return `<defs>${verticalGradient('sky', sky)}</defs><rect width="${WIDTH}" height="${HEIGHT}" fill="${sky.at(-1) ?? ''}"/><rect width="${WIDTH}" height="${horizon}" fill="url(#sky)"/>`;
}

function paintStars(count: number, random: () => number): string {
  const stars = Array.from({ length: count }, () => {
    const y = random() ** 1.5 * HEIGHT * 0.7;
    const radius = 0.6 + random() ** 4 * 2.4;
    return `<circle cx="${round(random() * WIDTH)}" cy="${round(y)}" r="${round(radius)}" opacity="${round(0.35 + random() * 0.65)}"/>`;
  });
  return stars.length === 0 ? '' : `<g fill="#fff">${stars.join('')}</g>`;
}

function paintAurora(colors: readonly string[], random: () => number): string {
  return colors
    .map((color, index) => {
      const crest = ridgeLine({ y: 330 + index * 90, amplitude: 150, hills: 2.2, roughness: 0.1 }, WIDTH, random);
      const gradient = `<linearGradient id="aurora${index}" x2="0" y2="1"><stop stop-color="${color}" stop-opacity="0"/><stop offset=".62" stop-color="${color}" stop-opacity=".5"/><stop offset="1" stop-color="${color}" stop-opacity="0"/></linearGradient>`;
      const rays = crest
        .filter((_, at) => at % 2 === 0)
        .map(([x, y]) => {
          const length = 260 + random() * 200;
          return `<rect x="${round(x)}" y="${round(y - length * 0.7)}" width="17" height="${round(length)}" opacity="${round(0.35 + random() * 0.5)}"/>`;
        });
      return `<defs>${gradient}</defs><g fill="url(#aurora${index})">${rays.join('')}</g>`;
    })
    .join('');
}

function paintLight({ light }: Landscape): string {
  if (light === undefined) return '';
  const glow = `<radialGradient id="glow"><stop stop-color="${light.glow}" stop-opacity=".95"/><stop offset=".22" stop-color="${light.glow}" stop-opacity=".5"/><stop offset=".55" stop-color="${light.glow}" stop-opacity=".16"/><stop offset="1" stop-color="${light.glow}" stop-opacity="0"/></radialGradient>`;
  return `<defs>${glow}</defs><circle cx="${light.x}" cy="${light.y}" r="${light.radius * 9}" fill="url(#glow)"/><circle cx="${light.x}" cy="${light.y}" r="${light.radius}" fill="${light.color}"/>`;
}

function paintRidge(ridge: Landscape['ridges'][number], index: number, random: () => number): string {
  const points = ridgeLine(ridge, WIDTH, random);
  const outline = points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L');
  const trees = ridge.trees === undefined ? '' : paintTrees(points, ridge.trees, random);
  return `<defs>${verticalGradient(`ridge${index}`, [ridge.color, ridge.haze, ridge.haze])}</defs><path fill="url(#ridge${index})" d="M${outline}L${WIDTH + 8} ${HEIGHT}L-8 ${HEIGHT}Z"/>${trees === '' ? '' : `<path fill="${ridge.color}" d="${trees}"/>`}`;
}

/** Firs standing on a ridge: a narrow trunk of tiers, each wider than the one above. */
function paintTrees(points: readonly RidgePoint[], meanHeight: number, random: () => number): string {
  return points
    .flatMap(([x, y]) => (random() < 0.72 ? [fir(x + random() * 8, y + 8, meanHeight * (0.45 + random() * 0.9))] : []))
    .join('');
}

function fir(x: number, foot: number, height: number): string {
  const tiers = 6;
  const left: string[] = [];
  const right: string[] = [];
  for (let tier = 0; tier <= tiers; tier += 1) {
    const y = round(foot - height + (height * tier) / tiers);
    const halfWidth = (height * 0.2 * tier) / tiers;
    left.push(`${round(x - halfWidth)} ${y}`, `${round(x - halfWidth * 0.55)} ${y}`);
    right.push(`${round(x + halfWidth)} ${y}`, `${round(x + halfWidth * 0.55)} ${y}`);
  }
  return `M${left.join('L')}L${right.toReversed().join('L')}Z`;
}

function paintWater({ water, light }: Landscape, random: () => number): string {
  if (water === undefined) return '';
  const depth = HEIGHT - water.y;
  const glints = Array.from({ length: 190 }, () => {
    const near = random() ** 1.6;
    const y = water.y + 4 + near * depth;
    // The path of light widens towards whoever looks.
    const spread = (light === undefined ? WIDTH / 2 : 60 + near * 420) * (random() + random() - 1);
    const length = 14 + near * 130 * random();
    return `<rect x="${round((light?.x ?? WIDTH / 2) + spread - length / 2)}" y="${round(y)}" width="${round(length)}" height="${round(1 + near * 4)}" rx="2" opacity="${round(0.12 + random() * 0.45)}"/>`;
  });
  return `<defs>${verticalGradient('water', water.colors)}</defs><rect y="${water.y}" width="${WIDTH}" height="${depth}" fill="url(#water)"/><g fill="${water.glint}">${glints.join('')}</g>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
