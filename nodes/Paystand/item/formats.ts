import type { DateFormat } from '../../../client/dates';
import type { AmountFormat } from '../../../client/money';

/** How the days and amounts of the input are written, as the person said: they are never guessed. */
export interface Formats {
	dates: DateFormat;
	amounts: AmountFormat;
}

export const READ_DATES_AS = 'Read Dates As';
export const READ_AMOUNTS_AS = 'Read Amounts As';

/** What counts where nothing else was said. */
export const DEFAULT_FORMATS: Formats = { dates: 'YYYY-MM-DD', amounts: '1250.00' };

const LAST_OF_FEBRUARY: Record<DateFormat, string> = {
	'YYYY-MM-DD': '2026-02-28',
	'MM/DD/YYYY': '02/28/2026',
	'DD/MM/YYYY': '28/02/2026',
	'DD.MM.YYYY': '28.02.2026',
};

/**
 * How a day is to be written.
 *
 * @param formats what was said; `undefined` where there is nothing to say
 */
export function dayAdvice(formats?: Formats): string {
	const { dates } = formats ?? DEFAULT_FORMATS;
	const advice = `Write it as ${dates}, such as ${LAST_OF_FEBRUARY[dates]}`;
	return `${advice}${orSaySo(READ_DATES_AS, formats && dates)}.`;
}

/** As `dayAdvice`, for an amount. */
export function amountAdvice(formats?: Formats): string {
	const { amounts } = formats ?? DEFAULT_FORMATS;
	const advice =
		amounts === '1250.00'
			? 'Write digits with a point and at most two places, such as 1234.50, without thousands separators or a currency sign'
			: `Write it like ${amounts}, with at most two places and without a currency sign`;
	return `${advice}${orSaySo(READ_AMOUNTS_AS, formats && amounts)}.`;
}

function orSaySo(option: string, format?: string): string {
	return format ? `, or change '${option}' (now ${format}) under 'Options'` : '';
}
