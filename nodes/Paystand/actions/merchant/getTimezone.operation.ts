import { requestObject } from '../../../../client/request';
import { withHints } from '../../fields/hints';
import type { Operation } from '../operation';

const NOT_FOR_ALL =
	"Not every account may read its time zone. Enter it in the 'Time Zone' filter of a list instead.";

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
			{ 400: NOT_FOR_ALL, 401: NOT_FOR_ALL, 403: NOT_FOR_ALL },
			async () => await requestObject(this, { method: 'GET', path: ['customers', 'timezone'] }),
		);
	},
};
