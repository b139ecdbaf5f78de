/** A force that keeps boxes apart, as a circle with its name below needs a box (pure except for the positions). */

export type Box = { x: number; y: number; halfWidth: number; top: number; bottom: number };

/** Separate every two overlapping boxes along the shorter axis; `strength` 1 does so in one step. */
export function separate<T>(
  nodes: (T & { x: number; y: number })[],
  boxOf: (node: T) => Omit<Box, "x" | "y">,
  strength: number,
) {
  for (const [index, one] of nodes.entries()) {
    const a = boxOf(one);
    for (let next = index + 1; next < nodes.length; next += 1) {
      const other = nodes[next] as T & { x: number; y: number };
      const b = boxOf(other);
      const dx = other.x - one.x;
      const overX = a.halfWidth + b.halfWidth - Math.abs(dx);
      if (overX <= 0) continue;
      const isBelow = other.y + (b.bottom - b.top) / 2 > one.y + (a.bottom - a.top) / 2;
      const overY = isBelow ? one.y + a.bottom - (other.y - b.top) : other.y + b.bottom - (one.y - a.top);
      if (overY <= 0) continue;
      if (overX < overY) {
        const move = (strength * (dx < 0 ? -overX : overX)) / 2;
        one.x -= move;
        other.x += move;
      } else {
        const move = (strength * (isBelow ? overY : -overY)) / 2;
        one.y -= move;
        other.y += move;
      }
    }
  }
}
