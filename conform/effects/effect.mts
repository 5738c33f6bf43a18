import type { Answer } from '../findings.mts';

/** A question about Paystand, and what in the node hangs on its answer. */
export interface Effect {
	/** Name in `answers` of the JSON report. */
	answer: string;
	question: string;
	/** Where the fact sheet asks it. */
	sheet: string;
	/** What the node was built on, in words. */
	assumed: string;
	/** Whether an answer is what the node was built on. */
	isAssumed: (value: Answer) => boolean;
	/** What another answer means for the node. */
	affected: string;
	copes: 'yes' | 'in part' | 'no';
}

/** One of these answers. */
export const is =
	(...allowed: Answer[]) =>
	(value: Answer) =>
		allowed.includes(value);
/** Nothing hangs on the answer. */
export const any = () => true;
/** An answer that begins like this. */
export const starts = (text: string) => (value: Answer) => String(value).startsWith(text);
/** One of these answers, or an object of nothing else. */
export const onlyFor =
	(...allowed: Answer[]) =>
	(value: Answer) =>
		allowed.includes(value) ||
		(value !== null &&
			typeof value === 'object' &&
			Object.values(value).every((one) => allowed.includes(one)));
