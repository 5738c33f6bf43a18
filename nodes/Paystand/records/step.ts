import type { IDataObject } from 'n8n-workflow';

import { asError, explain, PaystandError, refusalOf } from '../../../client/errors';
import type { Labels } from '../../../client/errors';

/** What became of one of several steps of an item: what was done, or why it was not. */
export interface Step {
	/**
	 * As the record tells it, such as `created`; `failed` when it was not done, `unknown` when nobody
	 * can tell, `skipped` when it was not tried.
	 */
	outcome: string;
	record?: IDataObject;
	error?: Error;
}

export const SKIPPED: Step = { outcome: 'skipped' };

/** A value that was read, or what is wrong with it. */
export type Checked<T> = { value: T; error?: never } | { value?: never; error: PaystandError };

/**
 * Reads values of the form.
 *
 * @throws what is no fault of a value, such as an expression that cannot be resolved
 */
export function checked<T>(read: () => T): Checked<T> {
	try {
		return { value: read() };
	} catch (error) {
		if (!(error instanceof PaystandError)) throw asError(error);
		return { error };
	}
}

/**
 * Does one step. Whatever stops it is kept, so that what went through before is told with it.
 *
 * @param work returns the record with its `outcome`
 */
export async function stepOf(work: () => Promise<IDataObject>): Promise<Step> {
	try {
		const { outcome, ...record } = await work();
		return { outcome: String(outcome), record };
	} catch (error) {
		return failed(asError(error));
	}
}

export function failed(error: Error): Step {
	const { outcomeUnknown, isUnreadable } = refusalOf(error) ?? {};
	return { outcome: outcomeUnknown || isUnreadable ? 'unknown' : 'failed', error };
}

/**
 * The message and the next step of an error, in the words of the screen.
 *
 * @param labels Paystand's stored names → what the screen calls them
 */
export function wordsOf(error: Error, labels: Labels): { message: string; nextStep?: string } {
	const refusal = refusalOf(error);
	if (!refusal) {
		const nextStep = error instanceof PaystandError ? error.nextStep : undefined;
		return { message: error.message, nextStep };
	}
	const { message, description: nextStep } = explain(refusal, labels);
	return { message, nextStep };
}
