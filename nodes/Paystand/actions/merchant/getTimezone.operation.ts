import { requestObject } from '../../../../client/request';
import { withHints } from '../../fields/hints';
import type { Operation } from '../operation';

export const getTimezone: Operation = {
	value: 'getTimezone',
	name: 'Get Timezone',
	action: 'Get merchant time zone',
	description: 'Retrieve the time zone of your Paystand account, in which its days begin and end',
	properties: [],

	async execute() {
		// Some accounts get 400 for this route (fact sheet 6.1).
		return await withHints(
			this,
			{
				400: "Not every account may read its time zone. Enter it in the 'Time Zone' filter of a list instead.",
			},
			async () => await requestObject(this, { method: 'GET', path: ['customers', 'timezone'] }),
		);
	},
};
