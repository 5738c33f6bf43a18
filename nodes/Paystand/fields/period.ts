import type { INodeProperties } from 'n8n-workflow';

/** The date filters of a list, as entries of its Filters collection. */
export function periodFilters(): INodeProperties[] {
	return [
		{
			displayName: 'Date Field',
			name: 'dateType',
			type: 'options',
			options: [
				{ name: 'Creation', value: 'created' },
				{ name: 'Last Update', value: 'lastUpdated' },
			],
			default: 'created',
			description: 'Which date of a record the days are held against',
		},
		{
			displayName: 'From Date',
			name: 'from',
			type: 'dateTime',
			typeOptions: { dateOnly: true },
			default: '',
			description:
				"The first day. Without 'To Date' every day from then on counts. Not read when 'Period' names the days.",
		},
		{
			displayName: 'Period',
			name: 'period',
			type: 'options',
			options: [
				{ name: 'Between Dates', value: 'between' },
				{ name: 'Last 30 Days', value: 'last30Days' },
				{ name: 'Last 7 Days', value: 'last7Days' },
				{ name: 'Last Month', value: 'lastMonth' },
				{ name: 'This Month', value: 'thisMonth' },
				{ name: 'Today', value: 'today' },
			],
			default: 'last7Days',
			description: 'Which days to return, today and both ends included',
		},
		{
			displayName: 'Time Zone',
			name: 'timezone',
			type: 'string',
			default: '',
			placeholder: 'e.g. America/Los_Angeles',
			description: "Where the days begin and end. Without one the workflow's time zone counts.",
		},
		{
			displayName: 'To Date',
			name: 'to',
			type: 'dateTime',
			typeOptions: { dateOnly: true },
			default: '',
			description:
				"The last day, included. Without 'From Date' every day up to it counts. Not read when 'Period' names the days.",
		},
	];
}
