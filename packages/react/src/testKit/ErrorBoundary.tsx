import { Component, type ReactNode } from 'react';

/** What {@link ErrorBoundary} takes. */
interface ErrorBoundaryProps {
  /** Called with the error when the person tries again. */
  readonly onReset?: () => void;
  readonly children: ReactNode;
}

/** Shows what was thrown below it, and a button that tries again. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: Error | undefined }> {
  override state: { readonly error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    const tryAgain = (): void => {
      this.props.onReset?.();
      this.setState({ error: undefined });
    };
    return (
      <button type="button" onClick={tryAgain}>
        {'code' in error ? String(error.code) : error.name}
      </button>
    );
  }
}
