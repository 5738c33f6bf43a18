import type { Operation } from '../../item/operation';

const REFUSALS = [400, 401, 403];

export const getTimezone: Operation = {
	value: 'getTimezone',
	name: 'Get Timezone',
	action: 'Get merchant time zone',
	description: 'Retrieve the time zone of your Paystand account, in which its days begin and end',
	properties: [],
	output: { from: 'getMerchantTimezone' },

	// Some accounts get 400 for this route (docs/paystand-api.md#merchant-time-zone).
	hint: ({ status }) =>
		REFUSALS.includes(status)
			? "Not every account may read its time zone. Enter it in the 'Time Zone' filter of a list instead."
			: undefined,

	async execute(item) {
		return await item.client.get(['customers', 'timezone']);
	},
};
