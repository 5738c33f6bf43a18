import type { OperationExample } from '../../examples/example.mts';

export const example: OperationExample = {
	parameters: { event: "={{ $('Event: Get').first().json }}" },
	mayBeRefused: true,
	expected: { verified: true },
	cases: [
		({ event }) => ({ event: JSON.stringify(event) }),
		({ event }) => ({ event: JSON.stringify({ ...event, status: 'forged' }) }),
	],
};
