'use client';

import {
  type ComponentPropsWithoutRef,
  type ComponentType,
  type Context,
  createContext,
  type JSX,
  type ReactElement,
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

/** Props of {@link SlotInput}: those of an input, and this. */
export interface SlotInputProps extends ComponentPropsWithoutRef<'input'> {
  /** Renders another element here, with the props it must have. */
  readonly render?: ((props: ComponentPropsWithoutRef<'input'>) => ReactElement) | undefined;
}

/** The input element, or what stands in for it. */
export function SlotInput({ render, ...props }: SlotInputProps): JSX.Element {
  const { Input } = useContext(SlotsContext);
  if (render !== undefined) return render(props);
  return Input === undefined ? <input {...props} /> : <Input {...props} />;
}

/** Props of {@link SlotButton}: those of a button, and this. */
export interface SlotButtonProps extends ComponentPropsWithoutRef<'button'> {
  /** Renders another element here, with the props it must have. */
  readonly render?: ((props: ComponentPropsWithoutRef<'button'>) => ReactElement) | undefined;
}

/** The button element, or what stands in for it. Submits nothing unless told to. */
export function SlotButton({ render, type = 'button', ...rest }: SlotButtonProps): JSX.Element {
  const { Button } = useContext(SlotsContext);
  const props = { ...rest, type };
  if (render !== undefined) return render(props);
  return Button === undefined ? <button {...props} /> : <Button {...props} />;
}
