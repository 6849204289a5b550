/**
 * The equirectangular projection: longitude across, latitude upward, in equal steps. x = λ, y = φ.
 *
 * @param lambda  longitude, −π ≤ λ ≤ π
 * @param phi     latitude, −π/2 ≤ φ ≤ π/2
 */
export function equirectangular(lambda: number, phi: number): [number, number] {
  return [lambda, phi]
}

equirectangular.invert = (x: number, y: number): [number, number] => [x, y]
