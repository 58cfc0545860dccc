import type { Meta, StoryObj } from '@storybook/react-vite';
import { defaultSeed, emulatorDefaults, type CustomService, type EmulatorSeed } from '@valetkey/emulator';
import { useSignedFetch } from '@valetkey/react';
import { useState, type ReactElement } from 'react';
import { expect, waitFor } from 'storybook/test';
import { Card } from '../stage/Card.tsx';
import type { StageOptions } from '../stage/createStage.tsx';
import { Facts } from '../stage/Facts.tsx';
import { readFact, untilFact } from '../stage/readFact.ts';
import { loadStage, stageOf, withStage } from '../stage/withStage.tsx';

const API = 'https://abc123.execute-api.eu-west-1.amazonaws.com/prod/prints';

/** An API of the app's own behind API Gateway: it takes orders for prints. */
const prints: CustomService = async (request) => Response.json({ ordered: await request.text() });

/** The album, whose guests may also call the API. */
const apiSeed: EmulatorSeed = {
  ...defaultSeed,
  roles: (defaultSeed.roles ?? []).map((role) =>
    role.arn === emulatorDefaults.guestRoleArn
      ? {
          ...role,
          policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }] }],
        }
      : role,
  ),
};

/** Orders a print of a photo. */
function OrderDesk({ network = fetch }: { readonly network?: typeof fetch }): ReactElement {
  const signedFetch = useSignedFetch('execute-api', { fetch: network });
  const [answer, setAnswer] = useState<string>();
  const order = async (): Promise<void> => {
    const response = await signedFetch(API, { method: 'POST', body: 'lighthouse.jpg' });
    setAnswer(`${response.status} ${await response.text()}`);
  };
  return (
    <Card title="useSignedFetch('execute-api')">
      <Facts facts={{ answer }} />
      <button type="button" onClick={() => void order()}>
        Order a print
      </button>
    </Card>
  );
}

const meta = {
  title: 'Clients/useSignedFetch',
  component: OrderDesk,
  loaders: [loadStage],
  decorators: [withStage],
  render: (_, context) => <OrderDesk network={stageOf(context).fetch} />,
  parameters: { stage: { seed: apiSeed, services: { 'execute-api': prints } } satisfies StageOptions },
} satisfies Meta<typeof OrderDesk>;

export default meta;
type Story = StoryObj<typeof meta>;

/** A request to an API that has no SDK client, signed with the credentials around it. */
export const Ordered: Story = {
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    await userEvent.click(await canvas.findByRole('button', { name: 'Order a print' }));
    await untilFact(canvasElement, 'answer', '200 {"ordered":"lighthouse.jpg"}');
  },
};

/** The API calls the token expired: the request is signed again with new credentials, and the person sees nothing of it. */
export const Healed: Story = {
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    const { emulator } = stageOf(context);
    emulator.faults.enqueue({ operation: 'execute-api.POST /prod/prints', kind: 'expired-token' });
    await userEvent.click(await canvas.findByRole('button', { name: 'Order a print' }));
    await untilFact(canvasElement, 'answer', '200 {"ordered":"lighthouse.jpg"}');
    await expect(emulator.calls.count('GetCredentialsForIdentity')).toBe(2);
  },
};

/** A role that may not call the API is refused, once: other credentials of the same role would be refused as well. */
export const Refused: Story = {
  parameters: { stage: { seed: defaultSeed } satisfies StageOptions },
  play: async (context) => {
    const { canvas, canvasElement, userEvent } = context;
    await userEvent.click(await canvas.findByRole('button', { name: 'Order a print' }));
    await waitFor(() => expect(readFact(canvasElement, 'answer')).toMatch(/^403 /));
    await expect(stageOf(context).emulator.calls.count('GetCredentialsForIdentity')).toBe(1);
  },
};
