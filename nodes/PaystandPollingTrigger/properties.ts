import type { INodeProperties } from 'n8n-workflow';

import { onlyStatusChanges, pollableTriggerOn } from '../events/triggerOn';

/** How many days before today each poll looks at again. */
export const DEFAULT_LOOKBACK_DAYS = 2;

/** The fields of the trigger, in the order in which a person decides them. */
export const properties: INodeProperties[] = [
	pollableTriggerOn,
	{
		displayName:
			'A poll sees records as they are. A status that a record has left again between two polls is not reported.',
		name: 'statesNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Start From',
		name: 'startFrom',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: '',
		description:
			'The day from which the first poll reports changes. If empty, it reports what changes after you publish the workflow. Later polls go on where the last one ended.',
	},
	onlyStatusChanges,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Lookback Days',
				name: 'lookbackDays',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 30 },
				default: DEFAULT_LOOKBACK_DAYS,
				description:
					'How many days before today each poll looks at again, for records that show up late. What was reported already is not reported again.',
			},
			{
				displayName: 'Time Zone',
				name: 'timezone',
				type: 'string',
				default: '',
				placeholder: 'e.g. America/Los_Angeles',
				description:
					'The time zone in which the days of Start From and Lookback Days begin and end. Default: that of your Paystand account; where Paystand does not tell it, that of the workflow.',
			},
		],
	},
];
