import type { IPollFunctions } from 'n8n-workflow';

import { toDay } from '../../client/dates';
import { PaystandError } from '../../client/errors';
import { DEFAULT_LOOKBACK_DAYS } from './properties';
import { isZone } from './timezone';

/** What a person set on the node. */
export interface Settings {
	/** Values of Trigger On. */
	events: string[];
	onlyStatusChanges: boolean;
	/** `YYYY-MM-DD`; undefined: from publishing on. */
	startDay?: string;
	lookbackDays: number;
	/** IANA name. */
	timezone?: string;
}

/** With the time zone that the days of all windows are in. */
export type ZonedSettings = Settings & { timezone: string };

/** @throws {PaystandError} naming the field that is malformed */
export function settingsOf(context: IPollFunctions): Settings {
	const { lookbackDays, timezone } = context.getNodeParameter('options', {}) as {
		lookbackDays?: number;
		timezone?: string;
	};
	const startFrom = context.getNodeParameter('startFrom', '');
	return {
		events: context.getNodeParameter('events', []) as string[],
		onlyStatusChanges: context.getNodeParameter('onlyStatusChanges', true) !== false,
		startDay: startFrom ? startDayOf(startFrom) : undefined,
		lookbackDays: wholeDays(lookbackDays ?? DEFAULT_LOOKBACK_DAYS),
		timezone: timezone?.trim() ? knownZone(timezone.trim()) : undefined,
	};
}

function startDayOf(value: unknown): string {
	const day = toDay(value);
	if (day === undefined) {
		throw new PaystandError("'Start From' is no day", 'Write it like 2026-11-01.');
	}
	return day;
}

function wholeDays(value: unknown): number {
	const days = Number(value);
	if (!Number.isInteger(days) || days < 1) {
		throw new PaystandError("'Lookback Days' has to be a whole number", 'Use 1 or more.');
	}
	return days;
}

function knownZone(timezone: string): string {
	if (isZone(timezone)) return timezone;
	throw new PaystandError(
		`'Time Zone' is not known: ${timezone}`,
		'Write it like America/Los_Angeles.',
	);
}
