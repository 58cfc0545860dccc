'use client';

import {
  type ComponentPropsWithoutRef,
  type ComponentType,
  type Context,
  createContext,
  type JSX,
  type ReactNode,
  useContext,
} from 'react';

/** Controls of a design system that take the place of ours. They must pass every prop on to the element they render. */
export interface Slots {
  readonly Input?: ComponentType<ComponentPropsWithoutRef<'input'>> | undefined;
  readonly Button?: ComponentType<ComponentPropsWithoutRef<'button'>> | undefined;
}

const SlotsContext: Context<Slots> = createContext<Slots>({});

/** Swaps controls in everything below. */
export function SlotsProvider({
  slots,
  children,
}: {
  readonly slots: Slots;
  readonly children?: ReactNode;
}): JSX.Element {
  return <SlotsContext.Provider value={slots}>{children}</SlotsContext.Provider>;
}

/** The input element, or what stands in for it. */
export function SlotInput(props: ComponentPropsWithoutRef<'input'>): JSX.Element {
  const { Input } = useContext(SlotsContext);
  return Input === undefined ? <input {...props} /> : <Input {...props} />;
}

/** The button element, or what stands in for it. */
export function SlotButton(props: ComponentPropsWithoutRef<'button'>): JSX.Element {
  const { Button } = useContext(SlotsContext);
  // The type is always given by the caller.
  return Button === undefined ? <button type="button" {...props} /> : <Button type="button" {...props} />;
}
