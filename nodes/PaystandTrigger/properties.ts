import { fromParameter, webhookDescriptionFields } from 'n8n-workflow';
import type { INodeProperties, IWebhookDescription } from 'n8n-workflow';

import { onlyStatusChanges, triggerOn } from '../events/triggerOn';

/**
 * How n8n reads 'Respond'. Declared so that n8n needs no expression engine for it, which costs some
 * 10 ms a delivery; an older n8n has only the expression.
 */
export const responseMode: Pick<IWebhookDescription, 'responseMode'> =
	typeof webhookDescriptionFields === 'function'
		? webhookDescriptionFields({ responseMode: fromParameter('respond') })
		: { responseMode: '={{$parameter["respond"]}}' };

/**
 * With the check it stays under the 15 s that Paystand waits for an answer
 * (docs/paystand-api.md#deliveries).
 */
export const MAX_COLLECT_MS = 2_000;

/** One a line; n8n shows a notice as HTML. */
const MANUAL_STEPS = [
	'1. Copy the Production URL from above, under Webhook URLs.',
	'2. If you set a URL Secret below, add ?secret= and the secret to the end of the URL.',
	'3. In the Paystand dashboard open Integrations and find "Webhook Event URLs".',
	'4. Switch it on, add the URL and save.',
	'5. Publish this workflow.',
	'Paystand sends every event to every URL; this trigger picks out the ones you chose. For a test, add the Test URL in the same way and remove it afterwards.',
];

/** The fields of the trigger, in the order in which a person decides them. */
export const properties: INodeProperties[] = [
	triggerOn,
	{
		displayName: 'Registration',
		name: 'registration',
		type: 'options',
		default: 'api',
		description: 'How Paystand learns the address to deliver events to',
		options: [
			{
				name: 'Automatically (API)',
				value: 'api',
				description: 'Added when you publish the workflow, removed when you unpublish it',
			},
			{
				name: 'By Hand in the Dashboard',
				value: 'manual',
				description: 'You add the URL in Paystand yourself',
			},
		],
	},
	{
		displayName: MANUAL_STEPS.join('<br>'),
		name: 'manualNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { registration: ['manual'] } },
	},
	onlyStatusChanges,
	{
		displayName: 'Respond',
		name: 'respond',
		type: 'options',
		default: 'onReceived',
		description: 'When Paystand is told that the event has arrived',
		options: [
			{
				name: 'Immediately',
				value: 'onReceived',
				description: 'As soon as the workflow has started',
			},
			{
				name: 'When the Workflow Finishes',
				value: 'lastNode',
				description:
					'If the workflow fails, Paystand delivers the event again. It waits 15 seconds at most, so keep the workflow short.',
			},
		],
	},
	{
		// With exactly this name and key n8n leaves the body of a node of version 1 unread
		// (`parseRequestBody`). It needs its expression engine for that, which version 2 does without.
		displayName: 'Body Is Read by the Trigger',
		name: 'options',
		type: 'hidden',
		default: { binaryData: true },
		displayOptions: { show: { '@version': [1] } },
	},
	{
		displayName: 'Options',
		name: 'settings',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Allowed IP Addresses',
				name: 'allowedIps',
				type: 'string',
				default: '',
				placeholder: 'e.g. 203.0.113.7, 198.51.100.0/24',
				description:
					'Addresses that may deliver, separated by commas. Behind a proxy n8n must be told about it (N8N_PROXY_HOPS).',
			},
			{
				displayName: 'Authenticity',
				name: 'authenticity',
				type: 'options',
				default: 'ask',
				description: 'How to make sure that an event is real. Paystand does not sign its events.',
				options: [
					{
						name: 'Ask Paystand',
						value: 'ask',
						description: 'Each event is checked, and what Paystand confirms is what comes out',
					},
					{
						name: 'Do Not Check',
						value: 'none',
						description: 'Anyone who knows the URL can start this workflow with any amount',
					},
				],
			},
			{
				displayName: 'Collect Events (Ms)',
				name: 'collectMs',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: MAX_COLLECT_MS },
				default: 250,
				displayOptions: { show: { '/respond': ['onReceived'] } },
				description:
					'How long to wait for further events after the first one, in milliseconds. Those that arrive together start one run with an item each, which takes n8n far less work than a run for each. Paystand is told once that run has started.',
			},
			{
				displayName: 'Include Raw Event',
				name: 'includeRawEvent',
				type: 'boolean',
				default: false,
				description: 'Whether to add the whole event as Paystand sent it, as rawEvent',
			},
			{
				displayName: 'Size Limit (KB)',
				name: 'sizeLimit',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 16384 },
				default: 1024,
				description: 'Larger deliveries are refused',
			},
			{
				displayName: 'Skip Older Events',
				name: 'skipOlder',
				type: 'boolean',
				default: false,
				description:
					'Whether to skip an event that is older than the newest one seen for the same record. Paystand does not keep the order.',
			},
			{
				displayName: 'URL Secret',
				name: 'urlSecret',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				description:
					'A word that must be in the URL as ?secret=…. Added for you with automatic registration.',
			},
		],
	},
];
