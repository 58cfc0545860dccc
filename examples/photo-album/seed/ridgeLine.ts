/** How a ridge rises and falls. */
export interface RidgeShape {
  /** Mean height of the line, px from the top. */
  readonly y: number;
  /** Half the height between the lowest valley and the highest peak, px. */
  readonly amplitude: number;
  /** Hills across the picture. */
  readonly hills: number;
  /** 0: soft dunes. 1: broken rock. */
  readonly roughness: number;
}

/** A point on a ridge, px. */
export type RidgePoint = readonly [x: number, y: number];

const STEP_PX = 8;
const OCTAVES = 6;

/** A line of hills from the left edge to the right: value noise, summed over octaves of which rough ridges keep more. */
export function ridgeLine(shape: RidgeShape, width: number, random: () => number): readonly RidgePoint[] {
  const octaves = Array.from({ length: OCTAVES }, (_, octave) => {
    const waves = shape.hills * 2 ** octave;
    return {
      waves,
      weight: (0.28 + 0.27 * shape.roughness) ** octave,
      heights: Array.from({ length: Math.ceil(waves) + 3 }, () => random() * 2 - 1),
    };
  });
  const points: RidgePoint[] = [];
  for (let x = -STEP_PX; x <= width + STEP_PX; x += STEP_PX) {
    const height = octaves.reduce(
      (sum, octave) => sum + octave.weight * noiseAt(octave.heights, Math.max(0, x / width) * octave.waves),
      0,
    );
    points.push([x, shape.y - shape.amplitude * height]);
  }
  return points;
}

function noiseAt(heights: readonly number[], at: number): number {
  const index = Math.floor(at);
  const fraction = at - index;
  const eased = fraction * fraction * (3 - 2 * fraction);
  const from = heights[index] ?? 0;
  const to = heights[index + 1] ?? from;
  return from + (to - from) * eased;
}
