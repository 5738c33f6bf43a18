import type { IDataObject } from 'n8n-workflow';

import { PaystandError } from '../../../client/errors';

/** Some of what an item asks for could not be done. */
export class PartialError extends PaystandError {
	/** @param output what the item shows beside the error where the run goes on: what did go through */
	constructor(
		message: string,
		nextStep: string,
		readonly output: IDataObject,
	) {
		super(message, nextStep);
	}
}
