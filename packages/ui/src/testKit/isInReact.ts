/** A node of React's own tree, as far as this test reads it. */
interface Fiber {
  readonly memoizedState: unknown;
  readonly memoizedProps: unknown;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
}

/** True when a text is anywhere in the state or props that React holds for a container. */
export function isInReact(container: Element, text: string): boolean {
  const key = Object.keys(container).find((name) => name.startsWith('__reactContainer$'));
  const root = key === undefined ? undefined : (container as unknown as Record<string, Fiber>)[key];
  if (root === undefined) throw new Error('React renders nothing into this container.');
  const seen = new Set<unknown>();

  const holds = (value: unknown): boolean => {
    if (typeof value === 'string') return value.includes(text);
    // Nodes hold what was typed: that is the form's own, and asked about elsewhere.
    if (typeof value !== 'object' || value === null || value instanceof Node || seen.has(value)) return false;
    seen.add(value);
    return Object.values(value).some(holds);
  };
  const visit = (fiber: Fiber | null): boolean =>
    fiber !== null &&
    (holds(fiber.memoizedState) || holds(fiber.memoizedProps) || visit(fiber.child) || visit(fiber.sibling));
  return visit(root);
}
