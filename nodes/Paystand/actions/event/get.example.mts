import type { OperationExample } from '../../examples/example.mts';
import { first, YOUR_VALUES } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { eventId: first(YOUR_VALUES, 'eventId'), simplify: false },
	mayBeRefused: true,
	cases: [
		({ event }) => ({ eventId: event.id }),
		({ event }) => ({ eventId: event.id, simplify: false }),
	],
};
