import { useSession } from '@valetkey/react';
import { createContext, useContext, useState, type ReactElement, type ReactNode } from 'react';

/** What is typed and not saved, by the photo's key. A key holds its owner's identity, so nobody sees another's. */
type Drafts = Readonly<Record<string, string | undefined>>;

interface DraftsContextValue {
  readonly drafts: Drafts;
  readonly setDraft: (photoKey: string, draft: string | undefined) => void;
}

const DraftsContext = createContext<DraftsContextValue>({ drafts: {}, setDraft: () => undefined });

/**
 * Keeps captions while they are typed: through closing the photo, leaving the album, and a session that ends in between.
 * Whoever signs out leaves none behind.
 */
export function CaptionDrafts({ children }: { readonly children: ReactNode }): ReactElement {
  const [drafts, setDrafts] = useState<Drafts>({});
  const hasLeft = useSession((session) => session.status === 'signed-out' && session.reason === 'signed-out');
  if (hasLeft && Object.keys(drafts).length > 0) setDrafts({});
  const setDraft = (photoKey: string, draft: string | undefined): void =>
    setDrafts((others) => ({ ...others, [photoKey]: draft }));
  return <DraftsContext value={{ drafts, setDraft }}>{children}</DraftsContext>;
}

/** The draft for one photo, `undefined` while nobody edits its caption, and how to change it. */
export function useCaptionDraft(photoKey: string): readonly [string | undefined, (draft: string | undefined) => void] {
  const { drafts, setDraft } = useContext(DraftsContext);
  return [drafts[photoKey], (draft) => setDraft(photoKey, draft)];
}
